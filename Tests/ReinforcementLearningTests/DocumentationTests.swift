import Decisions
import Environments
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Testing

/// The example that the module's page opens with.
@Suite struct DocumentationTests {
  @Test func `the example of the overview does what its comments say`() throws {
    let corridor = ShortCorridor()
    let alike = PairFeatures(count: 1, over: corridor.space) { _, move in [move == .right ? 1 : 0] }
    let policy = SoftmaxPolicy(features: alike)

    let endless = ExpectedReturn(on: corridor.process, discount: 1)
    #expect((try endless.value(of: policy) + 12).magnitude <= 1e-12)
    let best = try endless.ascend(from: policy).policy
    #expect((best.probability(of: .right, in: .first) - 0.5857).magnitude <= 1e-4)

    let objective = ExpectedReturn(on: corridor.process, discount: 0.9, horizon: 8)
    let reinforce = ScoreFunctionEstimator(of: policy, discount: 0.9, credit: .rewardToGo)
    let all = objective.trajectories(of: policy.tabulated)
    let moments = all.moments(of: reinforce.callAsFunction)
    #expect(moments.bias(against: try objective.gradient(of: policy))[0].magnitude <= 1e-12)
    let baseline = all.optimalBaseline(for: reinforce).scalar
    let quieter = all.moments(of: reinforce.subtracting(.constant(baseline)).callAsFunction)
    #expect(quieter.totalVariance < moments.totalVariance)

    var random = RandomStream(seed: 1)
    let check = try objective.check(of: policy, episodes: 1000, using: &random) { reinforce($0) }
    #expect(check.passes)
  }
}
