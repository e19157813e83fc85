import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

/// Auto-encoders whose codes come from a node, held to sums over all codes and to `VariationalAutoencoder`.
@Suite struct NodeAutoencoderTests {
  private typealias Coins = NodeAutoencoder<MLP, MLP, BernoulliNode>

  private func coins(seed: UInt64, count: Int = 3) -> Coins {
    var random = RandomStream(seed: seed).child("model")
    return NodeAutoencoder(
      encoder: MLP([4, 5, count], activation: .tanh, using: &random),
      decoder: MLP([count, 5, 4], activation: .tanh, using: &random),
      prior: BernoulliNode(logits: (0..<count).map { 0.3 * Double($0) - 0.2 }))
  }

  private func images(seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed).child("images")
    return BarImages(side: 2).sample(count: 6, using: &random).pixels
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

  @Test(arguments: 0..<5 as Range<UInt64>)
  func `the bound lies below the evidence by the divergence from the true posterior`(
    seed: UInt64
  ) {
    let (model, images) = (coins(seed: seed), images(seed: seed))
    let posterior = model.posterior(of: images)
    let evidence = model.logEvidence(of: images)
    for (row, bound) in model.exactBounds(of: images).enumerated() {
      // KL(q ‖ p(z | x)), from its definition.
      var gap = 0.0
      for code in model.prior.support {
        let codes = [[Double]](repeating: code, count: posterior.rows)
        let logQ = posterior.logProbabilities(of: codes)[row]
        let given = model.reconstruction(of: images).values(codes)[row]
        let logP = model.prior.logProbabilities(of: [code])[0] + given - evidence[row]
        gap += Double.exp(logQ) * (logQ - logP)
      }
      #expect(bound <= evidence[row])
      #expect((evidence[row] - bound - gap).magnitude <= 1e-10)
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `a step by enumeration is along the gradient of the exact bound`(seed: UInt64) {
    let (start, images) = (coins(seed: seed), images(seed: seed))
    var random = RandomStream(seed: seed)
    var ascent = NodeAutoencoderAscent(
      start, estimator: Enumeration(), optimizer: SGD(learningRate: 1))
    ascent.step(on: images, using: &random)
    let (before, after) = (start.tensors, ascent.model.tensors)
    // Central differences in Float: rounding 2⁻²⁴ · 3 / h and curvature h²/6 are both below 1e-4 at h = 0.01.
    let h: Float = 0.01
    for (number, tensor) in before.enumerated() {
      for place in stride(from: 0, to: tensor.count, by: 3) {
        func bound(_ shift: Float) -> Double {
          var tensors = before
          tensors[number].withMutableElements { $0[place] += shift }
          return mean(start.replacingTensors(with: tensors).exactBounds(of: images))
        }
        let slope = (bound(h) - bound(-h)) / Double(2 * h)
        let moved = Double(after[number].scalars[place] - tensor.scalars[place])
        #expect((slope - moved).magnitude <= 2e-4)
      }
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `the encoder's problem is an instance of the general one`(seed: UInt64) {
    let (model, images) = (coins(seed: seed), images(seed: seed))
    let problem = model.problem(for: images)
    let node = problem.distribution.node
    #expect(
      (exactMean(of: problem.objective, on: node)
        - model.exactBounds(of: images).reduce(0, +)).magnitude <= 1e-6)
    // ∇E[f] with f's own dependence on φ left out is the gradient of the bound.
    var expected = node.zeroGradient
    expected.add(exactGradient(of: model.reconstruction(of: images), on: node), times: 1)
    let prior = node.withParameters((0..<node.rows).flatMap { _ in model.prior.parameters })
    node.addDivergenceGradient(
      from: prior, weights: [Double](repeating: -1, count: node.rows), to: &expected)
    for (left, right) in zip(exactGradient(of: problem.objective, on: node), expected) {
      #expect((left - right).magnitude <= 1e-6)
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `drawn bounds have the exact mean`(seed: UInt64) {
    let (model, images) = (coins(seed: seed), images(seed: seed))
    var random = RandomStream(seed: seed)
    let draws = (0..<400).map { _ in mean(model.bounds(of: images, using: &random)) }
    let center = mean(draws)
    let deviation = (draws.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 399).squareRoot()
    #expect((center - mean(model.exactBounds(of: images))).magnitude <= 4 * deviation / 20)
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `with normal codes a step is that of the reparameterised auto-encoder`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let encoder = MLP([4, 6, 4], activation: .tanh, using: &random)
    let decoder = MLP([2, 6, 4], activation: .tanh, using: &random)
    let images = images(seed: seed)
    let start = NodeAutoencoder(
      encoder: encoder, decoder: decoder,
      prior: GaussianNode(mean: [0, 0], logDeviation: [0, 0]))
    var (first, second) = (random, random)
    var ascent = NodeAutoencoderAscent(
      start, estimator: Pathwise(), optimizer: SGD(learningRate: 1))
    ascent.step(on: images, using: &first)

    // The same noise: one word a component, row after row.
    let noise = (0..<images.shape[0] * 2).map { _ in Float(Double.normal(using: &second)) }
    let twin = VariationalAutoencoder(
      encoder: encoder, decoder: decoder, likelihood: .bernoulli, latentCount: 2)
    let slopes = gradient(at: twin) {
      $0.elbo(of: images, noise: Tensor(noise, shape: [1, images.shape[0], 2])).value().mean()
    }
    for (index, slope) in slopes.tensors.enumerated() {
      let moved = zip(ascent.model.tensors[index].scalars, start.tensors[index].scalars)
        .map { $0 - $1 }
      for (left, right) in zip(moved, slope.scalars) {
        #expect((left - right).magnitude <= 1e-5)
      }
    }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `learning raises the exact bound, with every estimator that needs no gradient of f`(
    seed: UInt64
  ) {
    let (start, images) = (coins(seed: seed), images(seed: seed))
    let before = mean(start.exactBounds(of: images))
    func after(_ estimator: some GradientEstimator<BernoulliNode>) -> Double {
      var random = RandomStream(seed: seed).child("codes")
      var ascent = NodeAutoencoderAscent(
        start, estimator: estimator, optimizer: Adam(learningRate: 0.02))
      for _ in 0..<150 { ascent.step(on: images, using: &random) }
      return mean(ascent.model.exactBounds(of: images))
    }
    let best = after(Enumeration())
    #expect(best > before + 0.3)
    #expect(after(LeaveOneOut(count: 4)) > before + 0.3)
    #expect(after(ScoreFunction(baseline: MovingAverageBaseline())) > before)
    #expect(after(LeaveOneOut(count: 4)) <= best + 0.1)
  }

  @Test func `estimators of another objective than the mean are refused`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      _ = NodeAutoencoderAscent(
        NodeAutoencoder(
          encoder: MLP([4, 2], using: &random), decoder: MLP([2, 4], using: &random),
          prior: BernoulliNode(logits: [0, 0])),
        estimator: VIMCO(count: 2), optimizer: Adam())
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("VIMCO<BernoulliNode> has another objective than E[f]"))
  }

  @Test func `a bound without samples is refused`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      let model = NodeAutoencoder(
        encoder: MLP([4, 2], using: &random), decoder: MLP([2, 4], using: &random),
        prior: BernoulliNode(logits: [0, 0]))
      _ = model.bounds(of: .zeros([1, 4]), samples: 0, using: &random)
    }
  }

  @Test func `a prior has one row`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = NodeAutoencoder(
        encoder: MLP([4, 2], using: &random), decoder: MLP([2, 4], using: &random),
        prior: BernoulliNode(logits: [0, 0, 0, 0], coins: 2))
    }
  }
}
