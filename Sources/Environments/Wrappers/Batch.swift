public import Decisions
public import RandomStreams

/// Copies of any environment, stepped one after another.
///
///     var cars = Batch(MountainCar.v0, count: 16, stream: stream)
public struct Batch<World: Environment>: EnvironmentBatch {
  /// What is stepped.
  public let world: World
  /// The states, shape [count].
  @inlinable public var states: [World.State] { current }
  /// What the last step paid in each environment, shape [count]; zeros before the first.
  @inlinable public var rewards: [Double] { paid }
  /// The episodes that the last step ended, in the order of their environments.
  @inlinable public var ended: [EndedEpisode<World.State>] { ends }

  @usableFromInline var current: [World.State]
  @usableFromInline var paid: [Double]
  @usableFromInline var ends: [EndedEpisode<World.State>] = []
  @usableFromInline var streams: [RandomStream]

  /// Starts copies of an environment.
  ///
  /// - Parameters:
  ///   - world: The environment.
  ///   - count: How many copies.
  ///   - stream: Where randomness comes from: copy i draws from child i.
  @inlinable
  public init(_ world: World, count: Int, stream: RandomStream) {
    self.world = world
    streams = (0..<count).map { stream.child($0) }
    paid = [Double](repeating: 0, count: count)
    current = []
    current = streams.indices.map { world.start(using: &streams[$0]) }
  }

  /// How many copies there are.
  @inlinable
  public var count: Int { current.count }

  /// The state that a copy is in.
  @inlinable
  public subscript(index: Int) -> World.State { current[index] }

  /// Takes an action in each copy, and starts anew where it ended the episode.
  @inlinable
  public mutating func step(taking actions: [World.Action]) {
    requireActions(actions.count, for: count)
    ends.removeAll(keepingCapacity: true)
    for index in current.indices {
      let step = world.step(
        from: current[index], taking: actions[index], using: &streams[index])
      paid[index] = step.reward
      if let ending = step.ending {
        ends.append(EndedEpisode(index: index, state: step.next, ending: ending))
        current[index] = world.start(using: &streams[index])
      } else {
        current[index] = step.next
      }
    }
  }
}

/// Traps when a batch doesn't get an action for each environment.
@inlinable
func requireActions(_ actions: Int, for environments: Int) {
  guard actions == environments else { trapOnActions(actions, environments) }
}

@usableFromInline
func trapOnActions(_ actions: Int, _ environments: Int) -> Never {
  fatalError("\(actions) actions for a batch of \(environments) environments")
}
