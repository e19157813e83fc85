public import Decisions

/// The features φ(s, a) that a linear policy weighs: one row of d numbers for each pair.
///
/// - ``table(over:)`` gives each pair a parameter of its own.
/// - ``aliased(over:by:)`` shares parameters among states that look alike.
/// - ``init(count:over:features:)`` is any function.
///
/// Only what isn't 0 is kept.
public struct PairFeatures<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The space whose pairs have features.
  public let space: StateActionSpace<State, Action>
  /// How many features a pair has, d.
  public let count: Int
  /// Pair k has `indices` and `values` from `starts[k]` to `starts[k + 1]`.
  private let starts: [Int]
  private let indices: [Int]
  private let values: [Double]
  /// The number of the state of each pair.
  let pairStates: [Int]

  /// Features from a function of states and actions.
  ///
  /// - Parameters:
  ///   - count: d, how many numbers the function gives.
  ///   - space: The states and actions.
  ///   - features: φ(s, a), shape [d].
  /// - Precondition: The function gives d finite numbers for each pair.
  /// - Complexity: O(pairs · d).
  public init(
    count: Int, over space: StateActionSpace<State, Action>,
    features: (State, Action) -> [Double]
  ) {
    self.init(count: count, over: space) { pair, state in
      let (state, action) = (space.states[state], space.action(ofPair: pair))
      let row = features(state, action)
      guard row.count == count, row.allSatisfy(\.isFinite) else {
        fatalError("the features of \(action) in \(state) are \(row), not \(count) finite numbers")
      }
      return row.enumerated().filter { $0.element != 0 }.map { ($0.offset, $0.element) }
    }
  }

  /// One parameter for each pair, in the order of their numbers: θ[s, a].
  public static func table(over space: StateActionSpace<State, Action>) -> PairFeatures {
    PairFeatures(count: space.pairCount, over: space) { pair, _ in [(pair, 1)] }
  }

  /// One parameter for each look and action: states that look alike share their preferences.
  ///
  /// Parameters are numbered as their look and action first appear.
  ///
  /// - Parameters:
  ///   - space: The states and actions.
  ///   - look: What is seen of a state.
  /// - Complexity: O(pairs).
  public static func aliased<Look: Hashable>(
    over space: StateActionSpace<State, Action>, by look: (State) -> Look
  ) -> PairFeatures {
    var numbers: [Look: [Int: Int]] = [:]
    var count = 0
    var parameters = [Int](repeating: 0, count: space.pairCount)
    for (state, name) in space.states.enumerated() {
      for pair in space.pairs(ofState: state) {
        let number = numbers[look(name)]?[space.pairActions[pair]] ?? count
        if number == count { count += 1 }
        numbers[look(name), default: [:]][space.pairActions[pair]] = number
        parameters[pair] = number
      }
    }
    return PairFeatures(count: count, over: space) { pair, _ in [(parameters[pair], 1)] }
  }

  private init(
    count: Int, over space: StateActionSpace<State, Action>,
    row: (_ pair: Int, _ state: Int) -> [(index: Int, value: Double)]
  ) {
    var starts = [0]
    var entries: [(index: Int, value: Double)] = []
    for state in space.states.indices {
      for pair in space.pairs(ofState: state) {
        entries += row(pair, state)
        starts.append(entries.count)
      }
    }
    self.space = space
    self.count = count
    self.starts = starts
    indices = entries.map(\.index)
    values = entries.map(\.value)
    pairStates = space.states.indices.flatMap { state in
      [Int](repeating: state, count: space.pairs(ofState: state).count)
    }
  }

  /// The inner product θ · φ(s, a) for the pair with this number.
  ///
  /// - Parameters:
  ///   - pair: A number of ``space``.
  ///   - parameters: θ, shape [d].
  public func product(ofPair pair: Int, with parameters: [Double]) -> Double {
    (starts[pair]..<starts[pair + 1]).reduce(0) { $0 + values[$1] * parameters[indices[$1]] }
  }

  /// Adds φ(s, a) times a factor to a vector of shape [d].
  ///
  /// - Parameters:
  ///   - pair: A number of ``space``.
  ///   - factor: What to multiply the features by.
  ///   - vector: What to add to.
  public func add(pair: Int, times factor: Double, to vector: inout [Double]) {
    for entry in starts[pair]..<starts[pair + 1] {
      vector[indices[entry]] += factor * values[entry]
    }
  }
}
