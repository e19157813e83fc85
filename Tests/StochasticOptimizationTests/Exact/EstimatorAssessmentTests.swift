import PortableMath
import StochasticOptimization
import Testing

@Suite struct EstimatorAssessmentTests {
  private let node = BernoulliNode(logits: [Double.log(9)])
  private let objective = Objective(
    { (z: [Double]) in (z[0] - 0.499) * (z[0] - 0.499) }, gradient: { z in [2 * (z[0] - 0.499)] })

  @Test func `an unbiased estimator errs by its variance`() {
    let found = assess(LeaveOneOut(count: 4), on: node, of: objective)
    #expect((found.exact[0] - 1.8e-4).magnitude <= 1e-12)
    #expect(found.squaredBias <= 1e-28)
    #expect((found.totalVariance - 6.3e-8).magnitude <= 1e-12)
    #expect((found.meanSquaredError - found.totalVariance).magnitude <= 1e-20)
    #expect(found.calls == ObjectiveCalls(values: 4))
    #expect((found.variancePerCall - 4 * found.totalVariance).magnitude <= 1e-20)
  }

  @Test func `a biased one errs by both`() {
    let found = assess(StraightThrough(), on: node, of: objective)
    // p (1 − p) · 2 (p − t) for p (1 − p) (1 − 2t).
    #expect((found.bias[0] - 0.09 * (2 * 0.401 - 0.002)).magnitude <= 1e-12)
    #expect(
      (found.meanSquaredError - found.squaredBias - found.totalVariance).magnitude <= 1e-15)
    #expect(found.calls == ObjectiveCalls(gradients: 1))
  }

  @Test func `twice the draws at twice the cost are worth the same`() {
    let (one, two) = (
      assess(ScoreFunction(), on: node, of: objective),
      assess(ScoreFunction(count: 2), on: node, of: objective)
    )
    #expect((one.variancePerCall - two.variancePerCall).magnitude <= 1e-15)
  }
}
