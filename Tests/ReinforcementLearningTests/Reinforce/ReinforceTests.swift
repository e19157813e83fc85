import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// The learner as a value. The instruction level is one of the process, so these tests run one by one.
@Suite(.serialized) struct ReinforceTests {
  private typealias Learner = Reinforce<
    TimeLimited<CartPole>, CategoricalPolicy<MLP, CartPole.Action>, Adam
  >

  private static func learner(limit: Int = 30) -> Learner {
    var random = RandomStream(seed: 1).child("network")
    return Reinforce(
      CategoricalPolicy(
        MLP([4, 16, 2], activation: .tanh, using: &random), actions: CartPole.Action.allCases),
      in: TimeLimited(CartPole(), limit: limit),
      options: ReinforceOptions(standardization: .batch, entropyBonus: 0.01),
      optimizer: Adam(learningRate: 1e-2))
  }

  @Test func `an update plays episodes, learns from them and counts`() {
    var (learner, byHand) = (Self.learner(), Self.learner())
    let start = learner.policy
    var (random, same) = (RandomStream(seed: 2), RandomStream(seed: 2))
    var steps = 0
    for count in [1, 4] {
      let episodes = learner.update(episodes: count, using: &random)
      let played = rollouts(byHand.policy, in: byHand.world, count: count, using: &same)
      byHand.learn(from: played)
      #expect(episodes.count == count)
      for (one, other) in zip(episodes, played) { #expect(isSame(one, other)) }
      #expect(learner.policy.isIdentical(to: byHand.policy))
      steps += played.reduce(0) { $0 + $1.length }
    }
    #expect(random == same)
    #expect(learner.episodes == 5 && learner.steps == steps)
    #expect(byHand.episodes == 5 && byHand.steps == steps)
    #expect(!learner.policy.isIdentical(to: start))
  }

  @Test func `a step of the optimiser is one up the estimate`() {
    let world = Sample.seen(seed: 3)
    let policy = Sample.linearPolicy(seed: 3)
    var learner = Reinforce(policy, in: world, optimizer: SGD(learningRate: 0.5))
    var random = RandomStream(seed: 3)
    let episodes = rollouts(policy, in: world, count: 3, limit: 10, using: &random)
    let estimate = learner.estimate(from: episodes)
    learner.learn(from: episodes)
    let expected = policy.parameterVector + 0.5 * estimate.parameterVector
    #expect(learner.policy.parameterVector.maximumDifference(from: expected) <= 1e-6)
    #expect(estimate.globalNorm > 0.1)
  }

  @Test func `a copy goes on to the same bits, and leaves the original alone`() {
    var learner = Self.learner()
    var random = RandomStream(seed: 4)
    for _ in 0..<3 { learner.update(episodes: 2, using: &random) }
    let before = learner.policy
    var (copy, copied) = (learner, random)
    for _ in 0..<3 { copy.update(episodes: 2, using: &copied) }
    #expect(learner.policy.isIdentical(to: before) && learner.episodes == 6)
    for _ in 0..<3 { learner.update(episodes: 2, using: &random) }
    #expect(learner.policy.isIdentical(to: copy.policy) && random == copied)
    #expect(learner.steps == copy.steps && learner.episodes == 12)
  }

  @Test func `it learns the same bits at every instruction level`() {
    let level = InstructionLevel.inUse
    defer { InstructionLevel.use(level) }
    let policies = InstructionLevel.supported.map { level in
      InstructionLevel.use(level)
      var learner = Self.learner()
      var random = RandomStream(seed: 5)
      for _ in 0..<10 { learner.update(episodes: 3, using: &random) }
      return learner.policy
    }
    for policy in policies { #expect(policy.isIdentical(to: policies[0])) }
  }

  @Test func `an update from no episodes traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var learner = Self.learner()
      var random = RandomStream(seed: 1)
      learner.update(episodes: 0, using: &random)
    }
    #expect(message(of: result).contains("an update from 0 episodes"))
  }
}
