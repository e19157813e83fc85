import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Tensors
import Testing

/// Whether two episodes are the same, to the bit.
func isSame<State: Equatable, Action: Equatable>(
  _ first: Trajectory<State, Action>, _ second: Trajectory<State, Action>
) -> Bool {
  first.states == second.states && first.actions == second.actions
    && first.rewards == second.rewards && first.ending == second.ending
}

@Suite struct RolloutsTests {
  private static func pole() -> CategoricalPolicy<MLP, CartPole.Action> {
    var random = RandomStream(seed: 1).child("network")
    return CategoricalPolicy(
      MLP([4, 8, 2], activation: .tanh, using: &random), actions: CartPole.Action.allCases)
  }

  @Test func `an episode is the same however many others are played, and all differ`() {
    let policy = Self.pole()
    func episodes(_ count: Int) -> [Trajectory<TimeLimited<CartPole>.State, CartPole.Action>] {
      var random = RandomStream(seed: 2)
      return rollouts(policy, in: CartPole.v1, count: count, using: &random)
    }
    let five = episodes(5)
    for count in [0, 1, 2, 4] {
      let fewer = episodes(count)
      #expect(fewer.count == count)
      for (one, other) in zip(fewer, five) { #expect(isSame(one, other)) }
    }
    for index in 1..<5 { #expect(!isSame(five[0], five[index])) }
    var random = RandomStream(seed: 2)
    #expect(isSame(rollout(policy, in: CartPole.v1, using: &random), five[0]))
  }

  @Test func `one word of the generator is taken`() {
    var (random, counted) = (RandomStream(seed: 2), RandomStream(seed: 2))
    _ = rollouts(Self.pole(), in: CartPole.v1, count: 3, using: &random)
    _ = counted.next()
    #expect(random == counted)
  }

  /// One at a time, by the plain rollout, each from its own child of the stream.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `episodes are those of the plain rollout`(seed: UInt64) {
    let world = Sample.seen(seed: seed)
    let policy = Sample.linearPolicy(seed: seed)
    var random = RandomStream(seed: seed)
    let found = rollouts(policy, in: world, count: 6, limit: 5, using: &random)
    var same = RandomStream(seed: seed)
    let stream = RandomStream(drawnFrom: &same)
    for (index, episode) in found.enumerated() {
      var own = stream.child(index)
      let expected = rollout(in: world, limit: 5, using: &own) { state, own in
        var streams = [own]
        let actions = policy([world.observation(of: state)]).sample(using: &streams)
        own = streams[0]
        return actions[0]
      }
      #expect(isSame(episode, expected))
    }
  }

  @Test func `episodes that are cut off are truncated, those that end are not`() {
    let world = Sample.seen(seed: 1)
    var random = RandomStream(seed: 1)
    let found = rollouts(
      Sample.linearPolicy(seed: 1), in: world, count: 50, limit: 3, using: &random)
    for episode in found {
      let isOver = world.process.isTerminal(episode.states[episode.length])
      #expect(episode.ending == (isOver ? .terminated : .truncated))
      #expect(isOver ? episode.length <= 3 : episode.length == 3)
    }
    #expect(Set(found.map(\.ending)).count == 2)
    let none = rollouts(
      Sample.linearPolicy(seed: 1), in: world, count: 2, limit: 0, using: &random)
    #expect(none.allSatisfy { $0.length == 0 && $0.ending == .truncated })
  }

  @Test func `the world's own limit is kept`() {
    var random = RandomStream(seed: 3)
    let found = rollouts(
      Self.pole(), in: TimeLimited(CartPole(), limit: 4), count: 3, using: &random)
    #expect(found.allSatisfy { $0.length == 4 && $0.ending == .truncated })
  }

  @Test func `an episode that starts where it ends has no actions; the others go on`() {
    let process = FiniteMDP(
      states: [0, 1], actions: [0, 1], start: [0: 0.5, 1: 0.5], offered: { $0 == 1 ? [] : [0, 1] }
    ) { _, _ in [Outcome(reward: 1, next: 1)] }
    let policy = CategoricalPolicy(
      Dense(weights: Tensor([[0, 0], [0, 0]]), bias: nil), actions: [0, 1])
    var random = RandomStream(seed: 1)
    let found = rollouts(policy, in: Seen.oneHot(process), count: 20, using: &random)
    #expect(found.allSatisfy { $0.ending == .terminated })
    #expect(found.allSatisfy { $0.states == ($0.length == 0 ? [1] : [0, 1]) })
    #expect(Set(found.map(\.length)) == [0, 1])
  }

  /// The mean of 2000 discounted returns is within z σ/√n of J, z = 4.5 and σ by enumeration.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `returns have the mean that the oracle says`(seed: UInt64) throws {
    let world = Sample.seen(seed: seed)
    let policy = Sample.linearPolicy(seed: seed)
    let objective = ExpectedReturn(on: world.process, discount: 0.9, horizon: Sample.horizon)
    let exact = world.exact(policy)
    let moments = objective.trajectories(of: exact.tabulated).moments {
      [$0.discountedReturn(discount: 0.9)]
    }
    var random = RandomStream(seed: seed)
    let found = rollouts(
      policy, in: world, count: 2000, limit: Sample.horizon, using: &random)
    let mean = found.reduce(0) { $0 + $1.discountedReturn(discount: 0.9) } / 2000
    #expect(
      (mean - (try objective.value(of: exact))).magnitude
        <= 4.5 * (moments.variances[0] / 2000).squareRoot())
  }

  @Test func `a negative count traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      _ = rollouts(Self.pole(), in: CartPole.v1, count: -1, using: &random)
    }
    #expect(message(of: result).contains("-1 rollouts"))
  }
}
