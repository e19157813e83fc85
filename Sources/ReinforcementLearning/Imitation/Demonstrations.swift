public import Decisions
import RandomStreams

/// What was seen, and what an expert did: the examples that a policy is cloned from.
///
///     let episodes = (0..<20).map { _ in rollout(expert, in: cliff, limit: 100, using: &random) }
///     let demonstrations = Demonstrations(of: episodes)
///     demonstrations.observations   // the states, as a table sees them
///     demonstrations.actions        // one for each
///
/// To learning they are independent examples with labels. They are not: one step's action decides
/// what the next step sees, and that is what ``imitationGap(of:expert:on:horizon:)`` measures.
public struct Demonstrations<Observation: Sendable, Action: Sendable>: Sendable {
  /// What was seen.
  public private(set) var observations: [Observation]
  /// What the expert did, one action for each observation.
  public private(set) var actions: [Action]

  /// Examples from observations and labels; none by default.
  ///
  /// - Precondition: As many actions as observations.
  public init(observations: [Observation] = [], actions: [Action] = []) {
    guard observations.count == actions.count else {
      fatalError(
        "demonstrations of \(observations.count) observations and \(actions.count) actions")
    }
    self.observations = observations
    self.actions = actions
  }

  /// The steps of an expert's episodes, one episode after another.
  ///
  /// - Parameters:
  ///   - episodes: What the expert did.
  ///   - observation: What the learner sees of a state.
  public init<State>(
    of episodes: [Trajectory<State, Action>], observation: (State) -> Observation
  ) {
    self.init(
      observations: episodes.flatMap { $0.states.dropLast().map(observation) },
      actions: episodes.flatMap(\.actions))
  }

  /// The steps of an expert's episodes, for a learner that sees states.
  public init(of episodes: [Trajectory<Observation, Action>]) {
    self.init(of: episodes) { $0 }
  }

  /// The steps of an expert's episodes, for a learner that sees what the world shows.
  ///
  /// - Parameters:
  ///   - episodes: What the expert did.
  ///   - world: Where it did it.
  public init<World: ObservedEnvironment>(
    of episodes: [Trajectory<World.State, Action>], in world: World
  ) where World.Action == Action, World.ObservationSpace.Element == Observation {
    self.init(of: episodes, observation: world.observation)
  }

  /// How many examples there are.
  public var count: Int { actions.count }

  /// Whether there is none.
  public var isEmpty: Bool { actions.isEmpty }

  /// Adds examples at the end.
  public mutating func append(_ others: Demonstrations) {
    observations += others.observations
    actions += others.actions
  }

  /// The first examples, all if there are no more.
  ///
  /// - Parameter count: How many, at least 0.
  public func prefix(_ count: Int) -> Demonstrations {
    Demonstrations(
      observations: Array(observations.prefix(count)), actions: Array(actions.prefix(count)))
  }

  /// The examples in a random order, all orders equally likely.
  public func shuffled(using generator: inout some RandomNumberGenerator) -> Demonstrations {
    at([Int].permutation(of: count, using: &generator))
  }

  /// The examples in two parts: some to learn from, and some held out to judge by.
  ///
  /// Examples of one episode resemble one another; to judge what is new, hold out whole episodes.
  ///
  /// - Parameters:
  ///   - heldOut: How many are held out, at most all.
  ///   - generator: Draws which.
  public func split(
    holdingOut heldOut: Int, using generator: inout some RandomNumberGenerator
  ) -> (training: Demonstrations, heldOut: Demonstrations) {
    guard (0...count).contains(heldOut) else {
      fatalError("\(heldOut) of \(count) demonstrations to hold out")
    }
    let order = [Int].permutation(of: count, using: &generator)
    return (at(order[heldOut...]), at(order[..<heldOut]))
  }

  /// All examples in a random order, in batches of one size; the last may be smaller.
  ///
  /// - Parameters:
  ///   - size: How many a batch has, at least 1.
  ///   - generator: Draws the order.
  public func batches(
    of size: Int, using generator: inout some RandomNumberGenerator
  ) -> [Demonstrations] {
    guard size >= 1 else { fatalError("batches of \(size) demonstrations; at least 1 is needed") }
    let order = [Int].permutation(of: count, using: &generator)
    return stride(from: 0, to: count, by: size).map { at(order[$0..<min($0 + size, count)]) }
  }

  /// The same actions, seen otherwise: as the numbers that a network takes, say.
  public func mapObservations<Seen>(
    _ transform: (Observation) -> Seen
  ) -> Demonstrations<Seen, Action> {
    Demonstrations<Seen, Action>(observations: observations.map(transform), actions: actions)
  }

  private func at(_ places: some Sequence<Int>) -> Demonstrations {
    Demonstrations(
      observations: places.map { observations[$0] }, actions: places.map { actions[$0] })
  }
}
