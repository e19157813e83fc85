/// What is subtracted from f before it weights a score: b, which must not depend on the draw that it is
/// subtracted from. Then E[b ∇log q] = b ∇ Σ q = 0, and the mean of the estimate stays.
public protocol BaselineRule: Sendable {
  /// b of each row, known before f is.
  ///
  /// - Parameter rows: How many rows there are.
  func values(rows: Int) -> [Double]

  /// Learns from values of f, one a row. It is called after the baseline was used.
  mutating func update(toward values: [Double])
}

/// No baseline: b = 0.
public struct NoBaseline: BaselineRule {
  /// No baseline.
  public init() {}

  /// Zeros.
  @inlinable
  public func values(rows: Int) -> [Double] { [Double](repeating: 0, count: rows) }

  /// Learns nothing.
  public mutating func update(toward values: [Double]) {}
}

/// A number that stays as it is.
public struct ConstantBaseline: BaselineRule {
  /// b, in units of f.
  public let value: Double

  /// A constant.
  public init(_ value: Double) { self.value = value }

  /// The constant, for each row.
  @inlinable
  public func values(rows: Int) -> [Double] { [Double](repeating: value, count: rows) }

  /// Learns nothing.
  public mutating func update(toward values: [Double]) {}
}

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
