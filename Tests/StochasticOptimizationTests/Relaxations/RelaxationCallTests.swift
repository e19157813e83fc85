import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct RelaxationCallTests {
  private final class Counter {
    var calls = ObjectiveCalls()
  }

  private func isCounted<Node: StochasticNode>(
    _ estimator: some GradientEstimator<Node>, on node: Node
  ) -> Bool where Node.Outcome == [Double] {
    let counter = Counter()
    let f = Objective<[Double]>.batched { outcomes in
      counter.calls.values += 1
      return outcomes.map { $0[0] }
    } valuesAndGradients: { outcomes in
      counter.calls.gradients += 1
      return (outcomes.map { $0[0] }, outcomes.map { $0.map { _ in 1 } })
    }
    var random = RandomStream(seed: 1)
    _ = estimator.estimate(of: f, on: node, using: &random)
    return counter.calls == estimator.calls(on: node)
  }

  @Test func `each estimator asks for f and its gradient as often as it says`() {
    var random = RandomStream(seed: 2)
    let network = MLP([2, 3, 1], using: &random)
    let coins: [any GradientEstimator<BernoulliNode>] = [
      GumbelSoftmax(temperature: 1), StraightThrough(), StraightThroughGumbel(temperature: 1),
      MuProp(), REBAR(temperature: 1), ARM(), MeasureValued(),
      RELAX(temperature: 1, surrogate: network, optimizer: Adam()),
    ]
    for estimator in coins {
      let isRight = isCounted(estimator, on: RelaxationProblem.coins)
      #expect(isRight, "\(estimator)")
    }
    let choice = CategoricalNode(logits: [0, 0.4, 1, 1], choices: 2)
    let choices: [any GradientEstimator<CategoricalNode>] = [
      GumbelSoftmax(temperature: 1), StraightThrough(), StraightThroughGumbel(temperature: 1),
      MuProp(), REBAR(temperature: 1), MeasureValued(),
      RELAX(temperature: 1, surrogate: network, optimizer: Adam()),
    ]
    for estimator in choices {
      let isRight = isCounted(estimator, on: choice)
      #expect(isRight, "\(estimator)")
    }
    let normal = GaussianNode(mean: [0, 1], logDeviation: [0, 0.3])
    let normals: [any GradientEstimator<GaussianNode>] = [
      MeasureValued(), LAX(surrogate: network, optimizer: Adam()),
    ]
    for estimator in normals {
      let isRight = isCounted(estimator, on: normal)
      #expect(isRight, "\(estimator)")
    }
  }

  @Test func `black boxes are asked for no gradient where none is required`() {
    var random = RandomStream(seed: 2)
    let network = MLP([2, 3, 1], using: &random)
    let f = Objective { (z: [Double]) in z[0] }
    let coins: [any GradientEstimator<BernoulliNode>] = [
      ARM(), MeasureValued(),
      RELAX(temperature: 1, surrogate: network, optimizer: Adam()),
    ]
    for estimator in coins {
      let gradient = estimator.estimate(of: f, on: RelaxationProblem.coins, using: &random).gradient
      #expect(largestDifference(gradient, [0, 0]).isFinite)
    }
  }
}
