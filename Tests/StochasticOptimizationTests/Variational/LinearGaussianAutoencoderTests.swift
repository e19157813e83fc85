import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

/// The linear model, in which likelihood, posterior and bound are known: the anchor of the others.
@Suite struct LinearGaussianAutoencoderTests {
  private func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }

  /// Bounds of about −200 at the worst in `Float`, of some twenty terms each: 200 · 20 · 2⁻²⁴ ≈ 2e-4.
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `what the bound lacks of log p(x) is the divergence from the posterior`(seed: UInt64) {
    let model = LinearSample.model(seed: seed, latentCount: 1 + Int(seed % 4))
    let data = LinearSample.data(50, seed: seed)
    let pca = model.probabilisticPCA
    let bounds = model.exactElbo(of: data).value().doubles
    let densities = pca.logDensities(of: data)
    let divergences = pca.posteriorDivergences(of: model.encode(data), given: data)
    for row in bounds.indices {
      let scale = 2e-6 * (1 + bounds[row].magnitude)
      #expect(bounds[row] <= densities[row] + scale)
      #expect(divergences[row] > 0)
      #expect((densities[row] - bounds[row] - divergences[row]).magnitude <= scale)
    }
  }

  /// The mean over n = 4,000 draws of noise lies within 4.5 standard errors, which the draws' spread
  /// gives; 7 times in a million it doesn't.
  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `the exact bound is the mean of the drawn one`(seed: UInt64) {
    let model = LinearSample.model(seed: seed)
    let data = LinearSample.data(1, seed: seed)
    let exact = model.exactElbo(of: data)
    let many = data.broadcast(to: [4_000, 8])
    var random = RandomStream(seed: seed).child("noise")
    let drawn = model.elbo(of: many, divergence: .sampled, using: &random)
    for (sample, value) in [
      (drawn.reconstruction, exact.reconstruction), (drawn.divergence, exact.divergence),
      (drawn.value(), exact.value()),
    ] {
      let (mean, error) = meanAndError(sample.doubles)
      #expect((mean - Double(value.scalar)).magnitude <= 4.5 * error)
    }
  }

  /// Each of 45 components lies within 5 standard errors of 400 gradients, of 25 draws each; that one
  /// doesn't happens once in 30,000 (normal tails).
  @Test func `the pathwise gradient is right on average`() {
    let model = LinearSample.model(seed: 5)
    let data = LinearSample.data(3, seed: 5)
    let exact = gradient(at: model) { $0.exactElbo(of: data).value().mean() }
      .parameterVector.doubles
    var random = RandomStream(seed: 5).child("noise")
    let drawn = (0..<400).map { _ in
      let noise = standardNormals(samples: 25, rows: 3, components: 2, using: &random)
      return gradient(at: model) { $0.elbo(of: data, noise: noise).value().mean() }
        .parameterVector.doubles
    }
    #expect(exact.contains { $0.magnitude > 0.5 })
    for (index, exact) in exact.enumerated() {
      let (mean, error) = meanAndError(drawn.map { $0[index] })
      #expect((mean - exact).magnitude <= 5 * error + 1e-4 * (1 + exact.magnitude))
    }
  }

  /// At the closed form the columns of W are at right angles, and the posterior has independent
  /// components: q can be the posterior.
  @Test(arguments: 1...3) func `at the closed form the bound is tight, and level`(
    latentCount: Int
  ) {
    let data = LinearSample.data(400, seed: 6)
    let pca = ProbabilisticPCA(fittedTo: data, latentCount: latentCount)
    let model = LinearSample.model(of: pca)
    let (bound, gradient) = valueAndGradient(at: model) {
      $0.exactElbo(of: data).value().mean()
    }
    #expect((Double(bound.scalar) - mean(pca.logDensities(of: data))).magnitude < 1e-5)
    #expect(gradient.parameterVector.scalars.allSatisfy { $0.magnitude < 1e-4 })
    #expect(mean(pca.posteriorDivergences(of: model.encode(data), given: data)) < 1e-6)
  }

  /// A rotation of z changes nothing in p(x), but the posterior's components now depend on one another,
  /// and no q of independent ones is equal to it.
  @Test func `turned codes keep the likelihood, but lower the bound`() {
    let data = LinearSample.data(400, seed: 6)
    let pca = ProbabilisticPCA(fittedTo: data, latentCount: 2)
    let (c, s) = (Double.cos(.pi / 4), Double.sin(.pi / 4))
    let turned = ProbabilisticPCA(
      mean: pca.mean, weights: pca.weights.map { [c * $0[0] - s * $0[1], s * $0[0] + c * $0[1]] },
      noiseVariance: pca.noiseVariance)
    let best = mean(pca.logDensities(of: data))
    #expect((mean(turned.logDensities(of: data)) - best).magnitude < 1e-12)
    #expect(mean(LinearSample.model(of: turned).exactElbo(of: data).value().doubles) < best - 0.01)
  }

  /// Minibatches, drawn noise, a rate that falls to 0: 4,000 steps. The distance left is that of a
  /// stochastic search whose noise is averaged over some thousand steps, about 2e-4 when measured.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `stochastic training reaches the likelihood of probabilistic PCA to 1e-3 nats`(
    seed: UInt64
  ) {
    let data = LinearSample.data(500, seed: 100)
    let best = mean(ProbabilisticPCA(fittedTo: data, latentCount: 2).logDensities(of: data))
    var random = RandomStream(seed: seed)
    var model = LinearGaussianAutoencoder(pixels: 8, latentCount: 2, using: &random)
    let start = mean(model.exactElbo(of: data).value().doubles)
    var adam = Adam(learningRate: .cosine(from: 0.1, to: 0, over: 4_000))
    VariationalTraining(epochs: 400, batchSize: 50, samples: 4)
      .train(&model, on: data, optimizer: &adam, using: &random)
    let bound = mean(model.exactElbo(of: data).value().doubles)
    #expect(start < best - 5)
    #expect(bound > best - 1e-3, "seed \(seed): \(best - bound) nats short")
    #expect(bound <= best + 1e-5)
    let divergences = model.probabilisticPCA.posteriorDivergences(
      of: model.encode(data), given: data)
    let likelihood = mean(model.probabilisticPCA.logDensities(of: data))
    #expect((likelihood - bound - mean(divergences)).magnitude < 1e-5)
  }

  @Test func `an encoder of one deviation says it of every row`() async {
    let encoder = SharedDeviation(
      mean: Dense(weights: Tensor([[1, 0], [0, 2]]), bias: nil), logDeviation: Tensor([-1, 3]))
    #expect(encoder(Tensor([[1, 2], [3, 4]])) == Tensor([[1, 4, -1, 3], [3, 8, -1, 3]]))
    #expect(encoder.tensorNames == ["mean.weights", "logDeviation"])
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let encoder = SharedDeviation(
        mean: Dense(weights: .zeros([2, 2]), bias: nil), logDeviation: .zeros([3]))
      _ = encoder(.zeros([4, 2]))
    }
    #expect(text(of: result).contains("means of shape [4, 2] for log σ of shape [3]"))
  }

  @Test func `what isn't linear and normal has no exact bound`() async {
    let coins = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = LinearSample.model(seed: 1)
      model.likelihood = .bernoulli
      _ = model.exactElbo(of: LinearSample.data(2, seed: 1))
    }
    #expect(text(of: coins).contains("not bernoulli after none"))
    let each = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var model = LinearSample.model(seed: 1)
      model.likelihood = .learnedGaussian(logDeviation: .zeros([8]))
      _ = model.probabilisticPCA
    }
    #expect(text(of: each).contains("log σ has shape [8]"))
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
