import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import TextGeneration
import Testing

@Suite struct GradientNoiseTests {
  @Test func `three estimates by hand`() {
    // Mean (2, 0); variances 4 and 3; squared distances to the mean 5, 4, 5, times 3/2.
    let noise = GradientNoise(of: [[0, 1], [2, -2], [4, 1]], batch: 7)
    #expect(noise.batch == 7)
    #expect((noise.totalVariance - 7).magnitude < 1e-12)
    #expect((noise.squaredNorm - (4 - 7.0 / 3)).magnitude < 1e-12)
    // 7.5, 6, 7.5: their variance is 0.75, that of their mean a third of it.
    #expect((noise.standardError - 0.5).magnitude < 1e-12)
  }

  /// z of 40 independent measurements of 50 estimates each: their mean is within 4 / √40 of 0, and the variance of z is 1
  /// but for its own error, √(2/39), and for the skewness of a variance of so few; it is held to 1 ± 4 √(2/39).
  @Test func `the standard error is honest`() {
    var stream = RandomStream(seed: 1)
    // Five components of deviations 1 … 5: the total variance is 55, the squared norm of the mean 5.
    let scores = (0..<40).map { _ in
      let noise = GradientNoise(
        of: (0..<50).map { _ in
          (1...5).map { 1 + Double($0) * Double.normal(using: &stream) }
        }, batch: 1)
      return (noise.totalVariance - 55) / noise.standardError
    }
    let mean = scores.reduce(0, +) / 40
    let variance = scores.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
    #expect(mean.magnitude < 4 / Double(40).squareRoot())
    #expect((variance - 1).magnitude < 4 * (2.0 / 39).squareRoot())
  }

  /// The covariance of the estimate from one sequence, summed over all of them, against measurements with batches of 4 and
  /// 16; within 4 standard errors.
  @Test(arguments: [0, 0.3])
  func `it is the exact variance, divided by the batch`(baseline: Double) {
    let training = SequencePolicyGradient(
      SmallModels.recurrent(2, seed: 2), optimizer: Adam(), baseline: ConstantBaseline(baseline),
      length: 2)
    let rewards = PrefixRewards(.small(2, seed: 3), discount: 0.5)
    let sequences = SmallModels.sequences(2, length: 2)
    var stream = RandomStream(seed: 4)
    let values = rewards.values(of: sequences, using: &stream)
    let vectors = zip(sequences, values).map { sequence, values in
      training.gradient(of: .init(sequences: [sequence], values: [values])).components
    }
    let exact = EstimatorMoments(
      of: vectors,
      weights: training.model.stepwiseLogProbabilities(of: sequences).map { Double.exp($0) })
    for batch in [4, 16] {
      let noise = training.gradientNoise(of: rewards, batch: batch, count: 200, using: &stream)
      let expected = exact.totalVariance / Double(batch)
      #expect((noise.totalVariance - expected).magnitude < 4 * noise.standardError)
      #expect(noise.standardError < 0.2 * expected)
      let squaredNorm = exact.mean.reduce(0) { $0 + $1 * $1 }
      // The norm of a mean of 200: its square is off by 2 |g| times the deviation along g, and by the noise itself.
      let deviation = (expected / 200).squareRoot()
      #expect(
        (noise.squaredNorm - squaredNorm).magnitude
          < 4 * (2 * squaredNorm.squareRoot() * deviation + deviation * deviation))
    }
  }

  @Test func `nothing is learned by measuring`() {
    var stream = RandomStream(seed: 5)
    let training = SequencePolicyGradient(
      SmallModels.recurrent(seed: 6), optimizer: Adam(), baseline: MovingAverageBaseline(),
      length: 3)
    let before = (training.model, training.baseline.values(rows: 1))
    _ = training.gradientNoise(
      of: PrefixRewards(.small(seed: 7)), batch: 2, count: 3, using: &stream)
    #expect(training.model.isIdentical(to: before.0))
    #expect(training.baseline.values(rows: 1) == before.1)
  }

  @Test func `two estimates trap`() async {
    await #expect(processExitsWith: .failure) { _ = GradientNoise(of: [[1], [2]], batch: 1) }
  }
}
