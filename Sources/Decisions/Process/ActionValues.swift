/// A number for each pair of a state and an action it offers: Q, or an advantage, or a count.
public struct ActionValues<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The space whose pairs are numbered.
  public let space: StateActionSpace<State, Action>
  /// The numbers, one a pair.
  public var values: [Double]

  /// A function of state–action pairs.
  ///
  /// - Precondition: One value a pair.
  public init(_ values: [Double], over space: StateActionSpace<State, Action>) {
    guard values.count == space.pairCount else {
      fatalError("\(values.count) values for \(space.pairCount) pairs of state and action")
    }
    self.space = space
    self.values = values
  }

  /// The same value everywhere.
  public init(repeating value: Double = 0, over space: StateActionSpace<State, Action>) {
    self.init([Double](repeating: value, count: space.pairCount), over: space)
  }

  /// The value of an action in a state.
  public subscript(state: State, action: Action) -> Double {
    get { values[space.pair(of: action, in: state)] }
    set { values[space.pair(of: action, in: state)] = newValue }
  }

  /// The largest value among the actions of a state; 0 in a terminal state.
  public func maximum(in state: State) -> Double {
    let pairs = space.pairs(ofState: space.number(of: state))
    return pairs.isEmpty ? 0 : values[pairs].reduce(-.infinity, Swift.max)
  }

  /// The function of states that takes the largest value of each: V(s) = max_a Q(s, a).
  public var maxima: StateValues<State, Action> {
    StateValues(
      space.states.indices.map { state in
        let pairs = space.pairs(ofState: state)
        return pairs.isEmpty ? 0 : values[pairs].reduce(-.infinity, Swift.max)
      }, over: space)
  }

  /// All actions of a state whose value is within `tolerance` of the largest: the set that ties,
  /// never one arbitrary argmax.
  ///
  /// - Parameters:
  ///   - state: A state of ``space``; a terminal one has no actions, so none are best.
  ///   - tolerance: Absolute, in units of value.
  public func bestActions(in state: State, tolerance: Double = 1e-9) -> [Action] {
    let best = maximum(in: state)
    return space.pairs(ofState: space.number(of: state))
      .filter { values[$0] >= best - tolerance }
      .map { space.action(ofPair: $0) }
  }

  /// The largest absolute difference to another function of the same pairs (the sup norm).
  public func distance(to other: ActionValues) -> Double {
    guard values.count == other.values.count else {
      fatalError("a distance between \(values.count) and \(other.values.count) values")
    }
    return zip(values, other.values).reduce(0) { Swift.max($0, ($1.0 - $1.1).magnitude) }
  }
}
