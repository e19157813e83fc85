import RandomStreams
import StochasticOptimization
import Testing

@Suite struct ObjectiveCallTests {
  private final class Counter {
    var values = 0
    var gradients = 0
  }

  private func counted<Node: StochasticNode>(
    _ estimator: some GradientEstimator<Node>, on node: Node
  ) -> ObjectiveCalls where Node.Outcome == [Double] {
    let counter = Counter()
    let f = Objective<[Double]>.batched { outcomes in
      counter.values += 1
      return outcomes.map { $0[0] }
    } valuesAndGradients: { outcomes in
      counter.gradients += 1
      return (outcomes.map { $0[0] }, outcomes.map { $0.map { _ in 1 } })
    }
    var random = RandomStream(seed: 1)
    _ = estimator.estimate(of: f, on: node, using: &random)
    return ObjectiveCalls(values: counter.values, gradients: counter.gradients)
  }

  @Test func `each estimator says how often it asks for f`() {
    let node = ScoreProblems.rows.node
    let estimators: [any GradientEstimator<BernoulliNode>] = [
      ScoreFunction(), ScoreFunction(count: 3), LeaveOneOut(count: 2), LeaveOneOut(count: 5),
      SelfCritical(), SelfCritical(count: 4), VIMCO(count: 3), UnorderedSet(count: 2),
      UnorderedSet(count: 4), RaoBlackwellized(top: 2), RaoBlackwellized(top: 3, count: 5),
      Enumeration(),
    ]
    for estimator in estimators {
      #expect(counted(estimator, on: node) == estimator.calls(on: node), "\(estimator)")
    }
    let pathwise = Pathwise<GaussianNode>(count: 3)
    let normal = GaussianNode(mean: [0], logDeviation: [0])
    #expect(counted(pathwise, on: normal) == pathwise.calls(on: normal))
    #expect(ObjectiveCalls(values: 5) == SelfCritical(count: 4).calls(on: node))
    #expect(ObjectiveCalls(values: 8) == RaoBlackwellized(top: 3, count: 5).calls(on: node))
    #expect(ObjectiveCalls(values: 4) == Enumeration().calls(on: node))
  }
}
