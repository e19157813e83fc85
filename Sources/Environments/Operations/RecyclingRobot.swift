public import Decisions
import RandomStreams

/// A robot that collects cans and must not run its battery flat.
///
/// - States: Battery high, low.
/// - Actions: Search and wait; recharge too when the battery is low.
/// - Dynamics: A search keeps a high battery high with probability α, and a low one from running flat with β.
/// - Rewards: ``searchReward`` for a search, ``waitReward`` for waiting, 0 for recharging; −3 when the battery runs
///   flat and the robot is carried home to be charged.
/// - Start: High.
/// - End: Never.
///
/// > Reference: Sutton & Barto (2018), example 3.3, which leaves α, β and the two rewards open (with search above wait).
public struct RecyclingRobot: FiniteEnvironment {
  /// The battery.
  public enum State: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Well charged.
    case high
    /// Nearly flat.
    case low

    /// The charge in a word.
    public var description: String { rawValue }
  }

  /// What the robot can do.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Look for cans.
    case search
    /// Wait until somebody brings a can.
    case wait
    /// Go home and charge.
    case recharge

    /// The action in a word.
    public var description: String { rawValue }
  }

  /// α, the probability that a high battery stays high during a search.
  public let staysHigh: Double
  /// β, the probability that a low battery lasts through a search.
  public let staysLow: Double
  /// The expected number of cans of a search.
  public let searchReward: Double
  /// The expected number of cans of a wait.
  public let waitReward: Double
  /// The exact dynamics.
  public let process: FiniteMDP<State, Action>

  /// The robot.
  ///
  /// - Precondition: Probabilities in [0, 1].
  public init(
    staysHigh: Double = 0.8, staysLow: Double = 0.6, searchReward: Double = 2,
    waitReward: Double = 1
  ) {
    guard (0...1).contains(staysHigh), (0...1).contains(staysLow) else {
      fatalError("α and β are \(staysHigh) and \(staysLow); they must be in [0, 1]")
    }
    self.staysHigh = staysHigh
    self.staysLow = staysLow
    self.searchReward = searchReward
    self.waitReward = waitReward
    process = FiniteMDP(
      states: State.allCases, actions: Action.allCases, start: .high,
      offered: { $0 == .high ? [.search, .wait] : Action.allCases }
    ) { state, action in
      switch (action, state) {
      case (.wait, _): [Outcome(reward: waitReward, next: state)]
      case (.recharge, _): [Outcome(reward: 0, next: .high)]
      case (.search, .high):
        [
          Outcome(probability: staysHigh, reward: searchReward, next: .high),
          Outcome(probability: 1 - staysHigh, reward: searchReward, next: .low),
        ]
      case (.search, .low):
        [
          Outcome(probability: staysLow, reward: searchReward, next: .low),
          Outcome(probability: 1 - staysLow, reward: -3, next: .high),
        ]
      }
    }
  }

  /// High.
  public func start(using generator: inout some RandomNumberGenerator) -> State { .high }

  /// Searches, waits or recharges.
  public func step(
    from state: State, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    switch action {
    case .wait: return Step(reward: waitReward, next: state)
    case .recharge: return Step(reward: 0, next: .high)
    case .search:
      let lasts = Bool.bernoulli(state == .high ? staysHigh : staysLow, using: &generator)
      if lasts { return Step(reward: searchReward, next: state) }
      return state == .high
        ? Step(reward: searchReward, next: .low) : Step(reward: -3, next: .high)
    }
  }
}
