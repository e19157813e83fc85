import Decisions
import Environments
import RandomStreams

/// As many steps as the peers take.
private let stepCount = 200_000

/// The uniform policy in one environment and in many at once, the actions drawn beforehand as by
/// the peers.
func measureEnvironments() {
  let stream = RandomStream(seed: 0)
  let pushes = uniform(CartPole.Action.allCases, stream)
  measureSingle("cartpole.rollout_single", CartPole.v1, pushes)
  measureSingle("cartpole.rollout_unwrapped", CartPole(), pushes)
  for count in [16, 1024] {
    measureBatch(
      "cartpole.rollout_batch\(count)", CartPoleBatch(count: count, stream: stream), pushes)
    measureBatch(
      "cartpole.rollout_any_batch\(count)", Batch(CartPole.v1, count: count, stream: stream),
      pushes)
  }
  measureSingle("mountaincar.rollout_single", MountainCar.v0, uniform([.back, .ahead], stream))
  measureSingle("acrobot.rollout_single", Acrobot.v1, uniform(Acrobot.Action.allCases, stream))
  measureSingle("pendulum.rollout_single", Pendulum.v1, uniform(Interval(-2...2), stream))
  measureSingle(
    "frozenlake8x8.rollout_single", FrozenLake.eightByEight(), uniform(Move.allCases, stream))
  measureSingle("cliffwalking.rollout_single", CliffWalking(), uniform(Move.allCases, stream))
}

private func uniform<Actions: Space>(_ actions: Actions, _ stream: RandomStream) -> [Actions
  .Element]
{
  var random = stream.child("actions")
  return (0..<stepCount).map { _ in actions.sample(using: &random) }
}

private func measureSingle<World: Environment>(
  _ name: String, _ world: World, _ actions: [World.Action]
) {
  var random = RandomStream(seed: 1)
  measure("env_steps.\(name)", unit: "env steps", inner: 10) {
    var state = world.start(using: &random)
    var episodes = 0
    for action in actions {
      let step = world.step(from: state, taking: action, using: &random)
      if step.ending == nil {
        state = step.next
      } else {
        episodes += 1
        state = world.start(using: &random)
      }
    }
    return (actions.count, episodes)
  } answers: {
    answers(episodes: $0, steps: actions.count)
  }
}

private func measureBatch<Worlds: EnvironmentBatch>(
  _ name: String, _ worlds: Worlds, _ actions: [Worlds.World.Action]
) {
  var worlds = worlds
  let rows = stride(from: 0, through: actions.count - worlds.count, by: worlds.count).map {
    Array(actions[$0..<($0 + worlds.count)])
  }
  let steps = rows.count * worlds.count
  measure("env_steps.\(name)", unit: "env steps", inner: 10) {
    var episodes = 0
    for row in rows {
      worlds.step(taking: row)
      episodes += worlds.ended.count
    }
    return (steps, episodes)
  } answers: {
    answers(episodes: $0, steps: steps)
  }
}

private func answers(episodes: Int, steps: Int) -> [(String, Double)] {
  let length = Double(steps) / Double(max(1, episodes))
  return [("episodes", Double(episodes)), ("mean_episode_len", (length * 100).rounded() / 100)]
}
