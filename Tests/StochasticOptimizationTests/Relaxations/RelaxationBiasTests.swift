import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct RelaxationBiasTests {
  private let f = RelaxationProblem.cubic

  private func network(_ inputs: Int, seed: UInt64) -> MLP {
    var random = RandomStream(seed: seed)
    return MLP([inputs, 4, 1], activation: .tanh, using: &random)
  }

  @Test func `ARM, MuProp and measure-valued derivatives of coins are unbiased`() {
    for node in [RelaxationProblem.coins, RelaxationProblem.coinRows] {
      #expect(bias(of: ARM(), on: node, f) <= 1e-12)
      #expect(bias(of: MuProp(), on: node, f) <= 1e-14)
      #expect(bias(of: MuProp(baseline: ConstantBaseline(0.4)), on: node, f) <= 1e-14)
      #expect(bias(of: MeasureValued(), on: node, f) <= 1e-14)
    }
  }

  @Test func `MuProp and measure-valued derivatives of choices are unbiased`() {
    let two = CategoricalNode(logits: [0.5, -0.3, 0.9, 0.2, 1, -0.7], variables: 2, choices: 3)
    for node in [RelaxationProblem.choice, RelaxationProblem.choiceRows, two] {
      #expect(bias(of: MuProp(), on: node, f) <= 1e-14)
      #expect(bias(of: MeasureValued(), on: node, f) <= 1e-14)
    }
  }

  @Test func `REBAR is unbiased with any coefficient and temperature`() {
    for (temperature, coefficient) in [(1, 1.0), (0.5, 0.3), (0.5, -2)] {
      let coins = REBAR<BernoulliNode>(temperature: temperature, coefficient: coefficient)
      for node in [RelaxationProblem.coins, RelaxationProblem.coinRows] {
        let mean = additiveMean(of: coins, on: node, f, uniforms: 2)
        #expect(largestDifference(mean, exactGradient(of: f, on: node)) <= 1e-8)
      }
      let choices = REBAR<CategoricalNode>(temperature: temperature, coefficient: coefficient)
      for node in [RelaxationProblem.choice, RelaxationProblem.choiceRows] {
        let mean = additiveMean(of: choices, on: node, f, uniforms: 2)
        #expect(largestDifference(mean, exactGradient(of: f, on: node)) <= 1e-8)
      }
    }
  }

  // A surrogate computes in single precision: 2⁻²⁴ times its slopes, which are below 10.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func `RELAX is unbiased with any surrogate, and after it has learned`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    var coins = RELAX<BernoulliNode, MLP, Adam>(
      temperature: 0.5, surrogate: network(1, seed: seed), optimizer: Adam(learningRate: 0.02))
    var choices = RELAX<CategoricalNode, MLP, Adam>(
      temperature: 1, surrogate: network(2, seed: seed), optimizer: Adam(learningRate: 0.02))
    let (node, choice) = (RelaxationProblem.coinRows, RelaxationProblem.choiceRows)
    for _ in 0..<2 {
      let mean = additiveMean(of: coins, on: node, f, uniforms: 2, resolution: 8)
      #expect(largestDifference(mean, exactGradient(of: f, on: node)) <= 2e-6)
      let meanOfChoices = additiveMean(of: choices, on: choice, f, uniforms: 2, resolution: 8)
      #expect(largestDifference(meanOfChoices, exactGradient(of: f, on: choice)) <= 2e-6)
      let before = coins.surrogate.tensors
      for _ in 0..<50 {
        coins.adapt(to: coins.estimate(of: f, on: node, using: &random), of: node)
        choices.adapt(to: choices.estimate(of: f, on: choice, using: &random), of: choice)
      }
      #expect(coins.surrogate.tensors != before)
    }
  }

  @Test func `LAX is unbiased with any surrogate, and with f itself it is pathwise`() {
    let node = GaussianNode(mean: [0.4], logDeviation: [-0.3])
    let f = Objective { (z: [Double]) in Double.sin(z[0]) + z[0] * z[0] }
    let exact = moments(of: ScoreFunction(), on: node, of: f, resolution: 32).mean
    let lax = LAX<GaussianNode, MLP, SGD>(
      surrogate: network(1, seed: 2), optimizer: SGD(learningRate: 0.1))
    #expect(
      largestDifference(moments(of: lax, on: node, of: f, resolution: 32).mean, exact) <= 2e-6)

    let square = Objective({ (z: [Double]) in z[0] * z[0] }, gradient: { [2 * $0[0]] })
    let same = LAX<GaussianNode, Function, SGD>(
      surrogate: Function { ($0 * $0).sum(along: 1) }, optimizer: SGD(learningRate: 0.1))
    let (own, pathwise) = (
      moments(of: same, on: node, of: square), moments(of: Pathwise(), on: node, of: square)
    )
    #expect(largestDifference(own.mean, pathwise.mean) <= 1e-6)
    #expect(largestDifference(own.variances, pathwise.variances) <= 1e-5)
  }

  @Test func `the bias of the concrete estimator goes to 0 with τ while its variance grows`() {
    for (problem, factor) in [(RelaxationProblem.even, 0.5), (RelaxationProblem.flat, 0.8)] {
      let exact = exactGradient(of: problem.f, on: problem.node)
      let found = [1, 0.5, 0.25, 0.125, 0.0625].map {
        moments(
          of: GumbelSoftmax(temperature: $0), on: problem.node, of: problem.f, resolution: 16 / $0)
      }
      let biases = found.map { $0.bias(against: exact)[0].magnitude }
      #expect(biases[0] > 0.008)
      for (larger, smaller) in zip(biases, biases.dropFirst()) {
        #expect(smaller < factor * larger)
      }
      for (less, more) in zip(found, found.dropFirst()) {
        #expect(more.totalVariance > 1.5 * less.totalVariance)
      }
    }
  }

  @Test func `the concrete estimator of choices is nearly right at a low temperature only`() {
    let node = RelaxationProblem.choice
    let exact = exactGradient(of: f, on: node)
    let biases = [1, 0.25].map { temperature in
      largestDifference(
        moments(
          of: GumbelSoftmax(temperature: temperature), on: node, of: f,
          resolution: 16 / temperature
        ).mean, exact)
    }
    #expect(biases[0] > 0.05)
    #expect(biases[1] < 0.4 * biases[0])
  }

  @Test func `straight-through is right for linear f, its Gumbel form not, both wrong for a cubic`()
  {
    let node = RelaxationProblem.coins
    let linear = Objective({ $0.dot([2, -3]) }, gradient: { _ in [2, -3] })
    #expect(bias(of: StraightThrough(), on: node, linear) <= 1e-14)
    #expect(bias(of: StraightThroughGumbel(temperature: 1), on: node, linear) > 0.01)
    #expect(bias(of: StraightThrough(), on: node, f) > 0.01)
    #expect(bias(of: StraightThrough(), on: RelaxationProblem.choice, f) > 0.01)
    #expect(bias(of: StraightThroughGumbel(temperature: 0.5), on: node, f) > 0.01)
    #expect(
      bias(of: StraightThroughGumbel(temperature: 0.5), on: RelaxationProblem.choice, f) > 0.01)
  }

  /// As τ falls, y crosses from one corner to the other where it is equally near to both: the mean becomes
  /// p (1 − p) (f′(0) + f′(1))/2, which is f(1) − f(0) for a parabola only.
  @Test func `the bias of straight-through Gumbel-softmax stays as τ falls`() {
    let node = BernoulliNode(logits: [1.1])
    let cube = Objective({ $0[0] * $0[0] * $0[0] }, gradient: { [3 * $0[0] * $0[0]] })
    let slope = node.probabilities[0] * (1 - node.probabilities[0])
    let distances = [0.1, 0.05, 0.025].map { temperature in
      let found = moments(
        of: StraightThroughGumbel(temperature: temperature), on: node, of: cube,
        resolution: 16 / temperature)
      return (found.mean[0] / slope - 1.5).magnitude
    }
    #expect(distances[1] < 0.55 * distances[0] && distances[2] < 0.55 * distances[1])
    #expect(distances[2] < 0.03)
    #expect((exactGradient(of: cube, on: node)[0] / slope - 1).magnitude <= 1e-12)
  }

  @Test func `with REBAR's coefficient at 0 what is left is the score function`() {
    let node = RelaxationProblem.coins
    var (first, second) = (RandomStream(seed: 9), RandomStream(seed: 9))
    let bare = REBAR<BernoulliNode>(temperature: 0.5, coefficient: 0)
      .estimate(of: f, on: node, using: &first)
    let score = ScoreFunction().estimate(of: f, on: node, using: &second)
    #expect(bare.gradient == score.gradient)
    #expect(bare.samples[0].outcomes == score.samples[0].outcomes)
  }

  @Test func `the values that come along have the mean of f`() {
    let (node, choice) = (RelaxationProblem.coinRows, RelaxationProblem.choice)
    let estimators: [any GradientEstimator<BernoulliNode>] = [
      ARM(), StraightThrough(), StraightThroughGumbel(temperature: 1), MuProp(),
      MeasureValued(), REBAR(temperature: 1),
    ]
    for estimator in estimators {
      let error = meanValueError(of: estimator, on: node)
      #expect(error <= 1e-9, "\(estimator)")
    }
    #expect(meanValueError(of: MeasureValued(), on: choice) <= 1e-12)
  }

  /// How far the estimates of E[f] of the rows are from the exact ones, with all but two uniform numbers held.
  private func meanValueError<Node: EnumerableNode>(
    of estimator: some GradientEstimator<Node>, on node: Node
  ) -> Double where Node.Outcome == [Double] {
    let found = meanOverCases { chance in
      var partly = PartlyHeldChance(chance, holding: 2..<100)
      defer { chance = partly.base }
      return estimator.estimate(of: f, on: node, using: &partly).values
    }
    return largestDifference(found, Enumeration().estimate(of: f, on: node).values)
  }
}
