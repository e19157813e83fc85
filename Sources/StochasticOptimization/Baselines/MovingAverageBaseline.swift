/// An exponential moving average of f, used before it is updated.
///
///     b ← β b + (1 − β) f
///
/// Updated first, b would contain (1 − β) f(z) of the very draw that it is subtracted from, and the estimate
/// would be β times too small.
public struct MovingAverageBaseline: BaselineRule {
  /// β, in [0, 1).
  public let decay: Double
  /// b as it is, in units of f.
  public private(set) var value: Double

  /// A moving average.
  ///
  /// - Parameters:
  ///   - decay: β, in [0, 1).
  ///   - start: b before the first update.
  public init(decay: Double = 0.9, start: Double = 0) {
    guard (0..<1).contains(decay), start.isFinite else {
      fatalError(
        "MovingAverageBaseline: decay \(decay) and start \(start); they must be in [0, 1) and finite"
      )
    }
    self.decay = decay
    value = start
  }

  /// b, for each row.
  @inlinable
  public func values(rows: Int) -> [Double] { [Double](repeating: value, count: rows) }

  /// Moves b towards the mean of the values.
  public mutating func update(toward values: [Double]) {
    guard !values.isEmpty else { return }
    value = decay * value + (1 - decay) * values.reduce(0, +) / Double(values.count)
  }
}
