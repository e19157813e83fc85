public import Tensors

extension Differentiable {
  /// Moves all tensors some way towards those of another model: x ← (1 − rate) x + rate · y.
  ///
  /// Target networks follow online ones so; over many steps it is an exponential average.
  ///
  /// - Parameters:
  ///   - other: The model whose tensors y are.
  ///   - rate: In 0 … 1, often called τ; 1 copies, bit by bit, and 0 changes nothing.
  /// - Precondition: Both models have tensors of the same shapes.
  ///
  /// > Reference: Polyak & Juditsky (1992), "Acceleration of stochastic approximation by averaging",
  /// > doi:10.1137/0330046; Lillicrap et al. (2016), arXiv:1509.02971, section 3, for target networks.
  public mutating func average(with other: Self, rate: Float) {
    if !(0...1).contains(rate) { fatalError("average(with:rate:): rate \(rate) is not in 0 … 1.") }
    forEachTensor(along: other.tensors, "average(with:)", whose: "the other") {
      $1.move(towards: $2, rate: rate, "average(with:)")
    }
  }
}
