import Decisions
import Environments
import PortableMath
import RandomStreams
import ReinforcementLearning
import Testing

@Suite struct SoftmaxPolicyTests {
  @Test func `preferences 0 and ln 3 give one quarter and three quarters`() {
    let bandit = Bandit.constant([0, 0])
    let policy = SoftmaxPolicy(
      preferences: ActionValues([0, Double.log(3)], over: bandit.space))
    #expect((policy.probability(of: 0, in: .choosing) - 0.25).magnitude <= 1e-15)
    #expect((policy.logProbability(of: 1, in: .choosing) - Double.log(0.75)).magnitude <= 1e-15)
    #expect(distance(policy.score(of: 1, in: .choosing), [-0.25, 0.25]) <= 1e-15)
    #expect(policy.mode(in: .choosing) == 1)
    #expect(policy.mode(in: .done) == nil)
    let entropy = -0.25 * Double.log(0.25) - 0.75 * Double.log(0.75)
    #expect((policy.entropy(in: .choosing) - entropy).magnitude <= 1e-15)
    #expect(policy.entropy(in: .done) == 0)
    #expect(policy.entropyGradient(in: .done) == [0, 0])
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `scores and entropy gradients are the differences of what they differentiate`(seed: UInt64) {
    let space = Sample.process(seed: seed).space
    for policy in [
      Sample.policy(seed: seed, over: space), Sample.sharedPolicy(seed: seed, over: space),
    ] {
      expectDerivatives(of: policy)
      expectDerivatives(of: EpsilonMixture(policy, epsilon: 0.3))
      expectDerivatives(of: EpsilonMixture(policy, epsilon: 0))
    }
  }

  /// Central differences over 1e-5 of functions of size 1 are good to about 1e-10.
  private func expectDerivatives<Rule: ParametricPolicy<Int, Int>>(of policy: Rule) {
    let step = 1e-5
    for state in policy.space.states where !policy.space.isTerminal(state) {
      var mean = [Double](repeating: 0, count: policy.parameterCount)
      for index in mean.indices {
        var (above, below) = (policy.parameters, policy.parameters)
        above[index] += step
        below[index] -= step
        let (after, before) = (policy.withParameters(above), policy.withParameters(below))
        for action in policy.space.actions(in: state) {
          let score = policy.score(of: action, in: state)[index]
          mean[index] += policy.probability(of: action, in: state) * score
          let rise =
            after.logProbability(of: action, in: state)
            - before.logProbability(of: action, in: state)
          #expect((rise / (2 * step) - score).magnitude <= 1e-8)
        }
        let rise = after.entropy(in: state) - before.entropy(in: state)
        let gradient = policy.entropyGradient(in: state)[index]
        #expect((rise / (2 * step) - gradient).magnitude <= 1e-8)
      }
      #expect(distance(mean, [Double](repeating: 0, count: mean.count)) <= 1e-15)
    }
  }

  @Test func `states that look alike share their parameters`() {
    let corridor = ShortCorridor()
    let features = PairFeatures.aliased(over: corridor.space) { $0 == .goal }
    #expect(features.count == 2)
    let policy = SoftmaxPolicy(features: features, parameters: [0, 1])
    let likely = policy.probability(of: .right, in: .first)
    #expect((likely - Double.logistic(1)).magnitude <= 1e-15)
    for square in [ShortCorridor.State.second, .third] {
      #expect(policy.probability(of: .right, in: square) == likely)
      #expect(policy.score(of: .left, in: square) == policy.score(of: .left, in: .first))
    }
    let apart = PairFeatures.aliased(over: corridor.space) { $0 }
    #expect(apart.count == corridor.space.pairCount)
  }

  @Test func `preferences a thousand apart neither overflow nor lose the logarithm`() {
    let bandit = Bandit.constant([0, 0])
    let policy = SoftmaxPolicy(preferences: ActionValues([1000, -1000], over: bandit.space))
    #expect(policy.probability(of: 1, in: .choosing) == 0)
    #expect(policy.logProbability(of: 1, in: .choosing) == -2000)
    #expect(policy.score(of: 0, in: .choosing) == [0, 0])
    #expect(policy.entropy(in: .choosing) == 0)
  }

  /// 10,000 draws at p = 3/4: four standard errors are 4 √(3/16 / 10,000) = 0.0173.
  @Test func `actions are drawn as often as they are likely`() {
    let bandit = Bandit.constant([0, 0])
    let policy = SoftmaxPolicy(
      preferences: ActionValues([0, Double.log(3)], over: bandit.space))
    var random = RandomStream(seed: 1)
    let draws = (0..<10_000).map { _ in policy.sample(in: .choosing, using: &random) }
    #expect((Double(draws.reduce(0, +)) / 10_000 - 0.75).magnitude <= 0.0173)
  }

  @Test func `a mixture with all chance is uniform, and its score 0`() {
    let process = Sample.process(seed: 0)
    let mixture = EpsilonMixture(Sample.policy(seed: 0, over: process.space), epsilon: 1)
    #expect(mixture.tabulated.probabilities == [Double](repeating: 0.5, count: 6))
    #expect(mixture.score(of: 1, in: 2).allSatisfy { $0 == 0 })
  }

  @Test func `parameters and features that don't fit trap`() async {
    let parameters = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = SoftmaxPolicy(
        features: .table(over: Sample.process(seed: 0).space), parameters: [1, 2])
    }
    #expect(message(of: parameters).contains("the parameters [1.0, 2.0] for 6 features"))
    let features = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = PairFeatures(count: 1, over: Sample.process(seed: 0).space) { _, _ in [.nan] }
    }
    #expect(message(of: features).contains("are [nan], not 1 finite numbers"))
    let chance = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = EpsilonMixture(SoftmaxPolicy(over: Sample.process(seed: 0).space), epsilon: 1.5)
    }
    #expect(message(of: chance).contains("ε is 1.5"))
  }
}
