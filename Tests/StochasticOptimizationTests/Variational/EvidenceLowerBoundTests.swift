import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct EvidenceLowerBoundTests {
  private typealias Small = VariationalAutoencoder<MLP, MLP>

  private static let likelihoods: [Likelihood] = [
    .bernoulli, .gaussian(deviation: 0.7),
    .learnedGaussian(logDeviation: Tensor([-0.2, 0, 0.1, 0.3])),
  ]

  private func small(_ likelihood: Likelihood = .bernoulli, seed: UInt64 = 1) -> Small {
    var random = RandomStream(seed: seed)
    return Small(
      pixels: 4, hidden: [3], latentCount: 2, likelihood: likelihood, using: &random)
  }

  private let images = Tensor([[0, 1, 0.5, 1], [1, 0, 0.2, 0], [0, 0, 0.9, 1]])

  private func noise(_ samples: Int, rows: Int = 3, seed: UInt64 = 7) -> Tensor {
    var random = RandomStream(seed: seed)
    return standardNormals(samples: samples, rows: rows, components: 2, using: &random)
  }

  /// An encoder that says the same of every image.
  private func saying(mean: [Float], logDeviation: [Float]) -> Small {
    var model = small()
    let last = model.encoder.layers.count - 1
    model.encoder.layers[last].weights = .zeros(model.encoder.layers[last].weights.shape)
    model.encoder.layers[last].bias = Tensor(mean + logDeviation)
    return model
  }

  // MARK: - Values

  @Test func `the divergence has its closed form, and is 0 for the prior`() {
    let cases: [(mean: [Float], logDeviation: [Float])] = [
      ([0, 0], [0, 0]), ([1, 0], [0, 0]), ([0.5, -2], [-1, 0.5]), ([0, 0], [-5, 2]),
    ]
    for (mean, logDeviation) in cases {
      let expected = zip(mean, logDeviation).reduce(0.0) { sum, pair in
        let m = Double(pair.0)
        let s = Double(pair.1)
        let square: Double = m * m + Double.exp(2 * s) - 1
        return sum + 0.5 * square - s
      }
      let bound = saying(mean: mean, logDeviation: logDeviation)
        .elbo(of: images, noise: noise(1))
      for found in bound.divergence.doubles {
        #expect((found - expected).magnitude <= 1e-6 * (1 + expected))
      }
    }
  }

  /// log q − log p = ½ (σ² − 1) ε² + μ σ ε + …, of variance ½ (σ² − 1)² + μ² σ² a component: the mean
  /// of n = 20,000 codes lies within 4 standard errors of the closed form but 6 times in 100,000.
  @Test func `the sampled divergence agrees with the analytic one`() {
    let (mean, logDeviation): ([Float], [Float]) = ([0.5, -1], [-0.7, 0.3])
    let model = saying(mean: mean, logDeviation: logDeviation)
    let noise = noise(20_000)
    let analytic = model.elbo(of: images, noise: noise).divergence.doubles
    let sampled = model.elbo(of: images, noise: noise, divergence: .sampled).divergence.doubles
    let variance = zip(mean, logDeviation).reduce(0.0) { sum, pair in
      let m = Double(pair.0)
      let square = Double.exp(2 * Double(pair.1))
      let quadratic: Double = 0.5 * (square - 1) * (square - 1)
      return sum + quadratic + m * m * square
    }
    let tolerance = 4 * (variance / 20_000).squareRoot()
    for (left, right) in zip(sampled, analytic) {
      #expect((left - right).magnitude <= tolerance, "\(left) and \(right) ± \(tolerance)")
      #expect(left != right)
    }
  }

  @Test func `the parts are those written out, with q and p as distributions`() {
    let model = small(.gaussian(deviation: 0.7))
    let noise = noise(3)
    let found = model.elbo(of: images, noise: noise, divergence: .sampled)
    let q = model.encode(images)
    let prior = DiagonalGaussian(mean: .zeros([3, 2]), logDeviation: Tensor(0))
    var (reconstruction, divergence) = (Tensor.zeros([3]), Tensor.zeros([3]))
    for sample in 0..<3 {
      let z = q.mean + exp(q.logDeviation) * noise.at(sample, along: 0)
      let p = DiagonalGaussian(mean: model.decoder(z), logDeviation: log(Tensor(0.7)))
      reconstruction += p.logDensity(of: images)
      divergence += q.logDensity(of: z) - prior.logDensity(of: z)
    }
    reconstruction /= 3
    divergence /= 3
    #expect(abs(found.reconstruction - reconstruction).max().scalar < 1e-5)
    #expect(abs(found.divergence - divergence).max().scalar < 1e-5)
    let weighted = found.reconstruction - 4 * found.divergence
    #expect(found.value(weight: 4) == weighted)
    #expect(found.value() == found.reconstruction - found.divergence)
  }

  @Test func `with one code the importance-weighted bound is the sampled evidence bound`() {
    for likelihood in Self.likelihoods {
      let model = small(likelihood)
      let single = model.importanceWeightedBound(of: images, noise: noise(1))
      let bound = model.elbo(of: images, noise: noise(1), divergence: .sampled).value()
      #expect(abs(single - bound).max().scalar < 1e-5)
    }
  }

  @Test func `weights far below the smallest Float are averaged all the same`() {
    let model = small(.gaussian(deviation: 1e-3))
    let far = 100 * images
    let bound = model.importanceWeightedBound(of: far, noise: noise(10))
    let single = (0..<10).map {
      model.importanceWeightedBound(of: far, noise: noise(10).slice($0..<($0 + 1), along: 0))
    }
    let best = stack(single).max(along: 0)
    #expect(bound.scalars.allSatisfy { $0.isFinite && $0 < -1e8 })
    // The mean lies between the largest weight's tenth, and the largest weight.
    #expect(zip(bound.doubles, best.doubles).allSatisfy { $0 <= $1 && $0 >= $1 * 1.001 })
  }

  // MARK: - Gradients

  /// Central differences with h = 1/64 of values about 5: rounding gives 5 · 2⁻²³ · 4 · 64 = 1.5e-4,
  /// and the third derivative, below 20, h²/6 · 20 = 8e-4.
  @Test(arguments: 0..<3, [0, 1, 2])
  func `gradients are those of central differences`(likelihood: Int, kind: Int) {
    let model = small(Self.likelihoods[likelihood], seed: 3)
    let noise = noise(4)
    let objective: VariationalObjective =
      [
        .evidenceLowerBound(), .evidenceLowerBound(divergence: .sampled, weight: 2),
        .importanceWeighted,
      ][kind]
    func value(_ model: Small) -> Tensor {
      objective.values(of: model, on: images, noise: noise).mean()
    }
    let gradient = gradient(at: model, of: value).parameterVector.doubles
    #expect(gradient.contains { $0.magnitude > 0.05 })
    let start = model.parameterVector
    for index in gradient.indices {
      func moved(_ step: Float) -> Double {
        var (vector, copy) = (start, model)
        vector[index] += step
        copy.parameterVector = vector
        return Double(value(copy).scalar)
      }
      let slope = (moved(1 / 64) - moved(-1 / 64)) * 32
      #expect(
        (slope - gradient[index]).magnitude < 1e-3,
        "parameter \(index): \(gradient[index]), not \(slope)")
    }
  }

  // MARK: - Noise

  @Test func `a row's noise depends on its index alone, and equal seeds give equal bits`() {
    let (few, many) = (noise(2, rows: 3), noise(5, rows: 9))
    #expect(many.slice(0..<2, along: 0).slice(0..<3, along: 1) == few)
    #expect(noise(2, seed: 8) != few)
    var (first, second) = (RandomStream(seed: 2), RandomStream(seed: 2))
    let model = small()
    let left = model.elbo(of: images, samples: 3, using: &first).value()
    let right = model.elbo(of: images, samples: 3, using: &second).value()
    #expect(left == right)
    #expect(first == second)
    var third = RandomStream(seed: 2)
    let alone = model.elbo(of: images.slice(0..<1, along: 0), samples: 3, using: &third).value()
    #expect((alone.scalar - left[0]).magnitude < 1e-5)
    var fourth = RandomStream(seed: 2)
    let weighted = model.importanceWeightedBound(of: images, samples: 3, using: &fourth)
    var fifth = RandomStream(seed: 2)
    let same = standardNormals(samples: 3, rows: 3, components: 2, using: &fifth)
    #expect(weighted == model.importanceWeightedBound(of: images, noise: same))
  }

  // MARK: - Images and codes

  @Test func `codes, reconstructions and drawn images have the shapes they should`() {
    let model = small()
    #expect(model.encode(images).mean.shape == [3, 2])
    #expect(model.reconstruct(images).shape == [3, 4])
    #expect(model.decode(.zeros([5, 3, 2])).shape == [5, 3, 4])
    #expect(model.decode(Tensor([0, 0])).shape == [4])
    #expect(
      model.reconstruct(images) == sigmoid(model.decoder(model.encode(images).mean)))
    var (first, second) = (RandomStream(seed: 1), RandomStream(seed: 1))
    let drawn = model.sample(count: 6, using: &first)
    #expect(drawn.shape == [6, 4])
    #expect(drawn.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(model.sample(count: 6, using: &second) == drawn)
    #expect(model.tensors.count == 8)
    #expect(small(Self.likelihoods[2]).tensorNames.last == "likelihood.logDeviation")
  }

  @Test func `shapes that don't fit trap, and the message has them`() async {
    let flat = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.model(latentCount: 2).encode(.zeros([4]))
    }
    #expect(text(of: flat).contains("images have shape [4], not [rows, pixels]"))
    let wide = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.model(latentCount: 3).encode(.zeros([5, 4]))
    }
    #expect(text(of: wide).contains("the encoder makes shape [5, 4] of [5, 4]"))
    let noise = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.model(latentCount: 2).elbo(of: .zeros([5, 4]), noise: .zeros([1, 4, 2]))
    }
    #expect(text(of: noise).contains("noise of shape [1, 4, 2] for codes of shape [5, 2]"))
    let codes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.model(latentCount: 2).decode(.zeros([5, 3]))
    }
    #expect(text(of: codes).contains("codes have shape [5, 3], not […, 2]"))
    let samples = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      _ = Self.model(latentCount: 2).elbo(of: .zeros([5, 4]), samples: 0, using: &random)
    }
    #expect(text(of: samples).contains("0 samples for images of shape [5, 4]"))
  }

  /// A model whose encoder makes four numbers, whatever codes it says it has.
  private static func model(latentCount: Int) -> VariationalAutoencoder<Dense, Dense> {
    var random = RandomStream(seed: 1)
    return VariationalAutoencoder(
      encoder: Dense(4, 4, using: &random), decoder: Dense(latentCount, 4, using: &random),
      likelihood: .bernoulli, latentCount: latentCount)
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
