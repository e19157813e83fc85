import Decisions
import Environments
import ReinforcementLearning
import StochasticOptimization
import Testing

@Suite struct ScoreFunctionEstimatorTests {
  @Test func `credit is shared as worked out by hand`() {
    let lost: [Double] = [0, 0, -1]
    func weights(_ credit: Credit, _ rewards: [Double]) -> [Double] {
      credit.weights(of: rewards, discount: 0.5)
    }
    #expect(
      distance(Credit.discountedOutcome.weights(of: lost, discount: 0.9), [-0.81, -0.9, -1])
        <= 1e-15)
    #expect(weights(.discountedOutcome, [4, 2, 2]) == [2, 4, 8])
    #expect(weights(.wholeTrajectory, [4, 2, 2]) == [5.5, 5.5, 5.5])
    #expect(weights(.rewardToGoDroppingTimeDiscount, [4, 2, 2]) == [5.5, 3, 2])
    #expect(weights(.rewardToGo, [4, 2, 2]) == [5.5, 1.5, 0.5])
    #expect(Credit.rewardToGo.baselineWeights(count: 3, discount: 0.5) == [1, 0.5, 0.25])
    #expect(Credit.wholeTrajectory.baselineWeights(count: 2, discount: 0.5) == [1, 1])
    #expect(
      weights(.discountedOutcome, lost) == weights(.rewardToGoDroppingTimeDiscount, lost))
    #expect(weights(.nextOutcome, [0, 0, -1, 0, 2, 0]) == [-0.25, -0.5, -1, 1, 2, 0])
    #expect(weights(.nextOutcome, [4, 2, 2]) == [4, 2, 2])
    #expect(weights(.nextOutcome, lost) == weights(.rewardToGoDroppingTimeDiscount, lost))
    #expect(Credit.nextOutcome.baselineWeights(count: 2, discount: 0.5) == [1, 1])
    for credit in Credit.allCases { #expect(weights(credit, []).isEmpty) }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `whole and later rewards are unbiased, others only when γ is 1, the next outcome never`(
    seed: UInt64
  ) throws {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    for discount in [0.6, 1] {
      let objective = ExpectedReturn(on: process, discount: discount, horizon: Sample.horizon)
      let gradient = try objective.gradient(of: policy)
      let all = objective.trajectories(of: policy.tabulated)
      for credit in Credit.allCases {
        let estimator = ScoreFunctionEstimator(of: policy, discount: discount, credit: credit)
        let bias = all.moments(of: estimator.callAsFunction).bias(against: gradient)
        let largest = bias.reduce(0) { max($0, $1.magnitude) }
        let isExact =
          [.wholeTrajectory, .rewardToGo].contains(credit)
          || discount == 1 && credit != .nextOutcome
        #expect(isExact ? largest <= 1e-12 : largest >= 1e-3)
      }
    }
  }

  /// Two rallies, each a serve and perhaps a return: serving hard (1) wins at once or else makes the
  /// return harder; what is done in the first has no bearing on the second.
  @Test func `the next outcome is unbiased and quieter where rallies have nothing in common`()
    throws
  {
    let game = FiniteMDP(
      states: [0, 1, 2, 3, 4], actions: [0, 1], start: 0, offered: { $0 == 4 ? [] : [0, 1] }
    ) { state, action in
      let (isServe, over) = (state % 2 == 0, state / 2 * 2 + 2)
      let win = isServe ? [0, 0.4][action] : [0.7, 0.2][action]
      return [
        Outcome(probability: win, reward: 1, next: over),
        Outcome(probability: 1 - win, reward: isServe ? 0 : -1, next: isServe ? state + 1 : over),
      ].filter { $0.probability > 0 }
    }
    let policy = Sample.policy(seed: 1, over: game.space)
    let objective = ExpectedReturn(on: game, discount: 1, horizon: 4)
    let all = objective.trajectories(of: policy.tabulated)
    func moments(_ credit: Credit) -> EstimatorMoments {
      all.moments(
        of: ScoreFunctionEstimator(of: policy, discount: 1, credit: credit)
          .callAsFunction)
    }
    let gradient = try objective.gradient(of: policy)
    #expect(distance(moments(.nextOutcome).mean, gradient) <= 1e-12)
    #expect(moments(.nextOutcome).totalVariance < 0.9 * moments(.rewardToGo).totalVariance)
  }

  /// On average over the processes: on a single one the past can happen to cancel.
  @Test func `leaving out the past lowers the variance`() {
    var (whole, later) = (0.0, 0.0)
    for seed in 0..<6 as Range<UInt64> {
      let process = Sample.process(seed: seed)
      let policy = Sample.policy(seed: seed, over: process.space)
      let objective = ExpectedReturn(on: process, discount: 1, horizon: Sample.horizon)
      let all = objective.trajectories(of: policy.tabulated)
      func variance(_ credit: Credit) -> Double {
        let estimator = ScoreFunctionEstimator(of: policy, discount: 1, credit: credit)
        return all.moments(of: estimator.callAsFunction).totalVariance
      }
      whole += variance(.wholeTrajectory)
      later += variance(.rewardToGo)
    }
    #expect(later < 0.9 * whole)
  }

  /// Sampling by π_ε: with its own score REINFORCE estimates ∇J(π_ε) exactly; with ∇log π it
  /// estimates neither that nor ∇J(π).
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `with ε in the sampling only the mixture's score is unbiased`(seed: UInt64) throws {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    let mixture = EpsilonMixture(policy, epsilon: 0.3)
    let objective = ExpectedReturn(on: process, discount: 0.9, horizon: Sample.horizon)
    let all = objective.trajectories(of: mixture.tabulated)
    let mixed = try objective.gradient(of: mixture)
    let right = ScoreFunctionEstimator(of: mixture, discount: 0.9)
    let wrong = ScoreFunctionEstimator(of: policy, discount: 0.9)
    let rightBias = all.moments(of: right.callAsFunction).bias(against: mixed)
    let wrongMoments = all.moments(of: wrong.callAsFunction)
    #expect(rightBias.allSatisfy { $0.magnitude <= 1e-12 })
    #expect(wrongMoments.bias(against: mixed).contains { $0.magnitude >= 1e-3 })
    let pure = try objective.gradient(of: policy)
    #expect(wrongMoments.bias(against: pure).contains { $0.magnitude >= 1e-3 })
  }
}
