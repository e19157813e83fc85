/// MuProp: the score-function estimator with f linearised at the mean for a control variate.
///
///     g = (f(z) − f(m) − ∇f(m) · (z − m) − b) ∇log q(z) + (∂m/∂η)ᵀ ∇f(m),   z ∼ q, m = E[z]
///
/// The mean of what is subtracted is known, because it is linear in z: it is added again as the second term.
///
/// - Requires: z with a mean; f differentiable, and defined at the mean, which is no outcome where z is discrete.
/// - Bias: None, as long as b doesn't depend on z. No variance either where f is linear and b is 0.
/// - Cost: One call of f, and one of ∇f.
///
/// > Reference: Gu, Levine, Sutskever & Mnih (2016), arXiv:1511.05176.
public struct MuProp<Node: MeanNode, Rule: BaselineRule>: GradientEstimator {
  /// b, which learns what f(z) exceeds f(m) by.
  public var baseline: Rule

  /// MuProp with a baseline.
  public init(baseline: Rule) { self.baseline = baseline }

  /// One call of f, and one of ∇f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: 1, gradients: 1) }

  /// One estimate. Of its samples, the first is the draw; the second is the mean, which doesn't count.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let outcomes = node.sample(using: &chance)
    let means = node.means
    let values = objective.values(outcomes)
    let (centres, slopes) = objective.valuesAndGradients(at: means)
    let baselines = baseline.values(rows: node.rows)
    let weights = outcomes.indices.map { row in
      values[row] - baselines[row] - centres[row]
        - slopes[row].dot(outcomes[row].subtracting(means[row]))
    }
    var gradient = node.zeroGradient
    node.addScore(of: outcomes, weights: weights, to: &gradient)
    node.addMeanPullback(of: slopes, to: &gradient)
    return GradientEstimate(
      gradient: gradient,
      samples: [
        .init(outcomes: outcomes, values: values, weights: values.map { _ in 1 }),
        .init(outcomes: means, values: centres, weights: centres.map { _ in 0 }),
      ])
  }

  /// Updates the baseline towards f(z) − f(m), which has the mean of what is left of f, now that it has been used.
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    guard estimate.samples.count == 2 else {
      fatalError("MuProp.adapt: an estimate with \(estimate.samples.count) samples, not its own 2")
    }
    baseline.update(
      toward: estimate.samples[0].values.subtracting(estimate.samples[1].values))
  }
}

extension MuProp where Rule == ConstantBaseline {
  /// MuProp without a baseline.
  public init() { self.init(baseline: ConstantBaseline(0)) }
}
