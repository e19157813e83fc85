public import Decisions
import RandomStreams

/// Let a forest grow for what it is worth when old, or cut it for wood; every year it may burn.
///
/// - States: The age class, 0 … S − 1.
/// - Actions: Wait, cut.
/// - Dynamics: Waiting, the forest burns down to age 0 with ``fireProbability``, else grows by one class up to the
///   oldest. Cutting, it starts again from age 0.
/// - Rewards: ``waitReward`` for waiting in the oldest class, ``cutReward`` for cutting it; 1 for cutting any class
///   between; else 0.
/// - Start: Age 0.
/// - End: Never.
///
/// > Reference: `mdptoolbox.example.forest` of pymdptoolbox (Chadès et al. 2014, doi:10.1111/ecog.00888).
public struct ForestManagement: FiniteEnvironment {
  /// What the forester can do in a year.
  public enum Action: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Leave the forest alone.
    case wait
    /// Cut it.
    case cut

    /// The action in a word.
    public var description: String { rawValue }
  }

  /// How many age classes there are.
  public let ageCount: Int
  /// The reward for waiting in the oldest class.
  public let waitReward: Double
  /// The reward for cutting the oldest class.
  public let cutReward: Double
  /// The probability of a fire in a year.
  public let fireProbability: Double
  /// The exact dynamics.
  public let process: FiniteMDP<Int, Action>

  /// A forest; the defaults are the toolbox's.
  ///
  /// - Precondition: At least 2 age classes; a probability in [0, 1].
  public init(
    ageCount: Int = 3, waitReward: Double = 4, cutReward: Double = 2, fireProbability: Double = 0.1
  ) {
    guard ageCount >= 2, (0...1).contains(fireProbability) else {
      fatalError(
        "a forest needs at least 2 ages and a probability of fire, not \(ageCount) and \(fireProbability)"
      )
    }
    self.ageCount = ageCount
    self.waitReward = waitReward
    self.cutReward = cutReward
    self.fireProbability = fireProbability
    let oldest = ageCount - 1
    process = FiniteMDP(
      states: Array(0..<ageCount), actions: Action.allCases, start: 0
    ) { age, action in
      switch action {
      case .cut:
        return [Outcome(reward: age == 0 ? 0 : age == oldest ? cutReward : 1, next: 0)]
      case .wait:
        let reward = age == oldest ? waitReward : 0
        return [
          Outcome(probability: fireProbability, reward: reward, next: 0),
          Outcome(probability: 1 - fireProbability, reward: reward, next: min(age + 1, oldest)),
        ]
      }
    }
  }

  /// Age 0.
  public func start(using generator: inout some RandomNumberGenerator) -> Int { 0 }

  /// Lets a year pass.
  public func step(
    from state: Int, taking action: Action, using generator: inout some RandomNumberGenerator
  ) -> Step<Int> {
    let isOldest = state + 1 == ageCount
    if action == .cut {
      if state == 0 { return Step(reward: 0, next: 0) }
      return Step(reward: isOldest ? cutReward : 1, next: 0)
    }
    let burns = Bool.bernoulli(fireProbability, using: &generator)
    return Step(reward: isOldest ? waitReward : 0, next: burns ? 0 : isOldest ? state : state + 1)
  }
}
