import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct LikelihoodTests {
  private func normals(_ shape: Shape, seed: UInt64) -> Tensor {
    var random = RandomStream(seed: seed)
    return Tensor(normal: shape, using: &random)
  }

  /// Sums of a dozen numbers below 10 in `Float` err by 10 · 12 · 2⁻²³ < 2e-5.
  private func expectNear(
    _ found: Tensor, _ expected: [Double], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (left, right) in zip(found.doubles, expected) {
      #expect(
        (left - right).magnitude <= 2e-5 * (1 + right.magnitude), sourceLocation: sourceLocation)
    }
  }

  @Test func `black and white pixels are tosses of coins`() {
    let outputs = normals([3, 4], seed: 1)
    let tosses = (0..<12).map { $0 % 3 == 0 }
    let pixels = Tensor(tosses.map { $0 ? 1 : 0 }, shape: [3, 4])
    expectNear(
      Likelihood.bernoulli.logProbability(of: pixels, given: outputs),
      Bernoulli(logits: outputs).logProbability(of: tosses).sum(along: 1).doubles)
  }

  @Test func `a grey pixel counts as the mean of black and white ones`() {
    let outputs = normals([1, 1], seed: 2)
    func value(_ grey: Float) -> Float {
      Likelihood.bernoulli.logProbability(of: Tensor([[grey]]), given: outputs).scalar
    }
    #expect((value(0.3) - 0.3 * value(1) - 0.7 * value(0)).magnitude < 1e-6)
  }

  @Test func `normal pixels have the normal density, by one deviation or one each`() {
    let (outputs, pixels) = (normals([3, 2], seed: 3), normals([3, 2], seed: 4))
    func expected(_ deviations: [Double]) -> [Double] {
      (0..<3).map { row in
        deviations.indices.reduce(0) { sum, pixel in
          let rest = Double(pixels[row, pixel] - outputs[row, pixel]) / deviations[pixel]
          return sum - 0.5 * rest * rest - .log(deviations[pixel]) - 0.5 * .log(2 * .pi)
        }
      }
    }
    expectNear(
      Likelihood.gaussian(deviation: 0.5).logProbability(of: pixels, given: outputs),
      expected([0.5, 0.5]))
    expectNear(
      Likelihood.learnedGaussian(logDeviation: Tensor(0.2))
        .logProbability(of: pixels, given: outputs), expected([.exp(0.2), .exp(0.2)]))
    expectNear(
      Likelihood.learnedGaussian(logDeviation: Tensor([-1, 1]))
        .logProbability(of: pixels, given: outputs), expected([.exp(-1), .exp(1)]))
  }

  @Test func `several outputs a row give what each gives alone`() {
    let (outputs, pixels) = (normals([5, 3, 2], seed: 5), normals([3, 2], seed: 6))
    for likelihood in [
      Likelihood.bernoulli, .gaussian(deviation: 2),
      .learnedGaussian(logDeviation: Tensor([0.1, 0.3])),
    ] {
      let found = likelihood.logProbability(of: pixels, given: outputs)
      #expect(found.shape == [5, 3])
      for sample in 0..<5 {
        let alone = likelihood.logProbability(
          of: pixels, given: outputs.at(sample, along: 0))
        #expect(found.at(sample, along: 0) == alone)
      }
    }
  }

  @Test func `only a learned deviation is a parameter, and its gradient is right`() {
    #expect(Likelihood.bernoulli.tensors.isEmpty)
    #expect(Likelihood.gaussian(deviation: 1).tensors.isEmpty)
    let learned = Likelihood.learnedGaussian(logDeviation: Tensor(0.3))
    #expect(learned.tensors == [Tensor(0.3)])
    #expect(learned.tensorNames == ["logDeviation"])
    let (outputs, pixels) = (normals([3, 2], seed: 7), normals([3, 2], seed: 8))
    let slope = gradient(at: learned) {
      $0.logProbability(of: pixels, given: outputs).sum()
    }
    // ∂/∂ log σ of −Σ (½ r²/σ² + log σ) = Σ (r²/σ² − 1).
    let expected = zip(pixels.doubles, outputs.doubles).reduce(0) {
      $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / .exp(0.6) - 1
    }
    expectNear(slope.tensors[0], [expected])
  }

  /// Means of n = 20,000 draws, off by 4.5 σ/√n at most but 7 times in a million.
  @Test func `draws have the likelihood's mean and spread`() {
    let count = 20_000
    let outputs = Tensor([0.5, -1]).broadcast(to: [count, 2])
    let root = Double(count).squareRoot()
    var random = RandomStream(seed: 9)
    let tosses = Likelihood.bernoulli.sample(given: outputs, using: &random)
    for (share, x) in zip(tosses.mean(along: 0).doubles, [0.5, -1]) {
      let p = Double.logistic(x)
      #expect((share - p).magnitude <= 4.5 * (p * (1 - p)).squareRoot() / root)
    }
    let likelihood = Likelihood.learnedGaussian(logDeviation: Tensor([-1, 1]))
    let draws = likelihood.sample(given: outputs, using: &random)
    for (pixel, (mean, deviation)) in [(0.5, Double.exp(-1)), (-1, .exp(1))].enumerated() {
      let standard = draws.slice(pixel..<(pixel + 1), along: 1).doubles
        .map { ($0 - mean) / deviation }
      #expect((standard.reduce(0, +) / Double(count)).magnitude <= 4.5 / root)
      let square = standard.reduce(0) { $0 + $1 * $1 } / Double(count)
      #expect((square - 1).magnitude <= 4.5 * 2.0.squareRoot() / root)
    }
    #expect(likelihood.mean(given: outputs) == outputs)
    #expect(Likelihood.bernoulli.mean(given: outputs) == sigmoid(outputs))
  }

  @Test func `shapes that don't fit, and deviations that are none, trap`() async {
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Likelihood.bernoulli.logProbability(of: .zeros([2, 3]), given: .zeros([2, 4]))
    }
    #expect(text(of: shape).contains("pixels of shape [2, 3], outputs of shape [2, 4]"))
    let deviation = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Likelihood.gaussian(deviation: 0)
        .logProbability(of: .zeros([2, 3]), given: .zeros([2, 3]))
    }
    #expect(text(of: deviation).contains("the deviation is finite and positive, not 0.0"))
  }

  private func text(of result: ExitTest.Result?) -> String {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  }
}
