import Decisions
import Environments
import PortableMath
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Testing

/// Each check may reject a right estimator at a rate of 1e-3, and misses a wrong one, with as many
/// episodes as it asks for, at 1e-3.
@Suite struct EstimatorCheckTests {
  private typealias Estimate = (Trajectory<Int, Int>) -> [Double]

  private let process = Sample.process(seed: 2)
  private var policy: SoftmaxPolicy<Int, Int> { Sample.policy(seed: 2, over: process.space) }
  private var objective: ExpectedReturn<Int, Int> {
    ExpectedReturn(on: process, discount: 0.5, horizon: Sample.horizon)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `right estimators pass`(seed: UInt64) throws {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    let objective = ExpectedReturn(on: process, discount: 0.5, horizon: Sample.horizon)
    let values = finiteHorizonValues(
      of: policy.tabulated, on: process, horizon: Sample.horizon, discount: 0.5)
    for credit in [Credit.wholeTrajectory, .rewardToGo] {
      let plain = ScoreFunctionEstimator(of: policy, discount: 0.5, credit: credit)
      let best = objective.trajectories(of: policy.tabulated).optimalBaseline(for: plain)
      for baseline: Baseline<Int, Int> in [
        .none, .constant(best.scalar), .componentwise(best.componentwise), .state(values),
      ] {
        var random = RandomStream(seed: seed).child("right estimators")
        let estimator = plain.subtracting(baseline)
        let check = try objective.check(
          of: policy, episodes: 2000, using: &random, estimate: estimator.callAsFunction)
        #expect(check.passes, "\(credit) \(baseline): \(check.errors) of \(check.tolerances)")
      }
    }
  }

  @Test func `γᵗ left out is caught`() throws {
    let mutant = ScoreFunctionEstimator(
      of: policy, discount: 0.5, credit: .rewardToGoDroppingTimeDiscount)
    try expectCaught(mutant.callAsFunction, of: policy)
  }

  @Test func `a flipped sign is caught`() throws {
    let right = ScoreFunctionEstimator(of: policy, discount: 0.5)
    try expectCaught({ right($0).map { -$0 } }, of: policy)
  }

  @Test func `ε in the sampling is caught with the wrong score, and passes with the right one`()
    throws
  {
    let mixture = EpsilonMixture(policy, epsilon: 0.3)
    let wrong = ScoreFunctionEstimator(of: policy, discount: 0.5)
    let episodes = try expectCaught(wrong.callAsFunction, of: mixture)
    let right = ScoreFunctionEstimator(of: mixture, discount: 0.5)
    var random = RandomStream(seed: 1).child("mixture")
    let check = try objective.check(
      of: mixture, episodes: episodes, using: &random, estimate: right.callAsFunction)
    #expect(check.passes)
  }

  /// A moving average that is updated before it is used, b ← β b + (1 − β) f, leaves
  /// f − b′ = β (f − b): the gradient shrinks by exactly β.
  @Test func `a baseline that contains the sample shrinks the gradient by β, and is caught`() throws
  {
    let (decay, average) = (0.8, 0.3)
    let plain = ScoreFunctionEstimator(of: policy, discount: 0.5, credit: .wholeTrajectory)
    let mutant: Estimate = { episode in
      let updated = decay * average + (1 - decay) * episode.discountedReturn(discount: 0.5)
      return plain.subtracting(.constant(updated))(episode)
    }
    let mean = objective.trajectories(of: policy.tabulated).moments(of: mutant).mean
    #expect(distance(mean, try objective.gradient(of: policy).map { decay * $0 }) <= 1e-12)
    try expectCaught(mutant, of: policy)
  }

  /// Works out from the mutant's exact bias and variance how many episodes it takes, and checks with
  /// that many.
  @discardableResult
  private func expectCaught<Rule: ParametricPolicy<Int, Int>>(
    _ mutant: Estimate, of policy: Rule
  ) throws -> Int {
    let exact = try objective.gradient(of: policy)
    let moments = objective.trajectories(of: policy.tabulated).moments(of: mutant)
    let needed = moments.samplesToNotice(
      biasAgainst: exact, falseAlarmRate: 1e-3, power: 0.999)
    try #require(needed < 20_000)
    let episodes = max(1000, Int(needed.rounded(.up)))
    var random = RandomStream(seed: 1).child("mutant")
    let check = try objective.check(
      of: policy, episodes: episodes, using: &random, estimate: mutant)
    #expect(!check.passes)
    return episodes
  }

  /// 400 checks of one component at a rate of 1/10: 40 alarms are expected, with a standard deviation
  /// of 6; four of them are 24.
  @Test func `false alarms are as frequent as stated`() throws {
    let (objective, policy) = Sample.coin(probability: 0.4, target: 0.2)
    let estimator = ScoreFunctionEstimator(of: policy, discount: 1)
    var alarms = 0
    for seed in 0..<400 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let check = try objective.check(
        of: policy, episodes: 200, falseAlarmRate: 0.1, using: &random,
        estimate: estimator.callAsFunction)
      if !check.passes { alarms += 1 }
    }
    #expect((16...64).contains(alarms))
  }

  /// 400 checks of a mutant at a stated power of 9/10: 40 misses are expected, as above.
  @Test func `a bias is noticed as often as stated`() throws {
    let (objective, policy) = Sample.coin(probability: 0.4, target: 0.2)
    let right = ScoreFunctionEstimator(of: policy, discount: 1)
    let mutant: (Trajectory<Bandit.State, Int>) -> [Double] = { right($0).map { 0.8 * $0 } }
    let needed = objective.trajectories(of: policy.tabulated).moments(of: mutant)
      .samplesToNotice(
        biasAgainst: try objective.gradient(of: policy), falseAlarmRate: 0.1, power: 0.9)
    var misses = 0
    for seed in 0..<400 as Range<UInt64> {
      var random = RandomStream(seed: seed)
      let check = try objective.check(
        of: policy, episodes: Int(needed.rounded(.up)), falseAlarmRate: 0.1, using: &random,
        estimate: mutant)
      if check.passes { misses += 1 }
    }
    #expect((16...64).contains(misses))
  }

  @Test func `an estimator without variance is held to rounding`() throws {
    let exact = try objective.gradient(of: policy)
    var random = RandomStream(seed: 3)
    let right = try objective.check(of: policy, episodes: 10, using: &random) { _ in exact }
    #expect(right.passes)
    let off = try objective.check(of: policy, episodes: 10, using: &random) { _ in
      exact.map { $0 + 1e-8 }
    }
    #expect(!off.passes)
  }

  @Test func `the critical deviation is the normal quantile, shared among the components`() {
    // 1.959964 leaves 2½ % on each side; ten components at 5 % share it as one at ½ %, 2.807034.
    #expect(
      (criticalDeviation(falseAlarmRate: 0.05, components: 1) - 1.959963984540054).magnitude
        <= 1e-12)
    #expect(
      (criticalDeviation(falseAlarmRate: 0.05, components: 10) - 2.807033768343811).magnitude
        <= 1e-12)
  }

  @Test func `a check without a horizon traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let objective = ExpectedReturn(on: Sample.process(seed: 0), discount: 0.5)
      var random = RandomStream(seed: 0)
      _ = try objective.check(
        of: SoftmaxPolicy(over: objective.process.space), episodes: 1, using: &random
      ) { _ in [] }
    }
    #expect(message(of: result).contains("it needs at least one, and a horizon"))
  }
}
