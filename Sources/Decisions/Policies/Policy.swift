import RandomStreams

/// A stationary policy π(a | s) of a finite process.
public struct Policy<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The space whose pairs are numbered.
  public let space: StateActionSpace<State, Action>
  /// π(a | s) for each pair; sums to 1 over the pairs of a state.
  public let probabilities: [Double]

  /// A policy from one probability a pair.
  ///
  /// - Precondition: Probabilities are at least 0 and sum to 1 in each state that is not terminal,
  ///   to 1e-9.
  public init(probabilities: [Double], over space: StateActionSpace<State, Action>) {
    guard probabilities.count == space.pairCount else {
      fatalError(
        "\(probabilities.count) probabilities for \(space.pairCount) pairs of state and action")
    }
    for state in space.states.indices {
      let row = probabilities[space.pairs(ofState: state)]
      guard !row.isEmpty else { continue }
      let sum = row.reduce(0, +)
      guard (sum - 1).magnitude <= 1e-9, row.allSatisfy({ $0 >= 0 }) else {
        fatalError(
          "the policy's probabilities in \(space.states[state]) are \(Array(row)), summing to \(sum), not to 1"
        )
      }
    }
    self.space = space
    self.probabilities = probabilities
  }

  /// A policy from a function that gives the probability of each action.
  public init(
    over space: StateActionSpace<State, Action>, probability: (State, Action) -> Double
  ) {
    self.init(
      probabilities: space.states.indices.flatMap { state in
        space.pairs(ofState: state).map {
          probability(space.states[state], space.action(ofPair: $0))
        }
      }, over: space)
  }

  /// The probability π(a | s).
  public func probability(of action: Action, in state: State) -> Double {
    probabilities[space.pair(of: action, in: state)]
  }

  /// The most probable action of a state, the first among equals; `nil` in a terminal state.
  public func mostProbableAction(in state: State) -> Action? {
    let pairs = space.pairs(ofState: space.number(of: state))
    guard var best = pairs.first else { return nil }
    for pair in pairs where probabilities[pair] > probabilities[best] { best = pair }
    return space.action(ofPair: best)
  }

  /// Draws an action in a state.
  ///
  /// - Precondition: The state is not terminal.
  public func sample(in state: State, using generator: inout some RandomNumberGenerator) -> Action {
    let pairs = space.pairs(ofState: space.number(of: state))
    guard !pairs.isEmpty else { fatalError("\(state) is terminal: it offers no action to draw") }
    return space.action(
      ofPair: pairs.lowerBound + Int.categorical(probabilities[pairs], using: &generator))
  }
}
