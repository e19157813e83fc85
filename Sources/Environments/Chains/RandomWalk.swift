public import Decisions

/// A row of states with an exit at each end; under the uniform policy, a random walk.
///
/// - States: 0 … n + 1, the exits included; the book calls 1 … 5 A … E.
/// - Actions: ``Move/left`` and ``Move/right``, which always succeed.
/// - Rewards: ``leftReward`` and ``rightReward`` on entering the exits, else 0.
/// - Start: The middle, (n + 1) / 2.
/// - End: On entering an exit.
///
/// With rewards 0 and 1 the uniform policy has V(i) = i / (n + 1), undiscounted.
///
/// > Reference: Sutton & Barto (2018), example 6.2 (5 states) and example 7.1 (19 states, left exit −1).
public struct RandomWalk: FiniteEnvironment {
  /// How many states there are between the exits.
  public let length: Int
  /// The reward on entering the left exit.
  public let leftReward: Double
  /// The reward on entering the right exit.
  public let rightReward: Double
  /// The exact dynamics.
  public let process: FiniteMDP<Int, Move>

  private static let moves: [Move] = [.left, .right]

  /// A walk over `length` states.
  ///
  /// - Precondition: At least one state.
  public init(length: Int = 5, leftReward: Double = 0, rightReward: Double = 1) {
    guard length >= 1 else { fatalError("a walk needs at least one state, not \(length)") }
    self.length = length
    self.leftReward = leftReward
    self.rightReward = rightReward
    process = FiniteMDP(
      states: Array(0...(length + 1)), actions: Self.moves, start: (length + 1) / 2,
      offered: { $0 == 0 || $0 == length + 1 ? [] : Self.moves }
    ) { place, move in
      let next = place + move.columnChange
      return [
        Outcome(
          reward: next == 0 ? leftReward : next == length + 1 ? rightReward : 0, next: next)
      ]
    }
  }

  /// The middle.
  public func start(using generator: inout some RandomNumberGenerator) -> Int { (length + 1) / 2 }

  /// Left and right; nothing at an exit.
  public func actions(in state: Int) -> [Move] { (1...length).contains(state) ? Self.moves : [] }

  /// Takes one step to a side; nothing is drawn.
  public func step(
    from state: Int, taking action: Move, using generator: inout some RandomNumberGenerator
  ) -> Step<Int> {
    if action == .left {
      return state == 1
        ? Step(reward: leftReward, next: 0, ending: .terminated) : Step(reward: 0, next: state - 1)
    }
    return state == length
      ? Step(reward: rightReward, next: state + 1, ending: .terminated)
      : Step(reward: 0, next: state + 1)
  }
}
