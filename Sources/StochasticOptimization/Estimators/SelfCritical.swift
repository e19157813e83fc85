/// The score-function estimator whose baseline is f at the most probable outcome: a draw is good if it is better
/// than what would be chosen greedily.
///
///     g = 1/K Σ_k (f(z_k) − f(argmax q)) ∇log q(z_k),   z_k ∼ q
///
/// - Requires: As ``ScoreFunction``, and a mode that can be told. Where f is noisy, the noise at the mode must not
///   be that of the draws.
/// - Bias: None; the mode depends on η, but not on z_k.
/// - Cost: K + 1 calls of f.
///
/// > Reference: Rennie, Marcheret, Mroueh, Ross & Goel (2017), "Self-critical sequence training for image
/// > captioning", arXiv:1612.00563.
public struct SelfCritical<Node: ModalNode>: GradientEstimator {
  /// K.
  public let count: Int

  /// The self-critical estimator.
  ///
  /// - Parameter count: K, at least 1.
  public init(count: Int = 1) {
    if count < 1 { fatalError("SelfCritical: \(count) draws; at least one is needed") }
    self.count = count
  }

  /// K + 1 calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: count + 1) }

  /// One estimate; the mode is none of its samples.
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let share = 1 / Double(count)
    let baselines = objective.values(node.modes)
    var gradient = node.zeroGradient
    var draws: [(outcomes: [Node.Outcome], values: [Double])] = []
    for _ in 0..<count {
      let outcomes = node.sample(using: &chance)
      let values = objective.values(outcomes)
      node.addScore(
        of: outcomes, weights: zip(values, baselines).map { share * ($0 - $1) }, to: &gradient)
      draws.append((outcomes, values))
    }
    return GradientEstimate(gradient: gradient, draws: draws)
  }
}
