/// Returns the returns G₀ … G_{T−1} of a sequence of rewards, worked out backwards.
///
///     G_t = r_{t+1} + γ G_{t+1},   G_T = bootstrap
///
///     rewardsToGo([0, 0, 1], discount: 0.9)  // [0.81, 0.9, 1]
///
/// - Parameters:
///   - rewards: r₁ … r_T, shape [T].
///   - discount: γ, in [0, 1]; 1 gives the undiscounted sums of an episode.
///   - bootstrap: The value of the state the sequence was cut off in; 0 after a terminal state.
/// - Returns: G₀ … G_{T−1}, shape [T].
/// - Complexity: O(T).
///
/// > Reference: Sutton & Barto (2018), eq. 3.9.
public func rewardsToGo(
  _ rewards: [Double], discount: Double, bootstrap: Double = 0
) -> [Double] {
  requireDiscount(discount)
  var returns = rewards
  var following = bootstrap
  for time in rewards.indices.reversed() {
    following = rewards[time] + discount * following
    returns[time] = following
  }
  return returns
}

/// Returns the return from the start, Σ γᵗ r_{t+1}.
///
/// - Parameters:
///   - rewards: r₁ … r_T, shape [T].
///   - discount: γ, in [0, 1].
public func discountedSum(_ rewards: [Double], discount: Double) -> Double {
  requireDiscount(discount)
  return rewards.reversed().reduce(0) { following, reward in reward + discount * following }
}

/// Returns the effective horizon 1/(1 − γ): the sum of all weights γᵗ, and so the number of steps
/// that a discounted agent looks ahead; infinite for γ = 1.
public func effectiveHorizon(discount: Double) -> Double {
  requireDiscount(discount)
  return 1 / (1 - discount)
}

/// Traps when a discount isn't one: for plain functions, where it is the programmer's error.
func requireDiscount(_ discount: Double) {
  guard (0...1).contains(discount) else {
    fatalError("the discount γ is \(discount); it must be in [0, 1]")
  }
}
