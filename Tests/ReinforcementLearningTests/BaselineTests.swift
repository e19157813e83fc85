import Decisions
import Environments
import ReinforcementLearning
import StochasticOptimization
import Testing

@Suite struct BaselineTests {
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `no baseline moves the mean`(seed: UInt64) throws {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    let objective = ExpectedReturn(on: process, discount: 0.8, horizon: Sample.horizon)
    let all = objective.trajectories(of: policy.tabulated)
    let states = StateValues(
      Sample.parameters(seed: seed + 7, count: process.states.count), over: process.space)
    let components = Sample.parameters(seed: seed + 8, count: policy.parameterCount)
    for credit in Credit.allCases {
      let plain = ScoreFunctionEstimator(of: policy, discount: 0.8, credit: credit)
      let mean = all.moments(of: plain.callAsFunction).mean
      for baseline: Baseline<Int, Int> in [
        .constant(3), .componentwise(components), .state(states),
      ] {
        let moments = all.moments(of: plain.subtracting(baseline).callAsFunction)
        #expect(moments.bias(against: mean).allSatisfy { $0.magnitude <= 1e-12 })
      }
    }
  }

  /// Var g − E[g s]²/E[s²] is what the formula promises, and no other constant does better.
  @Test(arguments: 0..<4 as Range<UInt64>, [Credit.wholeTrajectory, .rewardToGo])
  func `the optimal baselines reduce the variance exactly as promised`(
    seed: UInt64, credit: Credit
  ) throws {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    let objective = ExpectedReturn(on: process, discount: 0.8, horizon: Sample.horizon)
    let all = objective.trajectories(of: policy.tabulated)
    let plain = ScoreFunctionEstimator(of: policy, discount: 0.8, credit: credit)
    let best = all.optimalBaseline(for: plain)
    func variances(_ baseline: Baseline<Int, Int>) -> [Double] {
      all.moments(of: plain.subtracting(baseline).callAsFunction).variances
    }
    let none = variances(.none)
    let scoreSquares = all.moments(of: plain.weightedScore).variances
    let promised = none.indices.map {
      none[$0] - best.componentwise[$0] * best.componentwise[$0] * scoreSquares[$0]
    }
    #expect(distance(variances(.componentwise(best.componentwise)), promised) <= 1e-12)
    let scalar = variances(.constant(best.scalar)).reduce(0, +)
    let saved = best.scalar * best.scalar * scoreSquares.reduce(0, +)
    #expect((none.reduce(0, +) - saved - scalar).magnitude <= 1e-12)
    for shift in [-0.1, 0.1] {
      #expect(variances(.constant(best.scalar + shift)).reduce(0, +) > scalar)
      let shifted = variances(.componentwise(best.componentwise.map { $0 + shift }))
      #expect(zip(shifted, promised).allSatisfy { $0 > $1 - 1e-15 })
    }
    #expect(promised.reduce(0, +) <= scalar)
  }

  /// With whole-trajectory credit the optimal baseline is E[f s²]/E[s²].
  @Test func `the optimal baseline is the reward weighted by the squared score`() {
    let process = Sample.process(seed: 5)
    let policy = Sample.policy(seed: 5, over: process.space)
    let objective = ExpectedReturn(on: process, discount: 0.8, horizon: Sample.horizon)
    let all = objective.trajectories(of: policy.tabulated)
    let plain = ScoreFunctionEstimator(of: policy, discount: 0.8, credit: .wholeTrajectory)
    let best = all.optimalBaseline(for: plain)
    for index in policy.parameters.indices {
      let square = all.mean { policy.score(of: $0)[index] * policy.score(of: $0)[index] }
      let product = all.mean {
        let score = policy.score(of: $0)[index]
        return $0.discountedReturn(discount: 0.8) * score * score
      }
      #expect((best.componentwise[index] - product / square).magnitude <= 1e-12)
    }
  }

  /// E (b − t)² for a coin b has the gradient p (1 − p)(1 − 2t) in the logit. The variances were worked
  /// out by an independent program, to four digits: without a baseline, with E[f], and 0 with the
  /// optimal constant.
  @Test(arguments: [
    (0.5, 0.45, 0.025, 1.594e-2, 0), (0.9, 0.499, 1.8e-4, 5.589e-3, 2.304e-7),
  ])
  func `the coin's variances are those of the table`(
    probability: Double, target: Double, gradient: Double, variance: Double, withMean: Double
  ) throws {
    let (objective, policy) = Sample.coin(probability: probability, target: target)
    #expect(distance(try objective.gradient(of: policy), [gradient]) <= 1e-15)
    let all = objective.trajectories(of: policy.tabulated)
    let plain = ScoreFunctionEstimator(of: policy, discount: 1, credit: .wholeTrajectory)
    func varianceLess(_ baseline: Double) -> Double {
      all.moments(of: plain.subtracting(.constant(baseline)).callAsFunction).totalVariance
    }
    #expect((varianceLess(0) - variance).magnitude <= 5e-4 * variance)
    let mean = try objective.value(of: policy)
    #expect((varianceLess(mean) - withMean).magnitude <= 5e-4 * withMean + 1e-18)
    #expect(varianceLess(all.optimalBaseline(for: plain).scalar) <= 1e-18)
  }

  @Test func `a baseline of the wrong size traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ScoreFunctionEstimator(
        of: SoftmaxPolicy(over: Sample.process(seed: 0).space), discount: 1,
        baseline: .componentwise([1]))
    }
    #expect(message(of: result).contains("a baseline of 1 numbers for 6 parameters"))
  }
}
