/// One episode, or the part of it that was seen: s₀, a₀, r₁, s₁, a₁, r₂, …, s_T.
public struct Trajectory<State: Sendable, Action: Sendable>: Sendable {
  /// The states s₀ … s_T; one more than there are actions.
  public private(set) var states: [State]
  /// The actions a₀ … a_{T−1}.
  public private(set) var actions: [Action]
  /// The rewards r₁ … r_T; `rewards[t]` is what action t led to.
  public private(set) var rewards: [Double]
  /// Why it ended: at a terminal state, or because it was cut off.
  public let ending: Ending

  /// How many actions were taken, T.
  public var length: Int { actions.count }

  /// A trajectory from its parts.
  ///
  /// - Precondition: There are T actions, T rewards and T + 1 states.
  public init(states: [State], actions: [Action], rewards: [Double], ending: Ending) {
    guard states.count == actions.count + 1, rewards.count == actions.count else {
      fatalError(
        "a trajectory of \(states.count) states, \(actions.count) actions and \(rewards.count) rewards; T actions need T + 1 states and T rewards"
      )
    }
    self.states = states
    self.actions = actions
    self.rewards = rewards
    self.ending = ending
  }

  /// The returns G₀ … G_{T−1}, each discounted to its own time.
  ///
  /// - Parameters:
  ///   - discount: γ, in [0, 1].
  ///   - bootstrap: A value for s_T, for a trajectory that was cut off; 0 by default.
  /// - Complexity: O(T).
  public func returns(discount: Double, bootstrap: Double = 0) -> [Double] {
    rewardsToGo(rewards, discount: discount, bootstrap: bootstrap)
  }

  /// The return from the start, G₀ = Σ γᵗ r_{t+1}.
  public func discountedReturn(discount: Double) -> Double {
    discountedSum(rewards, discount: discount)
  }

  /// The plain sum of the rewards.
  public var totalReward: Double { rewards.reduce(0, +) }
}
