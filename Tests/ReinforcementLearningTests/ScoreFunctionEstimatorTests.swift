import Decisions
import Environments
import ReinforcementLearning
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
    for credit in Credit.allCases { #expect(weights(credit, []).isEmpty) }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `whole and later rewards are unbiased, dropping γᵗ is only when γ is 1`(seed: UInt64) throws
  {
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
        let isExact = discount == 1 || [.wholeTrajectory, .rewardToGo].contains(credit)
        #expect(isExact ? largest <= 1e-12 : largest >= 1e-3)
      }
    }
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
