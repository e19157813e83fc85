/// The measure-valued estimator, also called that of weak derivatives: for each parameter, f at an outcome of
/// each of the two distributions that ∂q/∂η is the difference of.
///
///     gⱼ = cⱼ (f(z⁺) − f(z⁻)),   ∂q/∂ηⱼ = cⱼ (qⱼ⁺ − qⱼ⁻)
///
/// Of independent coordinates, all but the one that ηⱼ belongs to are drawn, the same for both.
///
/// - Requires: That ∂q/∂η can be decomposed. z may be discrete; f is a black box, and may jump.
/// - Bias: None.
/// - Cost: Two calls of f for each parameter of a row.
///
/// > Reference: Pflug (1989), "Sampling derivatives of probabilities", doi:10.1007/BF02243227; Rosca,
/// > Figurnov, Mohamed & Mnih (2019), "Measure-valued derivatives for approximate Bayesian inference".
public struct MeasureValued<Node: MeasureValuedNode>: GradientEstimator {
  /// The measure-valued estimator.
  public init() {}

  /// Two calls of f for each parameter of a row.
  public func calls(on node: Node) -> ObjectiveCalls {
    ObjectiveCalls(values: 2 * node.parameters.count / node.rows)
  }

  /// One estimate.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let pairs = node.derivativePairs(using: &chance)
    let total = (0..<node.rows).map { row in
      pairs.reduce(0) { $0 + $1.positive.shares[row] + $1.negative.shares[row] }
    }
    var gradient = node.zeroGradient
    var samples: [GradientEstimate<Node>.Sample] = []
    for (parameter, pair) in pairs.enumerated() {
      let sides = [pair.positive, pair.negative].map { side in
        GradientEstimate<Node>.Sample(
          outcomes: side.outcomes, values: objective.values(side.outcomes),
          weights: zip(side.shares, total).map { $0 / $1 })
      }
      for row in 0..<node.rows {
        gradient[row * pairs.count + parameter] =
          pair.factors[row] * (sides[0].values[row] - sides[1].values[row])
      }
      samples += sides
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }
}
