public import Decisions
import StochasticOptimization

extension ExpectedReturn {
  /// All trajectories up to the horizon that a policy can take, with their probabilities.
  ///
  /// - Parameter policy: π, by which actions are drawn.
  /// - Precondition: There is a horizon, and no more than a million trajectories.
  public func trajectories(
    of policy: Policy<State, Action>
  ) -> TrajectoryDistribution<State, Action> {
    guard let horizon else {
      fatalError("trajectories without a horizon can't be listed; give the expected return one")
    }
    return TrajectoryDistribution(of: policy, on: process, horizon: horizon)
  }

  /// The value J(θ) as a sum over trajectories, Σ_τ p(τ; θ) r(τ).
  ///
  /// - Parameter policy: π with its parameters θ.
  /// - Precondition: As for ``trajectories(of:)``.
  public func valueByEnumeration(of policy: some ParametricPolicy<State, Action>) -> Double {
    trajectories(of: policy.tabulated).mean { $0.discountedReturn(discount: discount) }
  }

  /// The gradient ∇J(θ) as a sum over trajectories, by the log-derivative trick.
  ///
  ///     ∇J = Σ_τ ∇p(τ; θ) r(τ) = Σ_τ p(τ; θ) r(τ) ∇log p(τ; θ),   ∇log p(τ; θ) = Σ_t ∇log π(a_t | s_t; θ)
  ///
  /// - Parameter policy: π with its parameters θ, d of them.
  /// - Returns: Shape [d].
  /// - Precondition: As for ``trajectories(of:)``.
  /// - Complexity: O(trajectories · H · d).
  public func gradientByEnumeration(of policy: some ParametricPolicy<State, Action>) -> [Double] {
    var gradient = [Double](repeating: 0, count: policy.parameterCount)
    for element in trajectories(of: policy.tabulated).elements {
      let earned = element.trajectory.discountedReturn(discount: discount)
      gradient.add(policy.score(of: element.trajectory), times: element.probability * earned)
    }
    return gradient
  }
}
