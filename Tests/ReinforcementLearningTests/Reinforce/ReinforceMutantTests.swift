import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Tensors
import Testing

/// Chance in the sampling, the entropy bonus, and estimates that are wrong in known ways: the oracle
/// says how wrong, and its check notices.
@Suite struct ReinforceMutantTests {
  private static let precision = 5e-5

  private let world = Sample.seen(seed: 2)
  private let policy = Sample.linearPolicy(seed: 2)
  private var objective: ExpectedReturn<Int, Int> {
    ExpectedReturn(on: world.process, discount: 0.5, horizon: 3)
  }

  private func estimate<Rule: NetworkPolicy<[Double], Int>>(
    _ policy: Rule, _ options: ReinforceOptions
  ) -> (Trajectory<Int, Int>) -> [Double] {
    let learner = Reinforce(policy, in: world, options: options, optimizer: SGD(learningRate: 1))
    return { learner.estimate(from: [$0]).parameterVector.scalars.map(Double.init) }
  }

  // MARK: - The entropy bonus

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `the bonus adds the gradient of the entropy of every state that was acted in`(seed: UInt64) {
    let world = Sample.seen(seed: seed)
    let policy = Sample.linearPolicy(seed: seed)
    let exact = world.exact(policy)
    func learner(bonus: Double) -> Reinforce<Seen<Int, Int>, CategoricalPolicy<Dense, Int>, SGD> {
      let options = ReinforceOptions(
        discount: 0.9, standardization: .episode, entropyBonus: bonus)
      return Reinforce(policy, in: world, options: options, optimizer: SGD(learningRate: 1))
    }
    var random = RandomStream(seed: seed)
    let episodes = rollouts(policy, in: world, count: 4, limit: 6, using: &random)
    let visited = episodes.flatMap { $0.states.prefix($0.length) }
    let (plain, bonus) = (learner(bonus: 0), learner(bonus: 0.7))
    let difference = zip(
      bonus.estimate(from: episodes).parameterVector.scalars,
      plain.estimate(from: episodes).parameterVector.scalars
    ).map { Double($0) - Double($1) }
    let expected = difference.indices.map { index in
      0.7 / 4 * visited.reduce(0) { $0 + exact.entropyGradient(in: $1)[index] }
    }
    #expect(expected.contains { $0.magnitude > 0.02 })
    #expect(distance(difference, expected) <= Self.precision)
    let losses = [bonus, plain].map { Double($0.loss(of: policy, on: episodes).scalar) }
    let entropy = visited.reduce(0) { $0 + exact.entropy(in: $1) }
    #expect((losses[0] - losses[1] + 0.7 / 4 * entropy).magnitude <= Self.precision)
  }

  // MARK: - Chance in the sampling

  @Test func `the mixture's own score is unbiased; the network's is off by what the oracle says`()
    throws
  {
    let mixture = EpsilonMixedPolicy(policy, epsilon: 0.3)
    let exact = world.exact(mixture)
    let gradient = try objective.gradient(of: exact)
    let options = ReinforceOptions(discount: 0.5, credit: .rewardToGo)
    let all = objective.trajectories(of: exact.tabulated)
    let right = all.moments(of: estimate(mixture, options)).bias(against: gradient)
    #expect(right.allSatisfy { $0.magnitude <= Self.precision })

    let table = SoftmaxPolicy(
      preferences: ActionValues(Sample.parameters(seed: 2, count: 6), over: world.process.space))
    let tabular = ScoreFunctionEstimator(of: table, discount: 0.5)
    let expected = all.moments(of: tabular.callAsFunction).bias(against: gradient)
    #expect(expected.contains { $0.magnitude >= 1e-2 })
    let wrong = all.moments(of: estimate(policy, options)).bias(against: gradient)
    #expect(distance(wrong, expected) <= Self.precision)
    try expectCaught(estimate(policy, options), of: exact)
  }

  // MARK: - Mutants

  @Test(arguments: [
    Credit.discountedOutcome, .rewardToGoDroppingTimeDiscount, .nextOutcome,
  ])
  func `biased credit is caught`(credit: Credit) throws {
    try expectCaught(
      estimate(policy, ReinforceOptions(discount: 0.5, credit: credit)), of: world.exact(policy))
  }

  @Test func `a flipped sign is caught`() throws {
    let right = estimate(policy, ReinforceOptions(discount: 0.5, credit: .rewardToGo))
    try expectCaught({ right($0).map { -$0 } }, of: world.exact(policy))
  }

  @Test func `an entropy bonus is caught`() throws {
    let options = ReinforceOptions(discount: 0.5, credit: .rewardToGo, entropyBonus: 0.3)
    try expectCaught(estimate(policy, options), of: world.exact(policy))
  }

  @Test func `standardised credits are caught`() throws {
    let options = ReinforceOptions(
      discount: 0.5, credit: .rewardToGo, standardization: .episode)
    try expectCaught(estimate(policy, options), of: world.exact(policy))
  }

  /// Works out from the mutant's exact bias and variance how many episodes it takes to notice it in
  /// 999 of 1000 cases, and checks with that many.
  private func expectCaught<Rule: NetworkPolicy<[Double], Int>>(
    _ mutant: (Trajectory<Int, Int>) -> [Double], of policy: ProcessPolicy<Int, Rule>
  ) throws {
    let needed = objective.trajectories(of: policy.tabulated).moments(of: mutant)
      .samplesToNotice(
        biasAgainst: try objective.gradient(of: policy), falseAlarmRate: 1e-3, power: 0.999)
    try #require(needed < 50_000)
    var random = RandomStream(seed: 1).child("mutant")
    let check = try objective.check(
      of: policy, episodes: max(1000, Int(needed.rounded(.up))), using: &random, estimate: mutant)
    #expect(!check.passes)
  }
}
