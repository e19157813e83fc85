import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// What REINFORCE gets to, by the exact J of the policy that it learned: no episode is played to
/// measure it.
@Suite struct ReinforceLearningTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `it learns how often to go right where all squares look alike`(seed: UInt64) throws {
    let world = Seen.alike(ShortCorridor().process)
    // Right with probability 1 in 5, which returns −22.5.
    let start = CategoricalPolicy(
      Dense(weights: Tensor([[Float(Double.log(4)), 0]]), bias: nil), actions: [Move.left, .right])
    var learner = Reinforce(
      start, in: world, options: ReinforceOptions(discount: 1, standardization: .batch),
      optimizer: SGD(learningRate: .cosine(from: 0.06, to: 0.002, over: 100)))
    var random = RandomStream(seed: seed).child("corridor")
    for _ in 0..<100 { learner.update(episodes: 32, using: &random) }
    let objective = ExpectedReturn(on: world.process, discount: 1)
    let value = try objective.value(of: world.exact(learner.policy))
    #expect(value >= -11.657 - 0.15)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `it learns which arm pays most often`(seed: UInt64) throws {
    let world = Seen.alike(Bandit.bernoulli([0.2, 0.5, 0.8]).process)
    let start = CategoricalPolicy(
      Dense(weights: .zeros([1, 3]), bias: nil), actions: [0, 1, 2])
    var learner = Reinforce(
      start, in: world, options: ReinforceOptions(discount: 1, credit: .rewardToGo),
      optimizer: SGD(learningRate: 0.5))
    var random = RandomStream(seed: seed).child("bandit")
    for _ in 0..<200 { learner.update(episodes: 16, using: &random) }
    let objective = ExpectedReturn(on: world.process, discount: 1)
    let value = try objective.value(of: world.exact(learner.policy))
    #expect(value >= 0.75)
  }
}
