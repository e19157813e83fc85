public import Decisions
import StochasticOptimization

/// An estimate of the policy gradient from one trajectory: REINFORCE, with a choice of credit and
/// baseline.
///
///     g(τ) = Σ_t (c_t − k_t b(s_t)) ∇log π(a_t | s_t; θ)
///
/// c_t is the ``Credit`` of action t, k_t is γᵗ where the credit is discounted to the start and else
/// 1. It is a plain function of a trajectory:
///
///     let reinforce = ScoreFunctionEstimator(of: policy, discount: 0.9, credit: .rewardToGo)
///     reinforce(episode)                // a gradient, shape [d]
///     distribution.moments(of: reinforce.callAsFunction)
///
/// > Reference: Williams (1992), doi:10.1007/BF00992696.
public struct ScoreFunctionEstimator<Rule: ParametricPolicy>: Sendable {
  /// A state of the policy's process.
  public typealias State = Rule.State
  /// An action of the policy's process.
  public typealias Action = Rule.Action

  /// The policy whose scores are summed; trajectories should have been drawn by it.
  public let policy: Rule
  /// The discount γ, in [0, 1].
  public let discount: Double
  /// How rewards are credited to actions.
  public let credit: Credit
  /// What is subtracted from the credit.
  public let baseline: Baseline<State, Action>
  /// ∇log π of every pair.
  private let scores: [[Double]]

  /// An estimator for a policy.
  ///
  /// - Parameters:
  ///   - policy: The policy, with its parameters.
  ///   - discount: γ, in [0, 1].
  ///   - credit: How rewards are credited to actions.
  ///   - baseline: What is subtracted from the credit.
  /// - Precondition: A componentwise baseline has one number a parameter.
  /// - Complexity: O(pairs · d).
  public init(
    of policy: Rule, discount: Double, credit: Credit = .rewardToGo,
    baseline: Baseline<State, Action> = .none
  ) {
    if case .componentwise(let numbers) = baseline, numbers.count != policy.parameterCount {
      fatalError("a baseline of \(numbers.count) numbers for \(policy.parameterCount) parameters")
    }
    self.policy = policy
    self.discount = discount
    self.credit = credit
    self.baseline = baseline
    scores = policy.scores
  }

  /// The same estimator with another baseline.
  public func subtracting(_ baseline: Baseline<State, Action>) -> ScoreFunctionEstimator {
    ScoreFunctionEstimator(of: policy, discount: discount, credit: credit, baseline: baseline)
  }

  /// The gradient estimated from one trajectory, shape [d].
  ///
  /// - Complexity: O(T d).
  public func callAsFunction(_ trajectory: Trajectory<State, Action>) -> [Double] {
    var weights = credit.weights(of: trajectory.rewards, discount: discount)
    switch baseline {
    case .none: break
    case .constant(let value):
      for (time, weight) in baselineWeights(of: trajectory).enumerated() {
        weights[time] -= weight * value
      }
    case .state(let values):
      for (time, weight) in baselineWeights(of: trajectory).enumerated() {
        weights[time] -= weight * values[trajectory.states[time]]
      }
    case .componentwise(let values):
      let gradient = sum(of: trajectory, weights: weights)
      let score = weightedScore(of: trajectory)
      return gradient.indices.map { gradient[$0] - values[$0] * score[$0] }
    }
    return sum(of: trajectory, weights: weights)
  }

  /// What a constant baseline is multiplied by, Σ_t k_t ∇log π(a_t | s_t; θ); shape [d].
  public func weightedScore(of trajectory: Trajectory<State, Action>) -> [Double] {
    sum(of: trajectory, weights: baselineWeights(of: trajectory))
  }

  private func baselineWeights(of trajectory: Trajectory<State, Action>) -> [Double] {
    credit.baselineWeights(count: trajectory.length, discount: discount)
  }

  private func sum(of trajectory: Trajectory<State, Action>, weights: [Double]) -> [Double] {
    var gradient = [Double](repeating: 0, count: policy.parameterCount)
    for (time, weight) in weights.enumerated() {
      let pair = policy.space.pair(of: trajectory.actions[time], in: trajectory.states[time])
      gradient.add(scores[pair], times: weight)
    }
    return gradient
  }
}
