public import Decisions
public import RandomStreams

/// Follows a network policy through several episodes at once.
///
///     let episodes = rollouts(policy, in: CartPole.v1, count: 8, using: &random)
///
/// All episodes take their next step together, so the network looks at as many observations at a time
/// as there are episodes still running. Episode i draws from child i of one stream: it is the same
/// however many others there are.
///
/// - Parameters:
///   - policy: Sees the world's observations and gives its actions.
///   - world: The world.
///   - count: How many episodes.
///   - limit: The largest number of actions; an episode still running then ends as *truncated*. A
///     world without an end needs one.
///   - generator: Gives one word, the seed of that stream.
/// - Complexity: As many passes of the network as the longest episode has steps, over all steps
///   together; beyond that O(`count`) for each pass.
@inlinable
public func rollouts<World: ObservedEnvironment, Rule: NetworkPolicy>(
  _ policy: Rule, in world: World, count: Int, limit: Int = .max,
  using generator: inout some RandomNumberGenerator
) -> [Trajectory<World.State, World.Action>]
where Rule.Observation == World.ObservationSpace.Element, Rule.Action == World.Action {
  guard count >= 0, limit >= 0 else { trapOnRollouts(count, limit) }
  let stream = RandomStream(drawnFrom: &generator)
  var runs = (0..<count).map { RunningEpisode(in: world, stream: stream.child($0)) }
  while true {
    let running = runs.indices.filter {
      runs[$0].ending == nil && runs[$0].actions.count < limit
    }
    if running.isEmpty { break }
    let choice = policy(running.map { world.observation(of: runs[$0].state) })
    var streams = running.map { runs[$0].stream }
    let actions = choice.sample(using: &streams)
    for (place, number) in running.enumerated() {
      runs[number].stream = streams[place]
      runs[number].take(actions[place], in: world)
    }
  }
  return runs.map(\.trajectory)
}

/// Follows a network policy through one episode.
///
/// - Parameters:
///   - policy: Sees the world's observations and gives its actions.
///   - world: The world.
///   - limit: The largest number of actions; an episode still running then ends as *truncated*.
///   - generator: Gives one word, the seed of the stream that everything is drawn from.
/// - Complexity: O(length of the episode).
@inlinable
public func rollout<World: ObservedEnvironment, Rule: NetworkPolicy>(
  _ policy: Rule, in world: World, limit: Int = .max,
  using generator: inout some RandomNumberGenerator
) -> Trajectory<World.State, World.Action>
where Rule.Observation == World.ObservationSpace.Element, Rule.Action == World.Action {
  rollouts(policy, in: world, count: 1, limit: limit, using: &generator)[0]
}

/// An episode that is being played.
@usableFromInline
struct RunningEpisode<World: Environment> {
  @usableFromInline var stream: RandomStream
  @usableFromInline var state: World.State
  @usableFromInline var states: [World.State]
  @usableFromInline var actions: [World.Action] = []
  @usableFromInline var rewards: [Double] = []
  @usableFromInline var ending: Ending?

  @inlinable
  init(in world: World, stream: RandomStream) {
    self.stream = stream
    state = world.start(using: &self.stream)
    states = [state]
    ending = world.actions(in: state).isEmpty ? .terminated : nil
  }

  @inlinable
  mutating func take(_ action: World.Action, in world: World) {
    let step = world.step(from: state, taking: action, using: &stream)
    actions.append(action)
    rewards.append(step.reward)
    states.append(step.next)
    state = step.next
    ending = step.ending
  }

  @inlinable var trajectory: Trajectory<World.State, World.Action> {
    Trajectory(states: states, actions: actions, rewards: rewards, ending: ending ?? .truncated)
  }
}

@usableFromInline
func trapOnRollouts(_ count: Int, _ limit: Int) -> Never {
  fatalError("\(count) rollouts of at most \(limit) steps; neither can be negative")
}
