/// Follows a rule for acting through one episode.
///
///     let walk = rollout(in: corridor, limit: 100, using: &random) { state, random in
///       Bool.random(using: &random) ? .left : .right
///     }
///
/// - Parameters:
///   - environment: The world.
///   - limit: The largest number of actions; an episode still running then ends as *truncated*.
///   - start: The state to start in; drawn by the environment when `nil`.
///   - generator: Where all randomness comes from, the environment's and the rule's.
///   - act: The rule: an action for a state.
/// - Precondition: `limit` is at least 0.
/// - Complexity: O(length of the episode).
public func rollout<World: Environment, Generator: RandomNumberGenerator>(
  in environment: World, limit: Int, from start: World.State? = nil,
  using generator: inout Generator,
  act: (World.State, inout Generator) -> World.Action
) -> Trajectory<World.State, World.Action> {
  guard limit >= 0 else { fatalError("the limit of a rollout is \(limit); it must be at least 0") }
  var state = start ?? environment.start(using: &generator)
  var states = [state]
  var actions: [World.Action] = []
  var rewards: [Double] = []
  var ending: Ending? = environment.actions(in: state).isEmpty ? .terminated : nil
  while ending == nil && actions.count < limit {
    let action = act(state, &generator)
    let step = environment.step(from: state, taking: action, using: &generator)
    actions.append(action)
    rewards.append(step.reward)
    states.append(step.next)
    state = step.next
    ending = step.ending
  }
  return Trajectory(
    states: states, actions: actions, rewards: rewards, ending: ending ?? .truncated)
}

/// Follows a policy through one episode.
///
///     let episode = rollout(policy, in: frozenLake, limit: 100, using: &random)
///
/// - Parameters:
///   - policy: A policy over the environment's states and actions.
///   - environment: The world.
///   - limit: The largest number of actions; an episode still running then ends as *truncated*.
///   - start: The state to start in; drawn by the environment when `nil`.
///   - generator: Where all randomness comes from.
/// - Complexity: O(length of the episode).
public func rollout<World: Environment>(
  _ policy: Policy<World.State, World.Action>, in environment: World, limit: Int,
  from start: World.State? = nil, using generator: inout some RandomNumberGenerator
) -> Trajectory<World.State, World.Action> {
  rollout(in: environment, limit: limit, from: start, using: &generator) { state, generator in
    policy.sample(in: state, using: &generator)
  }
}
