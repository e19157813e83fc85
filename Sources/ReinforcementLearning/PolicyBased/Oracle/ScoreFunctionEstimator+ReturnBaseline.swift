public import Decisions
import StochasticOptimization

extension ScoreFunctionEstimator {
  /// Episodes as a ``ReturnBaseline`` sees them that observes states as they are.
  public func batch(of episodes: [Trajectory<State, Action>]) -> ReturnBatch<State> {
    ReturnBatch(of: episodes, credit: credit, discount: discount) { $0 }
  }

  /// The gradient estimated from a batch of episodes, less a learner's baseline as it is now; shape
  /// [d]. It is what ``Reinforce`` computes, in double precision.
  ///
  ///     g = 1/n Σ_episodes Σ_t k_t (G_t − b_t) ∇log π(a_t | s_t; θ)
  ///
  /// With ``TrajectoryDistribution/moments(ofBatches:of:)`` the exact bias and variance of a learner
  /// with that baseline can be known.
  ///
  /// - Parameters:
  ///   - episodes: At least one.
  ///   - baseline: What is subtracted from the returns; it is left as it is.
  /// - Precondition: The estimator has no baseline of its own.
  /// - Complexity: O(steps · d), and the cost of the baseline.
  public func callAsFunction(
    _ episodes: [Trajectory<State, Action>], less baseline: some ReturnBaseline<State>
  ) -> [Double] {
    guard case .none = self.baseline, !episodes.isEmpty else {
      fatalError(
        "an estimate from \(episodes.count) episodes less \(baseline) and \(self.baseline); it needs an episode and one baseline"
      )
    }
    let batch = batch(of: episodes)
    let credits = ReinforceOptions(discount: discount, credit: credit)
      .credits(ofReturns: batch.returns, less: baseline.values(for: batch))
    var gradient = [Double](repeating: 0, count: policy.parameterCount)
    for (episode, credits) in zip(episodes, credits) {
      for (time, credit) in credits.enumerated() {
        let score = policy.score(of: episode.actions[time], in: episode.states[time])
        gradient.add(score, times: credit / Double(episodes.count))
      }
    }
    return gradient
  }
}
