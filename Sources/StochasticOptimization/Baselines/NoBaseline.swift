/// No baseline: b = 0.
public struct NoBaseline: BaselineRule {
  /// No baseline.
  public init() {}

  /// Zeros.
  @inlinable
  public func values(rows: Int) -> [Double] { [Double](repeating: 0, count: rows) }
}
