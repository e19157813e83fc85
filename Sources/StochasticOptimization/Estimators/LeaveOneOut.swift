/// The score-function estimator whose baseline, for each draw, is the mean of f over the others.
///
///     g = 1/K Σ_k (f(z_k) − 1/(K−1) Σ_{j≠k} f(z_j)) ∇log q(z_k)
///
/// The baseline depends on the other draws only, which are independent of z_k; nothing has to be tuned.
///
/// - Requires: As ``ScoreFunction``.
/// - Bias: None.
/// - Cost: K calls of f.
///
/// > Reference: Kool, van Hoof & Welling (2019), "Buy 4 REINFORCE samples, get a baseline for free!".
public struct LeaveOneOut<Node: StochasticNode>: GradientEstimator {
  /// K.
  public let count: Int

  /// The estimator from K draws.
  ///
  /// - Parameter count: K, at least 2.
  public init(count: Int) {
    if count < 2 { fatalError("LeaveOneOut: \(count) draws; at least two are needed") }
    self.count = count
  }

  /// K calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: count) }

  /// One estimate.
  @inlinable
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let counts = [Double](repeating: 1 / Double(count), count: node.rows)
    var samples: [GradientEstimate<Node>.Sample] = []
    samples.reserveCapacity(count)
    var sums = [Double](repeating: 0, count: node.rows)
    for _ in 0..<count {
      let outcomes = node.sample(using: &chance)
      let values = objective.values(outcomes)
      for row in sums.indices { sums[row] += values[row] }
      samples.append(.init(outcomes: outcomes, values: values, weights: counts))
    }
    // f_k less the mean of the others, over K: (f_k − mean of all) / (K − 1).
    let share = 1 / Double(count - 1)
    var gradient = node.zeroGradient
    var weights = [Double](repeating: 0, count: node.rows)
    for sample in samples {
      for row in weights.indices {
        weights[row] = share * (sample.values[row] - sums[row] / Double(count))
      }
      node.addScore(of: sample.outcomes, weights: weights, to: &gradient)
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }
}
