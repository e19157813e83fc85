import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct ProductNodeTests {
  /// Two rows of two coins and a variable of three choices.
  static let discrete = ProductNode(
    BernoulliNode(logits: [0.3, -1.2, 2, 0.4], coins: 2),
    CategoricalNode(logits: [0.7, -0.4, 1, 0.1, 0.2, -0.3], choices: 3))
  /// Two rows of a normal, a beta and a Gumbel variable: a product in a product.
  static let continuous = ProductNode(
    GaussianNode(parameters: [0.5, -0.2, -1, 0.3], components: 1),
    ProductNode(
      BetaNode(parameters: [0.7, 1.5, 0.4, -0.3], components: 1),
      GumbelNode(parameters: [1, 0.2, -1, -0.4], components: 1)))

  @Test func `outcomes and parameters are the parts' row by row`() {
    let node = Self.discrete
    #expect(node.parameters == [0.3, -1.2, 0.7, -0.4, 1, 2, 0.4, 0.1, 0.2, -0.3])
    #expect(node.rows == 2 && node.components == 5)
    #expect(node.modes == [[1, 0, 0, 0, 1], [1, 1, 0, 1, 0]])
    #expect(node.means == zip(node.first.means, node.second.means).map(+))
    let other = node.withParameters(Array(1...15).map(Double.init))
    #expect(other.rows == 3 && other.parameters == Array(1...15).map(Double.init))
    #expect(other.first.parameters == [1, 2, 6, 7, 11, 12])
    #expect(other.second.parameters == [3, 4, 5, 8, 9, 10, 13, 14, 15])
  }

  @Test func `log-probabilities are the sums of the parts'`() {
    let (coins, choice) = ([[1.0, 0], [0, 0]], [[0.0, 1, 0], [1, 0, 0]])
    let node = Self.discrete
    let sums = zip(
      node.first.logProbabilities(of: coins), node.second.logProbabilities(of: choice)
    ).map(+)
    #expect(node.logProbabilities(of: zip(coins, choice).map(+)) == sums)
  }

  @Test func `the support is all of the pairs, the first part changing fastest`() {
    let node = Self.discrete
    #expect(Set(node.support).count == 12 && node.support.count == 12)
    #expect(node.support[5] == [1, 0, 0, 1, 0])
    #expect((totalProbability(of: node, row: 1) - 1).magnitude < 1e-14)
  }

  @Test func `the mean of the score is 0, and that of outcomes is as told`() {
    let one = Self.discrete.withParameters(Array(Self.discrete.parameters[..<5]))
    #expect(meanScoreAndOutcome(of: one).allSatisfy { $0.magnitude < 1e-14 })
  }

  @Test func `gradients are central differences where all parts are discrete`() {
    let node = Self.discrete
    for outcome in node.support {
      let outcomes = [outcome, node.support[7]]
      #expect(scoreError(of: node, at: outcomes, weights: [1.5, -0.7]) < 1e-8)
    }
    let cotangents = [[0.5, -2, 1, 3, 0.1], [1, 2, -1, 0, 0.3]]
    #expect(meanPullbackError(of: node, cotangents: cotangents) < 1e-9)
    let f = Objective { (z: [Double]) in z.dot([1, -2, 0.5, 3, 1]) * (z[0] + z[4] - 0.3) }
    #expect(exactGradientError(of: node, f) < 1e-8)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `gradients are central differences where all parts are continuous`(seed: UInt64) {
    let node = Self.continuous
    var random = RandomStream(seed: seed)
    let outcomes = node.sample(using: &random)
    #expect(scoreError(of: node, at: outcomes, weights: [1.5, -0.7]) < 1e-8)
    let cotangents = [[0.5, -2, 1], [3, 0.1, -0.6]]
    #expect(heldNoiseError(of: node, cotangents: cotangents, seed: seed) < 1e-8)
    #expect(meanPullbackError(of: node, cotangents: cotangents) < 1e-9)
  }

  @Test func `a coin and a normal variable are estimated together`() {
    let node = ProductNode(
      BernoulliNode(logits: [0.3]), GaussianNode(mean: [1], logDeviation: [-0.5]))
    let f = Objective { (z: [Double]) in z[0] == 1 ? z[1] * z[1] : 2 * z[1] }
    let exact = differences(at: node.parameters) { parameters in
      let (p, mean) = (Double.logistic(parameters[0]), parameters[1])
      return p * (mean * mean + Double.exp(2 * parameters[2])) + (1 - p) * 2 * mean
    }
    #expect(
      largestDifference(moments(of: ScoreFunction(), on: node, of: f).mean, exact) < 1e-9)
  }

  @Test func `parts that don't fit, and supports that are too large, trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = ProductNode(
        BernoulliNode(logits: [0, 0], coins: 1), GaussianNode(mean: [0], logDeviation: [0]))
    }
    await #expect(processExitsWith: .failure) {
      _ = ProductNode(BernoulliNode(logits: [0]), BernoulliNode(logits: [0]))
        .withParameters([1, 2, 3])
    }
    await #expect(processExitsWith: .failure) {
      _ = ProductNode(BernoulliNode(logits: [0]), BernoulliNode(logits: [0]))
        .logProbabilities(of: [[1]])
    }
    await #expect(processExitsWith: .failure) {
      let half = BernoulliNode(logits: [Double](repeating: 0, count: 13))
      _ = ProductNode(half, half).support
    }
  }
}
