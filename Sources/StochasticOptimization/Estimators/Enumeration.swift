import PortableMath

/// No estimate at all: the sum over every outcome.
///
///     ∇E[f] = Σ_z q(z) f(z) ∇log q(z)
///
/// - Requires: Outcomes that can be listed. f is a black box.
/// - Bias: None; and no variance.
/// - Cost: A call of f for each outcome.
public struct Enumeration<Node: EnumerableNode>: GradientEstimator {
  /// The sum over every outcome.
  public init() {}

  /// One call of f for each outcome.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: node.support.count) }

  /// The exact gradient; it draws nothing.
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    estimate(of: objective, on: node)
  }

  /// The exact gradient.
  public func estimate(of objective: Objective<Node.Outcome>, on node: Node) -> GradientEstimate<
    Node
  > {
    var gradient = node.zeroGradient
    let samples = node.support.map { outcome in
      let outcomes = [Node.Outcome](repeating: outcome, count: node.rows)
      let probabilities = node.logProbabilities(of: outcomes).map { Double.exp($0) }
      let values = objective.values(outcomes)
      node.addScore(
        of: outcomes, weights: zip(probabilities, values).map { $0 * $1 }, to: &gradient)
      return GradientEstimate<Node>.Sample(
        outcomes: outcomes, values: values, weights: probabilities)
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }
}
