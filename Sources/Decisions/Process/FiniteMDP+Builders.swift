extension FiniteMDP {
  /// Builds a process from a function that says what can happen.
  ///
  /// - Parameters:
  ///   - states: All states, each once.
  ///   - actions: All actions, each once.
  ///   - start: The probability that an episode starts in each of these states.
  ///   - offered: The actions a state offers; empty makes it terminal. By default, all actions
  ///     everywhere.
  ///   - outcomes: What can happen; outcomes of probability 0 are dropped, equal ones (same
  ///     successor and reward) joined.
  /// - Precondition: Probabilities sum to 1 for each pair, successors are among the states.
  /// - Complexity: O(number of outcomes).
  public init(
    states: [State], actions: [Action], start: [State: Double],
    offered: ((State) -> [Action])? = nil,
    outcomes: (State, Action) -> [Outcome<State>]
  ) {
    let space = StateActionSpace(
      states: states, actions: actions, offered: offered ?? { _ in actions })
    var outcomeStarts = [0]
    var successors: [Int32] = []
    var probabilities: [Double] = []
    var rewards: [Double] = []
    for (number, state) in states.enumerated() {
      for pair in space.pairs(ofState: number) {
        let action = space.action(ofPair: pair)
        let first = successors.count
        for outcome in outcomes(state, action) where outcome.probability != 0 {
          guard let next = space.numberIfPresent(of: outcome.next) else {
            fatalError(
              "\(action) in \(state) leads to \(outcome.next), which is not among the states")
          }
          if let same = (first..<successors.count).first(where: {
            successors[$0] == Int32(next) && rewards[$0] == outcome.reward
          }) {
            probabilities[same] += outcome.probability
          } else {
            successors.append(Int32(next))
            probabilities.append(outcome.probability)
            rewards.append(outcome.reward)
          }
        }
        let sum = probabilities[first...].reduce(0, +)
        guard (sum - 1).magnitude <= 1e-9 else {
          fatalError(
            "the outcomes of \(action) in \(state) have probabilities that sum to \(sum), not to 1")
        }
        outcomeStarts.append(successors.count)
      }
    }
    var startProbabilities = [Double](repeating: 0, count: states.count)
    for (state, probability) in start { startProbabilities[space.number(of: state)] = probability }
    self.init(
      space: space,
      table: TransitionTable(
        pairStarts: space.pairStarts, outcomeStarts: outcomeStarts, successors: successors,
        probabilities: probabilities, rewards: rewards),
      startProbabilities: startProbabilities)
  }

  /// Builds a process whose episodes all start in one state.
  public init(
    states: [State], actions: [Action], start: State, offered: ((State) -> [Action])? = nil,
    outcomes: (State, Action) -> [Outcome<State>]
  ) {
    self.init(
      states: states, actions: actions, start: [start: 1], offered: offered, outcomes: outcomes)
  }

  /// One line of a table of dynamics: in `state`, `action` leads to `next` with this probability
  /// and reward.
  public struct Transition: Sendable {
    /// The state s.
    public var state: State
    /// The action a.
    public var action: Action
    /// The probability p(s′ | s, a).
    public var probability: Double
    /// The reward R(s, a, s′).
    public var reward: Double
    /// The state s′.
    public var next: State

    /// One line of a table of dynamics.
    public init(
      _ state: State, _ action: Action, probability: Double = 1, reward: Double, next: State
    ) {
      self.state = state
      self.action = action
      self.probability = probability
      self.reward = reward
      self.next = next
    }
  }

  /// Builds a process from a list of transitions; states and actions are numbered as they first
  /// appear, and a state from which nothing leads is terminal.
  ///
  /// - Complexity: O(number of transitions).
  public init(transitions: [Transition], start: State) {
    var states: [State] = []
    var actions: [Action] = []
    var seenStates: Set<State> = []
    var seenActions: Set<Action> = []
    var offered: [State: [Action]] = [:]
    var outcomes: [State: [Action: [Outcome<State>]]] = [:]
    for line in transitions {
      if seenActions.insert(line.action).inserted { actions.append(line.action) }
      for state in [line.state, line.next] where seenStates.insert(state).inserted {
        states.append(state)
      }
      if outcomes[line.state]?[line.action] == nil {
        offered[line.state, default: []].append(line.action)
      }
      outcomes[line.state, default: [:]][line.action, default: []].append(
        Outcome(probability: line.probability, reward: line.reward, next: line.next))
    }
    self.init(
      states: states, actions: actions, start: start, offered: { offered[$0] ?? [] },
      outcomes: { outcomes[$0]?[$1] ?? [] })
  }
}
