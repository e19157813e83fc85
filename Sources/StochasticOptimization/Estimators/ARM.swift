import PortableMath

/// Augment, REINFORCE, merge: the difference of f at two outcomes that share their uniform numbers, mirrored.
///
///     gᵢ = (f(1[u > σ(−η)]) − f(1[u < σ(η)])) (uᵢ − ½),   u uniform, one number a coin
///
/// Where the two outcomes are equal, the estimate is 0. All coins of a row share the one pair.
///
/// - Requires: Coins given by log-odds. f is a black box.
/// - Bias: None.
/// - Cost: Two calls of f.
///
/// > Reference: Yin & Zhou (2019), "ARM: augment-REINFORCE-merge gradient for stochastic binary networks",
/// > arXiv:1807.11143, theorem 1.
public struct ARM: GradientEstimator {
  /// The estimator.
  public init() {}

  /// Two calls of f.
  public func calls(on node: BernoulliNode) -> ObjectiveCalls { ObjectiveCalls(values: 2) }

  /// One estimate.
  public func estimate(
    of objective: Objective<[Double]>, on node: BernoulliNode, using chance: inout some Chance
  ) -> GradientEstimate<BernoulliNode> {
    var first = [[Double]](repeating: [], count: node.rows)
    var second = first
    var centred = node.zeroGradient
    node.forEachComponent { row, coin in
      let toss = mirroredToss(node.logit(row, coin), using: &chance)
      first[row].append(toss.first)
      second[row].append(toss.second)
      centred[node.place(row, coin)] = toss.centred
    }
    let (values, mirrored) = (objective.values(first), objective.values(second))
    var gradient = node.zeroGradient
    node.forEachComponent { row, coin in
      let place = node.place(row, coin)
      gradient[place] = (values[row] - mirrored[row]) * centred[place]
    }
    return GradientEstimate(gradient: gradient, draws: [(first, values), (second, mirrored)])
  }

  /// 1[u > σ(−η)], 1[u < σ(η)] and u − ½: first which of the three intervals between σ(±η) u lies in, as the coins
  /// depend on that alone, and then where in it.
  private func mirroredToss(
    _ logit: Double, using chance: inout some Chance
  ) -> (first: Double, second: Double, centred: Double) {
    let width = Double.logistic(-logit.magnitude)
    let interval = chance.choice([width, 1 - 2 * width, width])
    let fraction = chance.uniform()
    switch interval {
    case 0: return (0, 1, width * fraction - 0.5)
    case 1:
      let both: Double = logit > 0 ? 1 : 0
      return (both, both, (0.5 - width) * (2 * fraction - 1))
    default: return (1, 0, 0.5 - width * fraction)
    }
  }
}
