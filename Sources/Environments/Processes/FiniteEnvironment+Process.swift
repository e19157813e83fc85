public import Decisions

/// What a finite environment knows because it has a table: the process's members, without writing `process`.
extension FiniteEnvironment {
  /// The numbered states and actions.
  public var space: StateActionSpace<State, Action> { process.space }

  /// All states, in the order of their numbers.
  public var states: [State] { process.states }

  /// All actions, in the order of their numbers.
  public var actions: [Action] { process.actions }

  /// The actions a state offers; none in a terminal state.
  public func actions(in state: State) -> [Action] { process.actions(in: state) }

  /// Whether an episode ends on entering the state.
  public func isTerminal(_ state: State) -> Bool { process.isTerminal(state) }

  /// Everything that can happen after an action.
  ///
  /// - Precondition: The state offers the action.
  public func outcomes(of action: Action, in state: State) -> [Outcome<State>] {
    process.outcomes(of: action, in: state)
  }

  /// The expected reward of an action, Σ p R.
  public func expectedReward(of action: Action, in state: State) -> Double {
    process.expectedReward(of: action, in: state)
  }
}

extension Policy {
  /// Every action of a state with the same probability.
  public static func uniform(over environment: some FiniteEnvironment<State, Action>) -> Policy {
    uniform(over: environment.space)
  }
}
