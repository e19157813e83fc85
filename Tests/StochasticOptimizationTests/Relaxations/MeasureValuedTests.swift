import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct MeasureValuedTests {
  /// (z − 0.3)³ and sin z, whose means over N(μ, σ²) and their derivatives are known.
  private let node = GaussianNode(mean: [0.4], logDeviation: [-0.3])

  @Test func `the derivatives of a normal variable's mean and log σ are unbiased`() {
    let (mean, variance) = (0.4, Double.exp(-0.6))
    let cube = Objective { (z: [Double]) in z[0] * z[0] * z[0] }
    let sine = Objective { (z: [Double]) in Double.sin(z[0]) }
    let estimator = MeasureValued<GaussianNode>()
    // E[z³] = μ³ + 3 μ σ²; E[sin z] = sin μ exp(−σ²/2).
    #expect(
      largestDifference(
        moments(of: estimator, on: node, of: cube).mean,
        [3 * mean * mean + 3 * variance, 6 * mean * variance]) <= 1e-6)
    let damping = Double.exp(-variance / 2)
    #expect(
      largestDifference(
        moments(of: estimator, on: node, of: sine).mean,
        [Double.cos(mean) * damping, -Double.sin(mean) * damping * variance]) <= 1e-6)
  }

  @Test func `f may jump, where the pathwise estimator sees nothing`() {
    // E[z > 0.5] = Φ((μ − 0.5)/σ): the slope in μ is the density at the jump, that in log σ is z − μ times it.
    let step = Objective<[Double]>({ $0[0] > 0.5 ? 1 : 0 }, gradient: { _ in [0] })
    let deviation = Double.exp(-0.3)
    let standard = (0.5 - 0.4) / deviation
    let density = Double.exp(-standard * standard / 2) / (deviation * 2.5066282746310002)
    var random = RandomStream(seed: 3)
    let estimator = MeasureValued<GaussianNode>()
    let draws = (0..<40_000).map { _ in
      estimator.estimate(of: step, on: node, using: &random).gradient
    }
    let found = EstimatorMoments(of: draws, weights: draws.map { _ in 1 / 40_000 })
    let bias = found.bias(against: [density, density * 0.1])
    for (bias, variance) in zip(bias, found.variances) {
      #expect(bias.magnitude <= 4 * (variance / 40_000).squareRoot())
    }
    #expect(Pathwise().estimate(of: step, on: node, using: &random).gradient == [0, 0])
  }

  @Test(arguments: 0..<2 as Range<UInt64>)
  func `several rows of several components are unbiased, within 4 standard errors`(seed: UInt64) {
    let node = GaussianNode(
      parameters: [0.3, -0.5, 0.1, -0.2, 1, 0.4, -0.3, 0.2], components: 2)
    // f = z₀² z₁ in the first row, z₀ + 2 z₁² in the second.
    let f = Objective<[Double]>.batched { outcomes in
      [
        outcomes[0][0] * outcomes[0][0] * outcomes[0][1],
        outcomes[1][0] + 2 * outcomes[1][1] * outcomes[1][1],
      ]
    }
    let (first, second) = (Double.exp(0.2), Double.exp(0.4))
    let square = 0.09 + first
    let exact = [2 * 0.3 * -0.5, square, 2 * first * -0.5, 0, 1, 4 * 0.4, 0, 4 * second]
    var random = RandomStream(seed: seed)
    let estimator = MeasureValued<GaussianNode>()
    var values = [0.0, 0]
    let count = 40_000
    let draws = (0..<count).map { _ in
      let estimate = estimator.estimate(of: f, on: node, using: &random)
      values.add(estimate.values, times: 1 / Double(count))
      return estimate.gradient
    }
    let found = EstimatorMoments(of: draws, weights: draws.map { _ in 1 / Double(count) })
    for (index, bias) in found.bias(against: exact).enumerated() {
      #expect(bias.magnitude <= 4 * (found.variances[index] / Double(count)).squareRoot())
    }
    // The variance of f in the second row is σ₀² + 4 Var(z₁²), that in the first is below 4.
    #expect((values[0] + 0.5 * square).magnitude <= 4 * 2 / Double(count).squareRoot())
    let spread = Double.exp(-0.6) + 4 * (2 * second * second + 4 * 0.16 * second)
    #expect(
      (values[1] - 1 - 2 * (0.16 + second)).magnitude <= 4 * (spread / Double(count)).squareRoot())
  }

  @Test func `one of two choices is a coin`() {
    let choices = CategoricalNode(logits: [0, 0.8])
    let f = Objective { (z: [Double]) in 3 * z[1] - z[0] }
    let found = moments(of: MeasureValued(), on: choices, of: f)
    let slope = 4 * Double.logistic(0.8) * Double.logistic(-0.8)
    #expect(largestDifference(found.mean, [-slope, slope]) <= 1e-15)
    #expect(found.totalVariance <= 1e-30)
  }
}
