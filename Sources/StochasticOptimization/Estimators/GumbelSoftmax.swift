/// The relaxed pathwise estimator, also called the concrete or Gumbel-softmax estimator: f is asked at a relaxed
/// outcome, and its gradient taken back through the relaxation.
///
///     g = (∂y/∂η)ᵀ ∇f(y),   y relaxed at temperature τ
///
/// It is the right gradient of the wrong mean: of E[f(y)] instead of E[f(z)].
///
/// - Requires: z discrete with a relaxation; f differentiable between the corners.
/// - Bias: Yes, of either sign; it goes to 0 with τ, while the variance grows as 1/τ.
/// - Cost: One call of ∇f.
///
/// > Reference: Maddison, Mnih & Teh (2017), arXiv:1611.00712; Jang, Gu & Poole (2017), arXiv:1611.01144.
public struct GumbelSoftmax<Node: RelaxableNode>: GradientEstimator {
  /// τ.
  public let temperature: Double

  /// The relaxed pathwise estimator.
  ///
  /// - Parameter temperature: τ, positive.
  public init(temperature: Double) {
    checkTemperature(temperature, "GumbelSoftmax")
    self.temperature = temperature
  }

  /// One call of ∇f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(gradients: 1) }

  /// One estimate; its samples are relaxed outcomes.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let relaxation = node.relaxed(temperature: temperature)
    let outcomes = relaxation.sample(using: &chance)
    let (values, slopes) = objective.valuesAndGradients(at: outcomes)
    var gradient = node.zeroGradient
    relaxation.addPullback(of: slopes, at: outcomes, to: &gradient)
    return GradientEstimate(gradient: gradient, draws: [(outcomes, values)])
  }
}
