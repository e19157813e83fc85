import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct GumbelNodeTests {
  static let node = GumbelNode(
    parameters: [0.5, -1, 0.2, -0.7, 2, 0.1, -0.3, 0.4], components: 2)
  static let one = GumbelNode(location: [0.4], logScale: [-0.3])

  /// At z = μ, the density is e⁻¹/s.
  @Test func `densities are as worked out by hand, and largest at the mode`() {
    let node = GumbelNode(location: [3], logScale: [Double.log(2)])
    let peak = node.logProbabilities(of: node.modes)[0]
    #expect((peak - (-1 - Double.log(2))).magnitude < 1e-15)
    #expect(node.logProbabilities(of: [[2.9]])[0] < peak)
    #expect(node.logProbabilities(of: [[3.1]])[0] < peak)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `scores and pullbacks are central differences`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let outcomes = Self.node.sample(using: &random)
    #expect(scoreError(of: Self.node, at: outcomes, weights: [1.5, -0.7]) < 1e-8)
    let cotangents = [[0.5, -2], [3, 0.1]]
    #expect(heldNoiseError(of: Self.node, cotangents: cotangents, seed: seed) < 1e-8)
    #expect(meanPullbackError(of: Self.node, cotangents: cotangents) < 1e-9)
  }

  @Test func `the mean of the score is 0, and that of outcomes is as told`() {
    #expect(meanScoreAndOutcome(of: Self.one).allSatisfy { $0.magnitude < 1e-10 })
  }

  /// Over z = μ + 2 s log(u/(1 − u)), whose derivative is 2 s/(u (1 − u)).
  @Test func `the density integrates to 1`() {
    let scale = Double.exp(-0.3)
    let integral = EnumeratedChance.mean { chance in
      let u = chance.uniform()
      let outcome = 0.4 + 2 * scale * Double.log(u / (1 - u))
      return Double.exp(Self.one.logProbabilities(of: [[outcome]])[0]) * 2 * scale / (u * (1 - u))
    }
    #expect((integral - 1).magnitude < 1e-8)
  }

  /// The variance is (π s)²/6; of 4 means, one is off by 5 deviations twice in 10⁶ seeds.
  @Test func `the mean of a sample is near the mean`() {
    var random = RandomStream(seed: 44)
    let count = 20_000
    var sums = [Double](repeating: 0, count: 4)
    for _ in 0..<count {
      sums.add(Self.node.sample(using: &random).flatMap { $0 }, times: 1 / Double(count))
    }
    let logScales = [0.2, -0.7, -0.3, 0.4]
    for (index, mean) in Self.node.means.flatMap({ $0 }).enumerated() {
      let deviation = Double.pi * Double.exp(logScales[index]) / 6.0.squareRoot()
      #expect((sums[index] - mean).magnitude <= 5 * deviation / Double(count).squareRoot())
    }
  }

  /// E z² = (μ + γ s)² + (π s)²/6.
  @Test func `pathwise and score function agree with the derivative of the second moment`() {
    let f = Objective({ (z: [Double]) in z[0] * z[0] }, gradient: { [2 * $0[0]] })
    let exact = differences(at: Self.one.parameters) { parameters in
      let scale = Double.exp(parameters[1])
      let mean = parameters[0] + 0.577_215_664_901_532_9 * scale
      return mean * mean + Double.pi * Double.pi * scale * scale / 6
    }
    #expect(largestDifference(moments(of: Pathwise(), on: Self.one, of: f).mean, exact) < 1e-8)
    #expect(
      largestDifference(moments(of: ScoreFunction(), on: Self.one, of: f).mean, exact) < 1e-8)
  }

  @Test func `what is no Gumbel distribution traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = GumbelNode(parameters: [0, 0, 0], components: 1)
    }
    await #expect(processExitsWith: .failure) {
      _ = GumbelNode(location: [.infinity], logScale: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = GumbelNode(location: [0], logScale: [0]).logProbabilities(of: [[1, 2]])
    }
  }
}
