/// A number for each state: V, or a measure of visits, or an error.
public struct StateValues<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The space whose states are numbered.
  public let space: StateActionSpace<State, Action>
  /// The numbers, one a state.
  public var values: [Double]

  /// A function of states.
  ///
  /// - Precondition: One value a state.
  public init(_ values: [Double], over space: StateActionSpace<State, Action>) {
    guard values.count == space.states.count else {
      fatalError("\(values.count) values for \(space.states.count) states")
    }
    self.space = space
    self.values = values
  }

  /// The same value everywhere.
  public init(repeating value: Double = 0, over space: StateActionSpace<State, Action>) {
    self.init([Double](repeating: value, count: space.states.count), over: space)
  }

  /// The value of a state.
  public subscript(state: State) -> Double {
    get { values[space.number(of: state)] }
    set { values[space.number(of: state)] = newValue }
  }

  /// The largest value; −∞ when there is no state.
  public var max: Double { values.max() ?? -.infinity }
  /// The smallest value; +∞ when there is no state.
  public var min: Double { values.min() ?? .infinity }

  /// The largest absolute difference to another function of the same states (the sup norm).
  public func distance(to other: StateValues) -> Double {
    guard values.count == other.values.count else {
      fatalError("a distance between \(values.count) and \(other.values.count) values")
    }
    return zip(values, other.values).reduce(0) { Swift.max($0, ($1.0 - $1.1).magnitude) }
  }
}
