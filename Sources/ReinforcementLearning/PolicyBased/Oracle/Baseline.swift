public import Decisions

/// What is subtracted from the credit of an action: anything that doesn't depend on the action
/// leaves the mean of the gradient alone, because Σ_a π ∇log π = 0.
public enum Baseline<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// Nothing.
  case none
  /// The same number everywhere.
  case constant(Double)
  /// A number for each component of the gradient, shape [d].
  case componentwise([Double])
  /// A number for each state, b(s_t): V^π, say.
  case state(StateValues<State, Action>)
}

extension TrajectoryDistribution {
  /// The constant baseline with the smallest total variance, and for each component the one with
  /// the smallest variance of that component.
  ///
  /// Subtracting b from the credit turns the estimate g into g − b s, where s is the sum of the
  /// scores (weighted by γᵗ where the credit is). E[s] = 0, so the variance of a component is
  /// Var g − 2 b E[g s] + b² E[s²], and
  ///
  ///     b* = E[g s] / E[s²],   Var(g − b* s) = Var g − E[g s]² / E[s²];
  ///
  /// with whole-trajectory credit g = f s and b* = E[f s²] / E[s²]. The scalar form sums numerator
  /// and denominator over the components.
  ///
  /// - Parameter estimator: An estimator without a baseline, whose policy the trajectories follow.
  /// - Returns: The scalar form; the componentwise form, shape [d] (0 where the score is 0).
  /// - Complexity: O(trajectories · T · d).
  ///
  /// > Reference: Weaver & Tao (2001); Greensmith, Bartlett & Baxter (2004), JMLR 5.
  public func optimalBaseline<Rule: ParametricPolicy<State, Action>>(
    for estimator: ScoreFunctionEstimator<Rule>
  ) -> (scalar: Double, componentwise: [Double]) {
    let zero = [Double](repeating: 0, count: estimator.policy.parameterCount)
    var (products, squares) = (zero, zero)
    for element in elements {
      let gradient = estimator(element.trajectory)
      let score = estimator.weightedScore(of: element.trajectory)
      for index in zero.indices {
        products[index] += element.probability * gradient[index] * score[index]
        squares[index] += element.probability * score[index] * score[index]
      }
    }
    let square = squares.reduce(0, +)
    return (
      square > 0 ? products.reduce(0, +) / square : 0,
      zip(products, squares).map { $1 > 0 ? $0 / $1 : 0 }
    )
  }
}
