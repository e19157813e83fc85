/// The same value for every token, whatever was written: what a reward does that says nothing.
///
/// The mean of the gradient is c E[Σ ∇log q] = 0. What is left is a walk, whose steps vary by c² times Fisher's
/// information; it stops only at a generator that always writes the same, as there the scores are 0. So entropy falls on the way,
/// and an optimiser that makes its steps of one size, such as `Adam`, walks on however small c is.
public struct ConstantReward: TokenValues, Sendable, Hashable {
  /// c.
  public let value: Double

  /// A value of each token.
  public init(_ value: Double = 1) { self.value = value }

  /// c, shape [sequences][T]. Nothing is drawn.
  public func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    sequences.map { [Double](repeating: value, count: $0.count) }
  }
}
