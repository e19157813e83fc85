import Decisions
import Environments
import NeuralNetworks
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Tensors
import Testing

/// What baselines do to the mean and the variance of an estimate, as sums over all that can happen.
@Suite struct ReturnBaselineBiasTests {
  /// A random process, a policy, its trajectories of two steps, and the estimator without a baseline.
  private struct Case {
    let objective: ExpectedReturn<Int, Int>
    let policy: SoftmaxPolicy<Int, Int>
    let all: TrajectoryDistribution<Int, Int>

    init(seed: UInt64, horizon: Int = 2) {
      let process = Sample.process(seed: seed)
      objective = ExpectedReturn(on: process, discount: 0.6, horizon: horizon)
      policy = Sample.policy(seed: seed, over: process.space)
      all = objective.trajectories(of: policy.tabulated)
    }

    func estimator(_ credit: Credit) -> ScoreFunctionEstimator<SoftmaxPolicy<Int, Int>> {
      ScoreFunctionEstimator(of: policy, discount: 0.6, credit: credit)
    }

    func moments(
      _ credit: Credit, less baseline: some ReturnBaseline<Int>, batch: Int = 1
    ) -> EstimatorMoments {
      let estimator = estimator(credit)
      return all.moments(ofBatches: batch) { estimator($0, less: baseline) }
    }
  }

  private typealias Average = MovingAverageReturnBaseline<Int>

  // MARK: - The mean

  @Test(arguments: 0..<4 as Range<UInt64>, Credit.allCases)
  func `a constant and a moving average leave the mean alone`(
    seed: UInt64, credit: Credit
  ) throws {
    let sample = Case(seed: seed, horizon: 3)
    let plain = sample.all.moments(of: sample.estimator(credit).callAsFunction).mean
    var average = Average(decay: 0.5, startingFrom: 3)
    for element in sample.all.elements.prefix(3) {
      average.update(from: sample.estimator(credit).batch(of: [element.trajectory]))
    }
    let means = [
      sample.moments(credit, less: ConstantReturnBaseline(3)).mean,
      sample.moments(credit, less: average).mean,
    ]
    for mean in means { #expect(distance(mean, plain) <= 1e-12) }
    if credit == .rewardToGo || credit == .wholeTrajectory {
      #expect(distance(plain, try sample.objective.gradient(of: sample.policy)) <= 1e-12)
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>, [Credit.wholeTrajectory, .rewardToGo])
  func `leaving one out has the gradient of J for its mean, in twos and threes`(
    seed: UInt64, credit: Credit
  ) throws {
    for (batch, horizon) in [(2, 2), (3, 1)] {
      let sample = Case(seed: seed, horizon: horizon)
      let exact = try sample.objective.gradient(of: sample.policy)
      let moments = sample.moments(credit, less: LeaveOneOutReturnBaseline(), batch: batch)
      #expect(distance(moments.mean, exact) <= 1e-12)
    }
  }

  // MARK: - The order of use and update

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `a moving average that is updated first shrinks the gradient by β`(seed: UInt64) throws {
    let sample = Case(seed: seed, horizon: 3)
    let exact = try sample.objective.gradient(of: sample.policy)
    for decay in [0.08, 0.9] {
      let average = Average(decay: decay, startingFrom: 0.3)
      let right = sample.moments(.wholeTrajectory, less: average).mean
      let wrong = sample.moments(.wholeTrajectory, less: UpdatedFirst(average)).mean
      #expect(distance(right, exact) <= 1e-12)
      #expect(distance(wrong, exact.map { decay * $0 }) <= 1e-12)
    }
  }

  /// With n episodes of one length a sample is 1/n of what is taken in: b′ holds (1 − β)/n of it.
  @Test(arguments: [0, 2] as [UInt64])
  func `in a batch of two it shrinks it by half as much`(seed: UInt64) throws {
    let sample = Case(seed: seed)
    let exact = try sample.objective.gradient(of: sample.policy)
    let average = Average(decay: 0.4, startingFrom: 0.3)
    let right = sample.moments(.wholeTrajectory, less: average, batch: 2).mean
    let wrong = sample.moments(.wholeTrajectory, less: UpdatedFirst(average), batch: 2).mean
    #expect(distance(right, exact) <= 1e-12)
    #expect(distance(wrong, exact.map { 0.7 * $0 }) <= 1e-12)
  }

  @Test func `drawn episodes pass with the right order, and catch the wrong one`() throws {
    let sample = Case(seed: 2)
    let estimator = sample.estimator(.wholeTrajectory)
    let exact = try sample.objective.gradient(of: sample.policy)
    let average = Average(decay: 0.5, startingFrom: 0.3)
    let needed = sample.moments(.wholeTrajectory, less: UpdatedFirst(average))
      .samplesToNotice(biasAgainst: exact, falseAlarmRate: 1e-3, power: 0.999)
    try #require(needed < 20_000)
    func passes(_ baseline: some ReturnBaseline<Int>) throws -> Bool {
      var random = RandomStream(seed: 1).child("order")
      return try sample.objective.check(
        of: sample.policy, episodes: max(1000, Int(needed.rounded(.up))), using: &random
      ) { estimator([$0], less: baseline) }.passes
    }
    #expect(try passes(average))
    #expect(try !passes(UpdatedFirst(average)))
  }

  // MARK: - The variance

  /// A fair coin pays 10 or 11 and has scores ∓½. Without a baseline the estimate is −5 or 5½, less 10½
  /// always ¼. In twos, less each other's, it is ½ when they differ and else 0.
  @Test func `the variances are those worked out by hand where rewards lie far from 0`() throws {
    let bandit = Bandit.constant([10, 11])
    let features = PairFeatures(count: 1, over: bandit.space) { _, arm in [Double(arm)] }
    let policy = SoftmaxPolicy(features: features, parameters: [0])
    let all = ExpectedReturn(on: bandit.process, discount: 1, horizon: 1)
      .trajectories(of: policy.tabulated)
    let estimator = ScoreFunctionEstimator(of: policy, discount: 1)
    func moments(
      _ batch: Int, less baseline: some ReturnBaseline<Bandit.State>
    ) -> EstimatorMoments {
      all.moments(ofBatches: batch) { estimator($0, less: baseline) }
    }
    let found = [
      moments(1, less: ConstantReturnBaseline()),
      moments(1, less: MovingAverageReturnBaseline(decay: 0.9, startingFrom: 10.5)),
      moments(2, less: ConstantReturnBaseline()), moments(2, less: LeaveOneOutReturnBaseline()),
    ]
    for moments in found { #expect((moments.mean[0] - 0.25).magnitude <= 1e-12) }
    #expect(distance(found.map(\.totalVariance), [27.5625, 0, 13.78125, 0.0625]) <= 1e-12)
  }

  // MARK: - Batches

  @Test func `the mean of a batch has the mean of one, and its variance over n`() {
    let sample = Case(seed: 1)
    let estimator = sample.estimator(.rewardToGo)
    let one = sample.all.moments(of: estimator.callAsFunction)
    let two = sample.moments(.rewardToGo, less: ConstantReturnBaseline(), batch: 2)
    #expect(distance(two.mean, one.mean) <= 1e-12)
    #expect(distance(two.variances, one.variances.map { $0 / 2 }) <= 1e-12)
  }

  @Test func `too many batches, and two baselines at once, trap`() async {
    let batches = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Case(seed: 0).all.moments(ofBatches: 3) { _ in [] }
    }
    #expect(message(of: batches).contains("1259712.0 batches of 3 trajectories"))
    let both = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let sample = Case(seed: 0)
      let estimator = sample.estimator(.rewardToGo).subtracting(.constant(1))
      _ = estimator([sample.all.elements[0].trajectory], less: ConstantReturnBaseline())
    }
    #expect(message(of: both).contains("it needs an episode and one baseline"))
  }
}
