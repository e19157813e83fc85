public import Decisions
import RandomStreams

/// Stake capital on coin flips until it is gone or has reached the goal.
///
/// - States: The capital, 0 … ``goal``.
/// - Actions: The stake, 1 … min(s, goal − s); the book also allows 0, which never helps and never ends.
/// - Dynamics: Heads, with ``headsProbability``, wins the stake; tails loses it.
/// - Rewards: 1 on reaching the goal, else 0, so that a value is a probability of winning.
/// - Start: ``initialCapital``; the book names none, so half the goal by default.
/// - End: At 0 and at the goal.
///
/// Optimal stakes tie in many states: compare action values, not pictures of a policy.
///
/// > Reference: Sutton & Barto (2018), example 4.3; Dubins & Savage (1965).
public struct Gambler: FiniteEnvironment {
  /// The capital at which the gambler has won.
  public let goal: Int
  /// The probability of heads.
  public let headsProbability: Double
  /// The capital an episode starts with.
  public let initialCapital: Int
  /// The exact dynamics.
  public let process: FiniteMDP<Int, Int>

  /// The gambler's problem.
  ///
  /// - Precondition: A goal of at least 2, a probability in [0, 1], an initial capital between 0 and the goal.
  public init(goal: Int = 100, headsProbability: Double = 0.4, initialCapital: Int? = nil) {
    let initialCapital = initialCapital ?? goal / 2
    guard goal >= 2, (0...1).contains(headsProbability), (1..<goal).contains(initialCapital) else {
      fatalError(
        "a gambler needs a goal of at least 2, a probability, and a capital below the goal; not \(goal), \(headsProbability), \(initialCapital)"
      )
    }
    self.goal = goal
    self.headsProbability = headsProbability
    self.initialCapital = initialCapital
    process = FiniteMDP(
      states: Array(0...goal), actions: Array(1...(goal / 2)), start: initialCapital,
      offered: { Self.stakes(capital: $0, goal: goal) }
    ) { capital, stake in
      [
        Outcome(
          probability: headsProbability, reward: capital + stake == goal ? 1 : 0,
          next: capital + stake),
        Outcome(probability: 1 - headsProbability, reward: 0, next: capital - stake),
      ]
    }
  }

  private static func stakes(capital: Int, goal: Int) -> [Int] {
    let largest = min(capital, goal - capital)
    return largest == 0 ? [] : Array(1...largest)
  }

  /// The stakes the capital allows.
  public func actions(in state: Int) -> [Int] { Self.stakes(capital: state, goal: goal) }

  /// The initial capital.
  public func start(using generator: inout some RandomNumberGenerator) -> Int { initialCapital }

  /// Flips the coin.
  public func step(
    from state: Int, taking action: Int, using generator: inout some RandomNumberGenerator
  ) -> Step<Int> {
    var capital = state
    if Bool.bernoulli(headsProbability, using: &generator) {
      capital += action
    } else {
      capital -= action
    }
    let hasWon = capital >= goal
    return Step(
      reward: hasWon ? 1 : 0, next: capital, ending: hasWon || capital == 0 ? .terminated : nil)
  }
}
