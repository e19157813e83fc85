/// The pathwise estimator, also called the reparameterisation trick: ∇f taken back through the draw.
///
///     g = 1/K Σ_k (∂z_k/∂η)ᵀ ∇f(z_k),   z_k = g(ε_k; η)
///
/// - Requires: z continuous, q reparameterised, f differentiable (and continuous: a jump in f is not seen).
/// - Bias: None where all three hold.
/// - Cost: K calls of ∇f.
///
/// > Reference: Kingma & Welling (2014), arXiv:1312.6114; Rezende, Mohamed & Wierstra (2014),
/// > arXiv:1401.4082.
public struct Pathwise<Node: ReparameterizedNode>: GradientEstimator {
  /// K.
  public let count: Int

  /// The pathwise estimator.
  ///
  /// - Parameter count: K, at least 1.
  public init(count: Int = 1) {
    if count < 1 { fatalError("Pathwise: \(count) draws; at least one is needed") }
    self.count = count
  }

  /// K calls of ∇f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(gradients: count) }

  /// One estimate.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let share = 1 / Double(count)
    var gradient = node.zeroGradient
    var draws: [(outcomes: [[Double]], values: [Double])] = []
    for _ in 0..<count {
      let outcomes = node.sample(using: &chance)
      let (values, slopes) = objective.valuesAndGradients(at: outcomes)
      node.addPullback(
        of: slopes.map { $0.map { share * $0 } }, at: outcomes, to: &gradient)
      draws.append((outcomes, values))
    }
    return GradientEstimate(gradient: gradient, draws: draws)
  }
}
