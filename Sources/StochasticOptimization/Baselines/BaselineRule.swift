/// What is subtracted from f before it weights a score: b, which must not depend on the draw that it is
/// subtracted from. Then E[b ∇log q] = b ∇ Σ q = 0, and the mean of the estimate stays.
public protocol BaselineRule: Sendable {
  /// b of each row, known before f is.
  ///
  /// - Parameter rows: How many rows there are.
  func values(rows: Int) -> [Double]

  /// Learns from values of f, one a row; by default nothing. It is called after the baseline was used.
  mutating func update(toward values: [Double])
}

extension BaselineRule {
  /// Learns nothing.
  public mutating func update(toward values: [Double]) {}
}
