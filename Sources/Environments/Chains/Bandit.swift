public import Decisions
import RandomStreams

/// One decision among k arms, each with rewards of its own.
///
/// - States: Choosing, and done.
/// - Actions: The arms, by number from 0.
/// - Rewards: Drawn from the arm's table.
/// - Start: Choosing.
/// - End: After one pull.
///
/// > Reference: Sutton & Barto (2018), chapter 2, with rewards of finite support so that there is an exact table.
public struct Bandit: FiniteEnvironment {
  /// Where one stands.
  public enum State: String, Sendable, CustomStringConvertible {
    /// Before the pull.
    case choosing
    /// After it.
    case done

    /// The state in a word.
    public var description: String { rawValue }
  }

  /// A reward and how likely it is.
  public struct Prize: Sendable, Hashable {
    /// The reward.
    public var reward: Double
    /// How likely it is.
    public var probability: Double

    /// A reward and how likely it is.
    public init(reward: Double, probability: Double) {
      self.reward = reward
      self.probability = probability
    }
  }

  /// The prizes of each arm.
  public let arms: [[Prize]]
  /// The exact dynamics.
  public let process: FiniteMDP<State, Int>

  /// A bandit whose arms have these prizes.
  ///
  /// - Precondition: At least one arm; the probabilities of each sum to 1.
  public init(arms: [[Prize]]) {
    guard !arms.isEmpty else { fatalError("a bandit needs an arm") }
    self.arms = arms
    process = FiniteMDP(
      states: [.choosing, .done], actions: Array(arms.indices), start: .choosing,
      offered: { $0 == .done ? [] : Array(arms.indices) }
    ) { _, arm in
      arms[arm].map { Outcome(probability: $0.probability, reward: $0.reward, next: .done) }
    }
  }

  /// Arms that pay 1 with these probabilities, and else 0.
  public static func bernoulli(_ probabilities: [Double]) -> Bandit {
    Bandit(
      arms: probabilities.map {
        [Prize(reward: 1, probability: $0), Prize(reward: 0, probability: 1 - $0)]
      })
  }

  /// Arms that always pay the same.
  public static func constant(_ rewards: [Double]) -> Bandit {
    Bandit(arms: rewards.map { [Prize(reward: $0, probability: 1)] })
  }

  /// Choosing.
  public func start(using generator: inout some RandomNumberGenerator) -> State { .choosing }

  /// Pulls an arm.
  public func step(
    from state: State, taking action: Int, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let prizes = arms[action]
    let prize = prizes[Int.categorical(prizes.map(\.probability), using: &generator)]
    return Step(reward: prize.reward, next: .done, ending: .terminated)
  }
}
