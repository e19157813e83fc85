public import Decisions
import StochasticOptimization

/// What became of checking an estimator against the oracle: its mean over independent episodes, and
/// how far that may be from the exact gradient.
public struct EstimatorCheck: Sendable {
  /// The exact gradient ∇J, shape [d].
  public let exact: [Double]
  /// The mean of the estimates, shape [d].
  public let mean: [Double]
  /// The standard error of the mean, σ_i/√n with the exact σ_i; shape [d].
  public let standardErrors: [Double]
  /// How many standard errors a component may be off, z.
  public let critical: Double

  /// How far each component may be off: z σ_i/√n, and 1e-10 of its size for rounding.
  public var tolerances: [Double] {
    zip(exact, standardErrors).map { critical * $1 + 1e-10 * max(1, $0.magnitude) }
  }

  /// How far each component is off, shape [d].
  public var errors: [Double] { mean.subtracting(exact) }

  /// Whether every component is within its tolerance.
  public var passes: Bool { zip(errors, tolerances).allSatisfy { $0.magnitude <= $1 } }
}

extension ExpectedReturn {
  /// Checks an estimator against the oracle: draws episodes, averages its estimates, and compares
  /// with ∇J.
  ///
  ///     let check = try objective.check(of: policy, episodes: 10_000, using: &random) { episode in
  ///       reinforce(episode)
  ///     }
  ///     check.passes
  ///
  /// The tolerance is z σ_i/√n: σ_i is the estimator's exact standard deviation by enumeration, z
  /// the normal quantile for which a right estimator fails at no more than the stated rate
  /// (`criticalDeviation(falseAlarmRate:components:)`), once n is large enough for the mean to be
  /// normal. `EstimatorMoments/samplesToNotice(biasAgainst:falseAlarmRate:power:)` says how many
  /// episodes a wrong one needs to be caught.
  ///
  /// - Parameters:
  ///   - policy: The policy whose ∇J is to be estimated.
  ///   - behavior: What the episodes are drawn by; by default the policy itself.
  ///   - episodes: n, at least 1.
  ///   - falseAlarmRate: How often a right estimator may fail, in (0, 1).
  ///   - generator: Where the episodes come from.
  ///   - estimate: The estimator, from an episode to a vector of shape [d].
  /// - Throws: `SolverError`, as ``gradient(of:)``.
  /// - Precondition: There is a horizon, and no more than a million trajectories.
  /// - Complexity: O((n + trajectories) · cost of an estimate).
  public func check(
    of policy: some ParametricPolicy<State, Action>, drawnBy behavior: Policy<State, Action>? = nil,
    episodes: Int, falseAlarmRate: Double = 1e-3, using generator: inout some RandomNumberGenerator,
    estimate: (Trajectory<State, Action>) -> [Double]
  ) throws(SolverError) -> EstimatorCheck {
    guard episodes >= 1, let horizon else {
      fatalError("a check over \(episodes) episodes; it needs at least one, and a horizon")
    }
    let behavior = behavior ?? policy.tabulated
    let moments = trajectories(of: behavior).moments(of: estimate)
    var mean = [Double](repeating: 0, count: policy.parameterCount)
    for _ in 0..<episodes {
      let episode = rollout(behavior, in: process, limit: horizon, using: &generator)
      mean.add(estimate(episode), times: 1 / Double(episodes))
    }
    return EstimatorCheck(
      exact: try gradient(of: policy), mean: mean,
      standardErrors: moments.variances.map { ($0 / Double(episodes)).squareRoot() },
      critical: criticalDeviation(
        falseAlarmRate: falseAlarmRate, components: policy.parameterCount))
  }
}
