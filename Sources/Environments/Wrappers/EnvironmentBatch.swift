public import Decisions

/// Several copies of an environment, stepped together, for a policy that looks at many states at
/// once.
///
///     var carts = CartPoleBatch(count: 1024, stream: stream.child("environments"))
///     for _ in 0..<updates {
///       let actions = …            // for carts[0], carts[1], …
///       carts.step(taking: actions)
///       carts.rewards              // what each action paid
///       carts.ended                // the few episodes that ended, and where
///     }
///
/// An episode that ends makes room for the next at once: after the step the environment is in a new
/// start, and the state that was reached is in ``ended``. So every action of a batch counts. A
/// batch is a value; it holds one stream of randomness for each environment, so that what happens
/// in one does not depend on how many others there are.
public protocol EnvironmentBatch<World>: Sendable {
  /// What is stepped.
  associatedtype World: Environment

  /// The environment that all are copies of.
  var world: World { get }

  /// How many environments there are.
  var count: Int { get }

  /// The state that an environment is in.
  subscript(index: Int) -> World.State { get }

  /// What the last step paid in each environment, shape [count]; zeros before the first.
  var rewards: [Double] { get }

  /// The episodes that the last step ended, in the order of their environments.
  var ended: [EndedEpisode<World.State>] { get }

  /// Takes an action in each environment, and starts anew where it ended the episode.
  ///
  /// - Parameter actions: One for each environment, shape [count].
  mutating func step(taking actions: [World.Action])
}

/// The end of one episode of a batch.
public struct EndedEpisode<State: Sendable>: Sendable {
  /// Which environment it was.
  public var index: Int
  /// The state that the last step led to.
  public var state: State
  /// Why it ended; after a truncation, the state still has a value.
  public var ending: Ending

  /// The end of one episode.
  @inlinable
  public init(index: Int, state: State, ending: Ending) {
    self.index = index
    self.state = state
    self.ending = ending
  }
}

extension EndedEpisode: Equatable where State: Equatable {}

extension EnvironmentBatch {
  /// The states of all environments, in order.
  @inlinable
  public var states: [World.State] { (0..<count).map { self[$0] } }
}

extension EnvironmentBatch where World: ObservedEnvironment, World.ObservationSpace == Box {
  /// What is seen of all states, in single precision: a row for each environment, shape [count,
  /// dimension].
  @inlinable
  public var observations: [Float] {
    let world = world
    var values: [Float] = []
    values.reserveCapacity(count * world.observationSpace.dimension)
    for index in 0..<count {
      for value in world.observation(of: self[index]) { values.append(Float(value)) }
    }
    return values
  }
}
