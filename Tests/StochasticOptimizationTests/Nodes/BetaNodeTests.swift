import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct BetaNodeTests {
  /// Two rows of two variables: shapes on both sides of 1.
  static let node = BetaNode(
    parameters: [0.7, -0.4, 1.5, 0.3, 2.5, -0.2, 0.9, -0.6], components: 2)
  static let one = BetaNode(logAlpha: [0.7], logBeta: [1.1])

  /// Beta(2, 3): 12 z (1 − z)² is 1.5 at ½; its mean is 0.4.
  @Test func `densities and means are as worked out by hand`() {
    let node = BetaNode(logAlpha: [Double.log(2)], logBeta: [Double.log(3)])
    #expect((node.logProbabilities(of: [[0.5]])[0] - Double.log(1.5)).magnitude < 1e-14)
    #expect((node.means[0][0] - 0.4).magnitude < 1e-15)
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

  /// Below 1, numbers lie 10⁻¹⁶ apart, where a β of ½ has a probability of 10⁻⁸ that is seen as one number.
  @Test func `the mean of the score is 0, and that of outcomes is as told`() {
    for parameters in [[0.7, 1.5], [-0.4, 0.3], [2.5, 0.9], [-0.7, -0.7]] {
      let node = BetaNode(parameters: parameters, components: 1)
      #expect(meanScoreAndOutcome(of: node).allSatisfy { $0.magnitude < 1e-6 })
    }
  }

  /// The rule leaves out 10⁻¹³ at each end, which counts as its power α or β.
  @Test func `densities integrate to 1`() {
    for parameters in [[0.7, 1.5], [-0.4, 0.3], [2.5, 0.9]] {
      let node = BetaNode(parameters: parameters, components: 1)
      let integral = EnumeratedChance.mean { chance in
        Double.exp(node.logProbabilities(of: [[chance.uniform()]])[0])
      }
      #expect((integral - 1).magnitude < 1e-8)
    }
  }

  /// A mean has the variance α β/((α + β)² (α + β + 1) n); of 4, one is off by 5 deviations twice in 10⁶ seeds.
  @Test func `the mean of a sample is near the mean`() {
    var random = RandomStream(seed: 42)
    let count = 5_000
    var sums = [Double](repeating: 0, count: 4)
    for _ in 0..<count {
      sums.add(Self.node.sample(using: &random).flatMap { $0 }, times: 1 / Double(count))
    }
    for (index, place) in [(0, 0), (1, 1), (2, 4), (3, 5)] {
      let (alpha, beta) = (
        Double.exp(Self.node.parameters[place]), Double.exp(Self.node.parameters[place + 2])
      )
      let total = alpha + beta
      let variance = alpha * beta / (total * total * (total + 1))
      #expect(
        (sums[index] - alpha / total).magnitude <= 5 * (variance / Double(count)).squareRoot())
    }
  }

  /// E z² = α (α + 1)/((α + β) (α + β + 1)).
  @Test func `pathwise and score function agree with the derivative of the second moment`() {
    let f = Objective({ (z: [Double]) in z[0] * z[0] }, gradient: { [2 * $0[0]] })
    let exact = differences(at: Self.one.parameters) { parameters in
      let (alpha, beta) = (Double.exp(parameters[0]), Double.exp(parameters[1]))
      return alpha * (alpha + 1) / ((alpha + beta) * (alpha + beta + 1))
    }
    #expect(largestDifference(moments(of: Pathwise(), on: Self.one, of: f).mean, exact) < 1e-9)
    #expect(
      largestDifference(moments(of: ScoreFunction(), on: Self.one, of: f).mean, exact) < 1e-9)
  }

  /// With α = β = e⁻⁵, most of the probability is nearer to 0 and 1 than numbers are; e^±20 are the ends.
  @Test(arguments: [[-5, -5], [-20, -20], [20, 20], [-20, 20], [20, -20]])
  func `draws stay inside of the interval, and gradients finite`(parameters: [Double]) {
    let node = BetaNode(parameters: parameters, components: 1)
    var random = RandomStream(seed: 43)
    for _ in 0..<100 {
      let outcomes = node.sample(using: &random)
      #expect(outcomes[0][0] > 0 && outcomes[0][0] < 1)
      #expect(node.logProbabilities(of: outcomes)[0].isFinite)
      var gradient = node.score(of: outcomes, weights: [1])
      node.addPullback(of: [[1]], at: outcomes, to: &gradient)
      #expect(gradient.allSatisfy { $0.isFinite })
    }
  }

  @Test func `what is no beta distribution, or none of its outcomes, traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = BetaNode(parameters: [0, 0, 0], components: 1)
    }
    await #expect(processExitsWith: .failure) { _ = BetaNode(logAlpha: [20.1], logBeta: [0]) }
    await #expect(processExitsWith: .failure) { _ = BetaNode(logAlpha: [.nan], logBeta: [0]) }
    await #expect(processExitsWith: .failure) {
      _ = BetaNode(logAlpha: [0], logBeta: [0]).logProbabilities(of: [[1]])
    }
  }
}
