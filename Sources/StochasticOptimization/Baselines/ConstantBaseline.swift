/// A number that stays as it is; 0 is no baseline at all.
public struct ConstantBaseline: BaselineRule {
  /// b, in units of f.
  public let value: Double

  /// A constant.
  public init(_ value: Double) { self.value = value }

  /// The constant, for each row.
  @inlinable
  public func values(rows: Int) -> [Double] { [Double](repeating: value, count: rows) }
}
