import Decisions

/// How the rewards of a trajectory are credited to its actions: the weight c_t of each score in
/// Σ_t c_t ∇log π(a_t | s_t).
///
///     Credit.discountedOutcome.weights(of: [0, 0, -1], discount: 0.9)  // [−0.81, −0.9, −1]
public enum Credit: Sendable, Hashable, CaseIterable {
  /// Every action gets the discounted return of the whole trajectory, c_t = r(τ) = Σ_k γᵏ r_{k+1}.
  /// Unbiased.
  case wholeTrajectory
  /// The sum of all rewards, discounted back from the end, c_t = γ^{T−1−t} Σ_k r_{k+1}: the rule
  /// of thumb for games that are won or lost.
  ///
  /// Where only the last reward isn't 0 it is ``rewardToGoDroppingTimeDiscount``; else it is the
  /// gradient of no return that one would name. Biased, unless γ = 1.
  case discountedOutcome
  /// Every action gets what came after it, discounted to the start, c_t = γᵗ G_t. Unbiased, because
  /// earlier rewards don't depend on the action.
  case rewardToGo
  /// Every action gets what came after it, discounted to its own time, c_t = G_t: γᵗ is dropped, as
  /// most programs do. Biased for the discounted return, unless γ = 1.
  ///
  /// > Reference: Nota & Thomas (2020), "Is the policy gradient a gradient?", arXiv:1906.07073.
  case rewardToGoDroppingTimeDiscount
  /// Every action gets the next reward that isn't 0, discounted to its own time, c_t = γᵏ r_{t+k+1}
  /// with the least such k, and 0 where there is none: a game of many rallies is cut into rallies.
  ///
  /// With one such reward a trajectory it is ``rewardToGoDroppingTimeDiscount``. Biased, also with γ
  /// = 1, unless what is done in a rally has no bearing on the later ones.
  ///
  /// > Reference: Karpathy (2016), "Deep reinforcement learning: Pong from pixels".
  case nextOutcome

  /// The weights c₀ … c_{T−1}.
  ///
  /// - Parameters:
  ///   - rewards: r₁ … r_T, shape [T].
  ///   - discount: γ, in [0, 1].
  /// - Returns: Shape [T].
  /// - Complexity: O(T).
  public func weights(of rewards: [Double], discount: Double) -> [Double] {
    switch self {
    case .wholeTrajectory:
      let total = discountedSum(rewards, discount: discount)
      return [Double](repeating: total, count: rewards.count)
    case .discountedOutcome:
      let total = rewards.reduce(0, +)
      return powers(of: discount, count: rewards.count).reversed().map { $0 * total }
    case .rewardToGo:
      return zip(
        powers(of: discount, count: rewards.count), rewardsToGo(rewards, discount: discount)
      ).map { $0 * $1 }
    case .rewardToGoDroppingTimeDiscount:
      return rewardsToGo(rewards, discount: discount)
    case .nextOutcome:
      var weights = rewards
      var following = 0.0
      for time in rewards.indices.reversed() {
        following = rewards[time] != 0 ? rewards[time] : discount * following
        weights[time] = following
      }
      return weights
    }
  }

  /// The returns that the weights are made of, each discounted to its own time: c_t = k_t G_t with k_t
  /// of ``baselineWeights(count:discount:)``. They are the weights themselves but for ``rewardToGo``.
  ///
  /// - Parameters:
  ///   - rewards: r₁ … r_T, shape [T].
  ///   - discount: γ, in [0, 1].
  /// - Returns: Shape [T].
  /// - Complexity: O(T).
  public func returns(of rewards: [Double], discount: Double) -> [Double] {
    (self == .rewardToGo ? .rewardToGoDroppingTimeDiscount : self)
      .weights(of: rewards, discount: discount)
  }

  /// What a baseline is multiplied by at each time before it is subtracted: γᵗ where the credit is
  /// discounted to the start, else 1.
  ///
  /// - Parameters:
  ///   - count: T, the number of actions.
  ///   - discount: γ, in [0, 1].
  /// - Returns: Shape [T].
  public func baselineWeights(count: Int, discount: Double) -> [Double] {
    self == .rewardToGo
      ? powers(of: discount, count: count) : [Double](repeating: 1, count: count)
  }

  /// γ⁰ … γ^{T−1}.
  private func powers(of discount: Double, count: Int) -> [Double] {
    var power = 1.0
    return (0..<count).map { _ in
      defer { power *= discount }
      return power
    }
  }
}
