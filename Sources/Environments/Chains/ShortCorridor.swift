public import Decisions

/// A corridor whose middle square swaps left and right, and whose squares all look the same.
///
/// - States: Three squares and the goal.
/// - Actions: ``Move/left`` and ``Move/right``; reversed in the second square; left in the first square stays there.
/// - Rewards: −1 a step.
/// - Start: The first square.
/// - End: On entering the goal.
///
/// An agent that cannot tell the squares apart has one number to choose, the probability p of going right:
/// ``policy(probabilityOfRight:)``. Its return J(p) = (2p − 4) / (p (1 − p)) is largest at p = 2 − √2, where it is
/// −6 − 4√2 ≈ −11.657: more than any policy that is (nearly) deterministic gets.
///
/// > Reference: Sutton & Barto (2018), example 13.1.
public struct ShortCorridor: FiniteEnvironment {
  /// The squares, from left to right.
  public enum State: String, Sendable, CaseIterable, CustomStringConvertible {
    /// Where an episode starts.
    case first
    /// Where left and right are swapped.
    case second
    /// Next to the goal.
    case third
    /// Where an episode ends.
    case goal

    /// The square in a word.
    public var description: String { rawValue }
  }

  /// The exact dynamics.
  public let process: FiniteMDP<State, Move>

  private static let moves: [Move] = [.left, .right]

  /// The corridor.
  public init() {
    let destinations: [State: [Move: State]] = [
      .first: [.left: .first, .right: .second],
      .second: [.left: .third, .right: .first],
      .third: [.left: .second, .right: .goal],
    ]
    process = FiniteMDP(
      states: State.allCases, actions: Self.moves, start: .first,
      offered: { $0 == .goal ? [] : Self.moves }
    ) { state, move in
      destinations[state]?[move].map { [Outcome(reward: -1, next: $0)] } ?? []
    }
  }

  /// The policy that goes right with the same probability everywhere, as it must when all squares look the same.
  ///
  /// - Parameter probabilityOfRight: p, in [0, 1].
  public func policy(probabilityOfRight: Double) -> Policy<State, Move> {
    guard (0...1).contains(probabilityOfRight) else {
      fatalError("the probability of right is \(probabilityOfRight); it must be in [0, 1]")
    }
    return Policy(over: space) { _, move in
      move == .right ? probabilityOfRight : 1 - probabilityOfRight
    }
  }

  /// The undiscounted return of that policy, J(p) = (2p − 4) / (p (1 − p)); −∞ at p = 0 and p = 1.
  ///
  /// From the three Bellman equations v₁ = −1 + (1 − p) v₁ + p v₂, v₂ = −1 + (1 − p) v₃ + p v₁ and
  /// v₃ = −1 + (1 − p) v₂.
  public func expectedReturn(probabilityOfRight p: Double) -> Double { (2 * p - 4) / (p * (1 - p)) }

  /// The best probability of going right, 2 − √2.
  public var bestProbabilityOfRight: Double { 2 - (2.0).squareRoot() }

  /// The first square.
  public func start(using generator: inout some RandomNumberGenerator) -> State { .first }

  /// Walks along the squares, numbered from 0; nothing is drawn.
  public func step(
    from state: State, taking action: Move, using generator: inout some RandomNumberGenerator
  ) -> Step<State> {
    let squares = State.allCases
    let place = squares.firstIndex(of: state) ?? 0
    let isForward = (action == .right) != (state == .second)
    let next = squares[max(0, place + (isForward ? 1 : -1))]
    return Step(reward: -1, next: next, ending: next == .goal ? .terminated : nil)
  }
}
