import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// A normal policy turns a pendulum that takes torques from −2 to 2 only.
@Suite struct ClampedActionTests {
  private static let world = Clamped(TimeLimited(Pendulum(), limit: 20))

  private static func learner() -> Reinforce<
    Clamped<TimeLimited<Pendulum>>, GaussianPolicy<MLP, Double>, Adam
  > {
    var random = RandomStream(seed: 1).child("network")
    return Reinforce(
      GaussianPolicy(
        MLP([3, 8, 1], activation: .tanh, using: &random), components: 1, deviation: 2),
      in: world, options: ReinforceOptions(standardization: .batch),
      optimizer: Adam(learningRate: 1e-2))
  }

  @Test func `trajectories keep the numbers that were drawn, and their densities are theirs`() {
    let policy = Self.learner().policy
    var random = RandomStream(seed: 2)
    let episode = rollout(policy, in: Self.world, using: &random)
    #expect(episode.length == 20 && episode.ending == .truncated)
    #expect(episode.actions.contains { $0.magnitude > 2 })
    for time in 0..<20 {
      let (state, action) = (episode.states[time], episode.actions[time])
      let seen = Self.world.observation(of: state)
      let standard = (action - policy.mode(given: seen)) / 2
      let density = -standard * standard / 2 - Double.log(2) - 0.5 * Double.log(2 * .pi)
      #expect((policy.logProbability(of: action, given: seen) - density).magnitude <= 1e-5)
      var unused = RandomStream(seed: 0)
      let turned = Self.world.base.step(
        from: state, taking: min(2, max(-2, action)), using: &unused)
      #expect(turned.next == episode.states[time + 1] && turned.reward == episode.rewards[time])
    }
  }

  @Test func `it learns mean and deviation from what was drawn`() {
    var learner = Self.learner()
    let start = learner.policy
    var random = RandomStream(seed: 3)
    for _ in 0..<5 { learner.update(episodes: 4, using: &random) }
    #expect(learner.policy.parameterVector.scalars.allSatisfy { $0.isFinite })
    #expect(learner.steps == 400)
    #expect(!learner.policy.network.isIdentical(to: start.network))
    #expect(!learner.policy.logDeviation.isIdentical(to: start.logDeviation))
  }
}
