/// A finite Markov decision process: states, the actions each offers, where they lead and what they
/// pay, and where an episode starts.
///
///     let process = FiniteMDP(states: ["low", "high"], actions: ["wait", "search"], start: "high") { state, action in
///       …  // the outcomes: [Outcome(probability: 0.8, reward: 3, next: "high"), …]
///     }
///
/// > Reference: Bellman (1957); Puterman (1994), chapter 2; rewards in the form R(s, a, s′).
public struct FiniteMDP<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The states and actions, and their numbers.
  public let space: StateActionSpace<State, Action>
  /// Probabilities and rewards, by number.
  public let table: TransitionTable
  /// The probability that an episode starts in each state, by number; sums to 1.
  public let startProbabilities: [Double]

  /// The states, in the order of their numbers.
  public var states: [State] { space.states }
  /// The actions, in the order of their numbers.
  public var actions: [Action] { space.actions }

  /// Puts together a space and a table that belong together.
  ///
  /// - Precondition: Both have the same states and pairs; the start probabilities, one a state, sum
  ///   to 1.
  public init(
    space: StateActionSpace<State, Action>, table: TransitionTable, startProbabilities: [Double]
  ) {
    guard space.pairStarts == table.pairStarts else {
      fatalError(
        "the space has \(space.states.count) states and \(space.pairCount) pairs, the table \(table.stateCount) and \(table.pairCount)"
      )
    }
    let sum = startProbabilities.reduce(0, +)
    guard startProbabilities.count == space.states.count, (sum - 1).magnitude <= 1e-9,
      startProbabilities.allSatisfy({ $0 >= 0 })
    else {
      fatalError(
        "\(startProbabilities.count) start probabilities for \(space.states.count) states, summing to \(sum), not to 1"
      )
    }
    self.space = space
    self.table = table
    self.startProbabilities = startProbabilities
  }

  /// The actions a state offers; none in a terminal state.
  public func actions(in state: State) -> [Action] { space.actions(in: state) }

  /// Whether an episode ends on entering the state.
  public func isTerminal(_ state: State) -> Bool { space.isTerminal(state) }

  /// Everything that can happen after an action.
  ///
  /// - Precondition: The state offers the action.
  public func outcomes(of action: Action, in state: State) -> [Outcome<State>] {
    table.outcomes(ofPair: space.pair(of: action, in: state)).map { outcome in
      Outcome(
        probability: table.probabilities[outcome], reward: table.rewards[outcome],
        next: states[Int(table.successors[outcome])])
    }
  }

  /// The expected reward of an action, Σ p R.
  public func expectedReward(of action: Action, in state: State) -> Double {
    table.expectedRewards[space.pair(of: action, in: state)]
  }
}

/// One thing that can happen after an action.
public struct Outcome<State: Sendable>: Sendable {
  /// How likely it is, in (0, 1].
  public var probability: Double
  /// The reward R(s, a, s′).
  public var reward: Double
  /// The state s′ it leads to.
  public var next: State

  /// One thing that can happen.
  public init(probability: Double = 1, reward: Double, next: State) {
    self.probability = probability
    self.reward = reward
    self.next = next
  }
}
