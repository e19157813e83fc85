import Decisions
import Environments
import NeuralNetworks
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Tensors
import Testing

/// The learner with a baseline. Credits and scores here are below 10 in size; some 40 operations in
/// `Float` err by 10 · 40 · 2⁻²³ = 5e-5 at worst.
@Suite struct ReinforceBaselineTests {
  private static let precision = 5e-5
  private typealias Pupil = Reinforce<Seen<Int, Int>, CategoricalPolicy<Dense, Int>, SGD>

  private static func learner(
    seed: UInt64, _ options: ReinforceOptions, _ baseline: some ReturnBaseline<[Double]>
  ) -> Pupil {
    Reinforce(
      Sample.linearPolicy(seed: seed), in: Sample.seen(seed: seed), options: options,
      baseline: baseline, optimizer: SGD(learningRate: 0.5))
  }

  private static func network(
    seed: UInt64, rate: Float = 0.1
  ) -> LearnedReturnBaseline<MLP, SGD> {
    var random = RandomStream(seed: seed).child("baseline")
    return LearnedReturnBaseline(
      MLP([3, 4, 1], activation: .tanh, using: &random), optimizer: SGD(learningRate: rate))
  }

  private static func numbers(_ policy: CategoricalPolicy<Dense, Int>) -> [Double] {
    policy.parameterVector.scalars.map(Double.init)
  }

  // MARK: - The estimate

  @Test(arguments: Credit.allCases, 0..<3 as Range<UInt64>)
  func `a batch is worth what the tabular estimator says`(credit: Credit, seed: UInt64) {
    let options = ReinforceOptions(discount: 0.6, credit: credit)
    let world = Sample.seen(seed: seed)
    let exact = world.exact(Sample.linearPolicy(seed: seed))
    let tabular = ScoreFunctionEstimator(of: exact, discount: 0.6, credit: credit)
    var random = RandomStream(seed: seed).child("batch")
    let episodes = rollouts(exact.network, in: world, count: 3, limit: 5, using: &random)
    func expect(
      _ baseline: some ReturnBaseline<[Double]>, _ same: some ReturnBaseline<Int>
    ) {
      let found = Self.learner(seed: seed, options, baseline).estimate(from: episodes)
      #expect(distance(Self.numbers(found), tabular(episodes, less: same)) <= Self.precision)
    }
    expect(ConstantReturnBaseline(1.5), ConstantReturnBaseline(1.5))
    expect(
      MovingAverageReturnBaseline(startingFrom: -0.5),
      MovingAverageReturnBaseline(startingFrom: -0.5))
    expect(LeaveOneOutReturnBaseline(), LeaveOneOutReturnBaseline())
  }

  @Test(arguments: 0..<4 as Range<UInt64>, [Credit.wholeTrajectory, .rewardToGo])
  func `less a network its mean is the gradient of J, and its variance that less state values`(
    seed: UInt64, credit: Credit
  ) throws {
    let world = Sample.seen(seed: seed)
    let objective = ExpectedReturn(on: world.process, discount: 0.6, horizon: 3)
    let exact = world.exact(Sample.linearPolicy(seed: seed))
    let network = Self.network(seed: seed)
    let learner = Self.learner(
      seed: seed, ReinforceOptions(discount: 0.6, credit: credit), network)
    let all = objective.trajectories(of: exact.tabulated)
    let found = all.moments { Self.numbers(learner.estimate(from: [$0])) }
    #expect(distance(found.mean, try objective.gradient(of: exact)) <= Self.precision)
    let values = network.values(
      for: ReturnBatch(
        observations: [world.process.states.map(world.view)], returns: [[0, 0, 0]]))[0]
    #expect(values.contains { $0.magnitude > 0.1 })
    let tabular = ScoreFunctionEstimator(
      of: exact, discount: 0.6, credit: credit,
      baseline: .state(StateValues(values, over: world.process.space)))
    let expected = all.moments(of: tabular.callAsFunction)
    #expect(distance(found.variances, expected.variances) <= 10 * Self.precision)
  }

  @Test func `a network that is fitted first biases the estimate`() throws {
    let world = Sample.seen(seed: 2)
    let objective = ExpectedReturn(on: world.process, discount: 0.6, horizon: 3)
    let exact = world.exact(Sample.linearPolicy(seed: 2))
    let options = ReinforceOptions(discount: 0.6, credit: .rewardToGo)
    let learner = Self.learner(seed: 2, options, UpdatedFirst(Self.network(seed: 2, rate: 0.3)))
    let bias = objective.trajectories(of: exact.tabulated)
      .moments { Self.numbers(learner.estimate(from: [$0])) }
      .bias(against: try objective.gradient(of: exact))
    #expect(bias.contains { $0.magnitude > 0.01 })
  }

  // MARK: - Learning

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `the step is one less the old baseline, and then the baseline learns`(seed: UInt64) throws {
    let options = ReinforceOptions(discount: 0.9, credit: .rewardToGo)
    func expect<Baseline: ReturnBaseline<[Double]>>(
      _ baseline: Baseline, isChanged: (Baseline, Baseline) -> Bool
    ) throws {
      var learner = Self.learner(seed: seed, options, baseline)
      let exact = learner.world.exact(learner.policy)
      var random = RandomStream(seed: seed).child("learning")
      let episodes = rollouts(
        learner.policy, in: learner.world, count: 4, limit: 6, using: &random)
      let batch = ReturnBatch(
        of: episodes, credit: .rewardToGo, discount: 0.9, seeing: learner.world.view)
      let before = Self.numbers(learner.policy)
      let credits = options.credits(ofReturns: batch.returns, less: baseline.values(for: batch))
      var expected = before
      for (episode, credits) in zip(episodes, credits) {
        for (time, credit) in credits.enumerated() {
          let score = exact.score(of: episode.actions[time], in: episode.states[time])
          for index in expected.indices { expected[index] += 0.5 / 4 * credit * score[index] }
        }
      }
      _ = learner.estimate(from: episodes)
      learner.learn(from: episodes)
      #expect(distance(Self.numbers(learner.policy), expected) <= Self.precision)
      #expect(distance(expected, before) >= 0.05)
      var taught = baseline
      taught.update(from: batch)
      let learned = try #require(learner.baseline as? Baseline)
      #expect(!isChanged(learned, taught) && isChanged(learned, baseline))
    }
    try expect(MovingAverageReturnBaseline(decay: 0.2, startingFrom: 2)) {
      $0.average != $1.average
    }
    try expect(Self.network(seed: seed)) { !$0.network.isIdentical(to: $1.network) }
  }

  @Test func `a copy with its baseline goes on to the same bits`() {
    var learner = Self.learner(seed: 1, ReinforceOptions(), Self.network(seed: 1))
    var random = RandomStream(seed: 4)
    for _ in 0..<3 { learner.update(episodes: 2, limit: 9, using: &random) }
    var (copy, copied) = (learner, random)
    for _ in 0..<3 { copy.update(episodes: 2, limit: 9, using: &copied) }
    for _ in 0..<3 { learner.update(episodes: 2, limit: 9, using: &random) }
    #expect(learner.policy.isIdentical(to: copy.policy))
    var plain = Self.learner(seed: 1, ReinforceOptions(), ConstantReturnBaseline())
    var same = RandomStream(seed: 4)
    for _ in 0..<6 { plain.update(episodes: 2, limit: 9, using: &same) }
    #expect(!learner.policy.isIdentical(to: plain.policy))
  }
}
