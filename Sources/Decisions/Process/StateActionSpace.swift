/// The states of a finite process and the actions each of them offers, with a number for each.
///
/// States are numbered 0 ..< n in the order given. The pairs (s, a) are numbered too, state by
/// state, so that a function of states is one array and a function of state–action pairs is
/// another. A state that offers no action is *terminal*: nothing happens there any more, and its
/// value is 0.
public struct StateActionSpace<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The states, by number.
  public let states: [State]
  /// The actions, by number; not every state offers every action.
  public let actions: [Action]
  /// The pairs of state s are `pairStarts[s] ..< pairStarts[s + 1]`; n + 1 entries.
  public let pairStarts: [Int]
  /// The number of the action of each pair.
  public let pairActions: [Int]

  private let stateNumbers: [State: Int]
  private let actionNumbers: [Action: Int]

  /// Numbers the given states and actions.
  ///
  /// - Parameters:
  ///   - states: All states, each once.
  ///   - actions: All actions, each once.
  ///   - offered: The actions a state offers, in the order that ties are broken; empty for a
  ///     terminal state.
  /// - Precondition: No state and no action appears twice, and states offer only actions of the
  ///   list.
  /// - Complexity: O(number of pairs).
  public init(states: [State], actions: [Action], offered: (State) -> [Action]) {
    var stateNumbers = [State: Int](minimumCapacity: states.count)
    for (number, state) in states.enumerated() {
      if let first = stateNumbers.updateValue(number, forKey: state) {
        fatalError("state \(state) is listed twice, as number \(first) and as number \(number)")
      }
    }
    var actionNumbers = [Action: Int](minimumCapacity: actions.count)
    for (number, action) in actions.enumerated() {
      if let first = actionNumbers.updateValue(number, forKey: action) {
        fatalError("action \(action) is listed twice, as number \(first) and as number \(number)")
      }
    }
    var pairStarts = [0]
    var pairActions: [Int] = []
    pairStarts.reserveCapacity(states.count + 1)
    for state in states {
      let first = pairActions.count
      for action in offered(state) {
        guard let number = actionNumbers[action] else {
          fatalError("state \(state) offers \(action), which is not among the actions \(actions)")
        }
        if pairActions[first...].contains(number) {
          fatalError("state \(state) offers \(action) twice")
        }
        pairActions.append(number)
      }
      pairStarts.append(pairActions.count)
    }
    self.states = states
    self.actions = actions
    self.pairStarts = pairStarts
    self.pairActions = pairActions
    self.stateNumbers = stateNumbers
    self.actionNumbers = actionNumbers
  }

  /// How many pairs (s, a) there are.
  public var pairCount: Int { pairActions.count }

  /// The number of a state, or `nil` when it is not one of the process.
  public func numberIfPresent(of state: State) -> Int? { stateNumbers[state] }

  /// The number of a state.
  ///
  /// - Precondition: The state belongs to the process.
  public func number(of state: State) -> Int {
    guard let number = stateNumbers[state] else {
      fatalError("\(state) is not one of the \(states.count) states of this process")
    }
    return number
  }

  /// The pairs that start in the state with this number.
  public func pairs(ofState number: Int) -> Range<Int> {
    pairStarts[number]..<pairStarts[number + 1]
  }

  /// The number of the pair (s, a).
  ///
  /// - Precondition: The state offers the action.
  /// - Complexity: O(actions of the state).
  public func pair(of action: Action, in state: State) -> Int {
    let pairs = pairs(ofState: number(of: state))
    guard let wanted = actionNumbers[action],
      let pair = pairs.first(where: { pairActions[$0] == wanted })
    else { fatalError("state \(state) does not offer \(action); it offers \(actions(in: state))") }
    return pair
  }

  /// The actions a state offers, in the order that ties are broken.
  public func actions(in state: State) -> [Action] {
    pairs(ofState: number(of: state)).map { actions[pairActions[$0]] }
  }

  /// The action of a pair.
  public func action(ofPair pair: Int) -> Action { actions[pairActions[pair]] }

  /// Whether the state offers no action.
  public func isTerminal(_ state: State) -> Bool { pairs(ofState: number(of: state)).isEmpty }
}
