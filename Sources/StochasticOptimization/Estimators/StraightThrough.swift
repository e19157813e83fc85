/// The straight-through estimator: ∇f at the corner that was drawn, taken back as if the draw had been the mean.
///
///     g = (∂E[z]/∂η)ᵀ ∇f(z),   z ∼ q
///
/// - Requires: z with a mean; f differentiable at the corners.
/// - Bias: Yes, of any size and either sign, unless f is linear in each of the independent parts of z.
/// - Cost: One call of ∇f.
///
/// > Reference: Bengio, Léonard & Courville (2013), arXiv:1308.3432.
public struct StraightThrough<Node: MeanNode>: GradientEstimator {
  /// The straight-through estimator.
  public init() {}

  /// One call of ∇f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(gradients: 1) }

  /// One estimate.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let outcomes = node.sample(using: &chance)
    let (values, slopes) = objective.valuesAndGradients(at: outcomes)
    var gradient = node.zeroGradient
    node.addMeanPullback(of: slopes, to: &gradient)
    return GradientEstimate(gradient: gradient, draws: [(outcomes, values)])
  }
}

/// The straight-through Gumbel-softmax estimator: ∇f at the corner that was drawn, taken back as if the draw had
/// been relaxed.
///
///     g = (∂y/∂η)ᵀ ∇f(z),   y relaxed at temperature τ, z the corner that it rounds to
///
/// - Requires: z discrete with a relaxation; f differentiable at the corners.
/// - Bias: Yes, even where f is linear; it need not vanish with τ, for f is never asked between the corners. Of one
///   coin, the mean goes to σ′(η) (f′(0) + f′(1))/2 as τ falls, where σ′(η) (f(1) − f(0)) is meant: right for a
///   parabola.
/// - Cost: One call of ∇f.
///
/// > Reference: Jang, Gu & Poole (2017), arXiv:1611.01144, section 2.2.
public struct StraightThroughGumbel<Node: RelaxableNode>: GradientEstimator {
  /// τ.
  public let temperature: Double

  /// The straight-through Gumbel-softmax estimator.
  ///
  /// - Parameter temperature: τ, positive.
  public init(temperature: Double) {
    checkTemperature(temperature, "StraightThroughGumbel")
    self.temperature = temperature
  }

  /// One call of ∇f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(gradients: 1) }

  /// One estimate: the corner is drawn first, and y given the corner, so that y doesn't have to be rounded.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let outcomes = node.sample(using: &chance)
    let relaxed = node.relaxed(temperature: temperature, given: outcomes).sample(using: &chance)
    let (values, slopes) = objective.valuesAndGradients(at: outcomes)
    var gradient = node.zeroGradient
    node.relaxed(temperature: temperature).addPullback(of: slopes, at: relaxed, to: &gradient)
    return GradientEstimate(gradient: gradient, draws: [(outcomes, values)])
  }
}
