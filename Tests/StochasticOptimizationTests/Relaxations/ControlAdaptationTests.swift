import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

/// What MuProp, REBAR, RELAX and LAX learn from an estimate.
@Suite struct ControlAdaptationTests {
  private let f = RelaxationProblem.cubic

  @Test func `MuProp's baseline learns what f exceeds its value at the mean by`() {
    let node = RelaxationProblem.coinRows
    var random = RandomStream(seed: 1)
    var estimator = MuProp<BernoulliNode, MovingAverageBaseline>(
      baseline: MovingAverageBaseline(decay: 0.75))
    let estimate = estimator.estimate(of: f, on: node, using: &random)
    let unchanged = estimator.baseline.value
    estimator.adapt(to: estimate, of: node)
    let (drawn, means) = (f.values(estimate.samples[0].outcomes), f.values(node.means))
    let excess = drawn.indices.reduce(0) { $0 + (drawn[$1] - means[$1]) / 2 }
    #expect(unchanged == 0)
    #expect((estimator.baseline.value - 0.25 * excess).magnitude <= 1e-15)
  }

  @Test func `a step of REBAR's coefficient is a Newton step of the square of the estimate`() {
    let node = RelaxationProblem.coins
    var random = RandomStream(seed: 2)
    var estimator = REBAR<BernoulliNode>(
      temperature: 0.5, coefficient: 0.8, adaptationRate: 0.25)
    let estimate = estimator.estimate(of: f, on: node, using: &random)
    func square(_ coefficient: Double) -> Double {
      var same = RandomStream(seed: 2)
      let gradient = REBAR<BernoulliNode>(temperature: 0.5, coefficient: coefficient)
        .estimate(of: f, on: node, using: &same).gradient
      return gradient.dot(gradient)
    }
    // The square is a parabola in c: its differences are exact, and the first step's average is its own.
    let slope = (square(1.8) - square(-0.2)) / 2
    let curvature = square(1.8) - 2 * square(0.8) + square(-0.2)
    estimator.adapt(to: estimate, of: node)
    #expect((estimator.coefficient - (0.8 - 0.25 * slope / curvature)).magnitude <= 1e-12)
  }

  // The mean of n steps of a linear stochastic approximation has the standard error √(E[(g·h)²]/n) / E‖h‖², at any
  // rate (Polyak & Juditsky 1992, doi:10.1137/0330046). The average of ‖h‖² that a step divides by contains that of the
  // same draw, with the rate for its weight: the mean is off by about rate · E[g·h ‖h‖²] / (E‖h‖²)².
  @Test(arguments: 0..<3 as Range<UInt64>)
  func `REBAR's coefficient goes to where the variance is least`(seed: UInt64) {
    let (node, f) = RelaxationProblem.toy(target: 0, probability: 0.5)
    var random = RandomStream(seed: seed)
    let (rate, count) = (0.005, 20_000)
    var estimator = REBAR<BernoulliNode>(
      temperature: 0.5, coefficient: -1, adaptationRate: rate)
    let best = estimator.optimalCoefficient(on: node, of: f)
    let exact = meanOverCases { chance in
      let estimate = REBAR<BernoulliNode>(temperature: 0.5, coefficient: best)
        .estimate(of: f, on: node, using: &chance)
      let (g, h) = (estimate.gradient[0], estimate.control?[0] ?? 0)
      return [h * h, g * g * h * h, g * h * h * h]
    }
    let error = (exact[1] / Double(count)).squareRoot() / exact[0]
    let drift = rate * exact[2].magnitude / (exact[0] * exact[0])
    var sum = 0.0
    for step in 0..<2_000 + count {
      estimator.adapt(to: estimator.estimate(of: f, on: node, using: &random), of: node)
      if step >= 2_000 { sum += estimator.coefficient }
    }
    #expect((sum / Double(count) - best).magnitude <= 4 * error + 2 * drift)
    #expect(4 * error + 2 * drift <= 0.1)
  }

  @Test func `the best coefficient is where the exact variance of several components is least`() {
    let node = CategoricalNode(logits: [0.5, -0.4])
    let best = REBAR<CategoricalNode>(temperature: 0.5).optimalCoefficient(on: node, of: f)
    func variance(_ coefficient: Double) -> Double {
      moments(of: REBAR(temperature: 0.5, coefficient: coefficient), on: node, of: f).totalVariance
    }
    // A parabola in c, by three points of it.
    let (low, middle, high) = (variance(-1), variance(0), variance(1))
    #expect((best + (high - low) / (2 * (high - 2 * middle + low))).magnitude <= 1e-9)
  }

  private func network(_ inputs: Int) -> MLP {
    var random = RandomStream(seed: 5)
    return MLP([inputs, 3, 1], activation: .tanh, using: &random)
  }

  /// How far an adaptation's step, with a learning rate of 1, is from differences of ‖g‖² in each weight, relative to
  /// the largest: in single precision the differences are good to about 10⁻³.
  private func adaptationError<Estimator: GradientEstimator>(
    _ make: (MLP) -> Estimator, _ surrogate: (Estimator) -> MLP, on node: Estimator.Node,
    _ f: Objective<[Double]>, inputs: Int
  ) -> Double where Estimator.Node.Outcome == [Double] {
    func estimate(_ estimator: Estimator) -> GradientEstimate<Estimator.Node> {
      var random = RandomStream(seed: 6)
      return estimator.estimate(of: f, on: node, using: &random)
    }
    let start = network(inputs)
    var estimator = make(start)
    estimator.adapt(to: estimate(estimator), of: node)
    let before = start.tensors.flatMap { $0.scalars.map(Double.init) }
    let step = surrogate(estimator).tensors.flatMap { $0.scalars.map(Double.init) }
      .subtracting(before)
    let expected = differences(at: before, step: 1e-2) { weights in
      var (rest, model) = (weights.map { Float($0) }[...], start)
      model.forEachTensor { tensor in
        tensor = Tensor(Array(rest.prefix(tensor.count)), shape: tensor.shape)
        rest = rest.dropFirst(tensor.count)
      }
      let gradient = estimate(make(model)).gradient.components
      return -gradient.dot(gradient) / Double(node.rows)
    }
    let largest = expected.reduce(0) { max($0, $1.magnitude) }
    return largestDifference(step, expected) / largest
  }

  @Test func `RELAX and LAX step down the gradient of the square of the estimate`() {
    let optimizer = SGD(learningRate: 1)
    for node in [RelaxationProblem.coins, RelaxationProblem.coinRows] {
      let error = adaptationError(
        { RELAX<BernoulliNode, MLP, SGD>(temperature: 0.5, surrogate: $0, optimizer: optimizer) },
        \.surrogate, on: node, f, inputs: node.coins)
      #expect(error <= 2e-3)
    }
    for node in [RelaxationProblem.choice, RelaxationProblem.choiceRows] {
      let error = adaptationError(
        { RELAX<CategoricalNode, MLP, SGD>(temperature: 0.5, surrogate: $0, optimizer: optimizer) },
        \.surrogate, on: node, f, inputs: node.choices)
      #expect(error <= 2e-3)
    }
    let gaussians = GaussianNode(
      parameters: [0.3, -0.5, 0.1, -0.2, 1, 0.4, -0.3, 0.2], components: 2)
    let error = adaptationError(
      { LAX<GaussianNode, MLP, SGD>(surrogate: $0, optimizer: optimizer) },
      \.surrogate, on: gaussians, f, inputs: 2)
    #expect(error <= 2e-3)
  }

  @Test func `with a context they step down the gradient too, and each row has its own`() {
    let optimizer = SGD(learningRate: 1)
    let context = Tensor([1, -0.5, -2, 0.3], shape: [2, 2])
    let coins = adaptationError(
      {
        var relax = RELAX<BernoulliNode, MLP, SGD>(
          temperature: 0.5, surrogate: $0, optimizer: optimizer)
        relax.context = context
        return relax
      }, \.surrogate, on: RelaxationProblem.coinRows, f, inputs: 3)
    #expect(coins <= 2e-3)
    let gaussians = GaussianNode(
      parameters: [0.3, -0.5, 0.1, -0.2, 1, 0.4, -0.3, 0.2], components: 2)
    let normals = adaptationError(
      {
        var lax = LAX<GaussianNode, MLP, SGD>(surrogate: $0, optimizer: optimizer)
        lax.context = context
        return lax
      }, \.surrogate, on: gaussians, f, inputs: 4)
    #expect(normals <= 2e-3)
  }

  @Test func `an estimate leaves the surrogate and the optimiser as they are`() {
    let node = RelaxationProblem.coins
    var random = RandomStream(seed: 7)
    let estimator = RELAX<BernoulliNode, MLP, Adam>(
      temperature: 0.5, surrogate: network(2), optimizer: Adam())
    let estimate = estimator.estimate(of: f, on: node, using: &random)
    #expect(estimate.relaxed.count == 2)
    #expect(
      estimate.relaxed.map { node.rounded($0) } == [
        estimate.samples[0].outcomes, estimate.samples[0].outcomes,
      ])
    #expect(estimate.relaxed[0] != estimate.relaxed[1])
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `RELAX learns to be quieter than the score function on the flat toy, where REBAR cannot`(
    seed: UInt64
  ) {
    let (node, f) = RelaxationProblem.flat
    var random = RandomStream(seed: seed)
    let surrogate = MLP([1, 8, 1], activation: .tanh, using: &random)
    var estimator = RELAX<BernoulliNode, MLP, Adam>(
      temperature: 0.5, surrogate: surrogate,
      optimizer: Adam(learningRate: .linear(from: 0.01, to: 0, over: 2_000)))
    for _ in 0..<2_000 {
      estimator.adapt(to: estimator.estimate(of: f, on: node, using: &random), of: node)
    }
    let found = moments(of: estimator, on: node, of: f, resolution: 8)
    let score = moments(of: ScoreFunction(), on: node, of: f).totalVariance
    #expect((found.mean[0] - 1.8e-4).magnitude <= 2e-6)
    #expect(found.totalVariance < score / 100)
  }

  @Test func `estimates of other estimators are not learned from`() async {
    await #expect(processExitsWith: .failure) {
      let node = BernoulliNode(logits: [0])
      var (random, estimator) = (RandomStream(seed: 1), REBAR<BernoulliNode>(temperature: 1))
      let f = Objective { (z: [Double]) in z[0] }
      estimator.adapt(to: ScoreFunction().estimate(of: f, on: node, using: &random), of: node)
    }
    await #expect(processExitsWith: .failure) {
      let node = BernoulliNode(logits: [0])
      var (random, estimator) = (RandomStream(seed: 1), MuProp<BernoulliNode, ConstantBaseline>())
      let f = Objective { (z: [Double]) in z[0] }
      estimator.adapt(to: ScoreFunction().estimate(of: f, on: node, using: &random), of: node)
    }
    await #expect(processExitsWith: .failure) {
      _ = REBAR<BernoulliNode>(temperature: 1, adaptationRate: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = GumbelSoftmax<BernoulliNode>(temperature: -1)
    }
  }
}
