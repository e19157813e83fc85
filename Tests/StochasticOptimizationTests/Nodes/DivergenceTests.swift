import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

/// Divergences and entropies against means over every case of a draw, and their gradients against differences.
@Suite struct DivergenceTests {
  @Test func `coins`() {
    check(
      BernoulliNode(logits: [0.3, -1.2], coins: 2), BernoulliNode(logits: [2, 0.4], coins: 2),
      within: 1e-13)
  }

  @Test func `choices`() {
    check(
      CategoricalNode(logits: [0.3, -1.2, 2, 0, 0.7, -0.4], variables: 2, choices: 3),
      CategoricalNode(logits: [1.3, 0.2, 0, 0.5, 0.7, 0.4], variables: 2, choices: 3),
      within: 1e-13)
  }

  @Test func `normal variables`() {
    check(
      GaussianNode(mean: [0.5, -1], logDeviation: [0.2, -0.7]),
      GaussianNode(mean: [1.5, 0.3], logDeviation: [-0.1, 0.4]), within: 1e-10)
  }

  @Test func `beta variables`() {
    check(
      BetaNode(logAlpha: [0.7], logBeta: [1.5]), BetaNode(logAlpha: [1.2], logBeta: [0.3]),
      within: 1e-9)
    check(
      BetaNode(logAlpha: [-0.4], logBeta: [0.3]), BetaNode(logAlpha: [0.9], logBeta: [-0.2]),
      within: 1e-9)
  }

  @Test func `Gumbel variables`() {
    check(
      GumbelNode(location: [0.5], logScale: [0.2]), GumbelNode(location: [1.5], logScale: [-0.1]),
      within: 1e-9)
    check(
      GumbelNode(location: [0.5], logScale: [-0.7]), GumbelNode(location: [0], logScale: [0.4]),
      within: 1e-9)
  }

  @Test func `products`() {
    check(
      ProductNode(
        CategoricalNode(logits: [0.3, 1, -0.2]), GaussianNode(mean: [0.5], logDeviation: [0.2])),
      ProductNode(
        CategoricalNode(logits: [0.7, 0, -1]), GaussianNode(mean: [-0.4], logDeviation: [0.5])),
      within: 1e-10)
  }

  /// Fair against three to one: ½ log(½/¾) + ½ log(½/¼) = ½ log(4/3).
  @Test func `values are as worked out by hand`() {
    let biased = BernoulliNode(logits: [Double.log(3)])
    let fair = BernoulliNode(logits: [0])
    let expected = 0.5 * Double.log(4.0 / 3)
    #expect((fair.divergences(from: biased)[0] - expected).magnitude < 1e-15)
    #expect((fair.entropies[0] - Double.log(2)).magnitude < 1e-15)
    let uniform = CategoricalNode(logits: [1, 1, 1, 1])
    #expect((uniform.entropies[0] - Double.log(4)).magnitude < 1e-15)
    #expect(BetaNode(logAlpha: [0], logBeta: [0]).entropies[0].magnitude < 1e-15)
    let sure = BernoulliNode(logits: [800])
    #expect(sure.divergences(from: fair) == [Double.log(2)] && sure.entropies == [0])
    #expect((fair.divergences(from: sure)[0] - (400 - Double.log(2))).magnitude < 1e-12)
  }

  /// A beta variable with α = β is normal but for O(1/α), with the variance 1/(8 α + 4).
  @Test func `entropies of large shapes are off by no more than is told`() {
    let entropy = BetaNode(logAlpha: [20], logBeta: [20]).entropies[0]
    let variance = 1 / (8 * Double.exp(20) + 4)
    let normal = GaussianNode(mean: [0.5], logDeviation: [0.5 * Double.log(variance)]).entropies[0]
    #expect((entropy - normal).magnitude < 5e-6)
  }

  @Test func `the rows of a minibatch are single rows`() {
    func check<Node: VectorNode & DivergenceNode & EntropyNode>(_ node: Node, _ other: Node) {
      let width = node.parameters.count / 2
      func row(_ node: Node, _ row: Int) -> Node {
        node.withParameters(Array(node.parameters[row * width..<(row + 1) * width]))
      }
      let single = (0..<2).flatMap { row(node, $0).divergences(from: row(other, $0)) }
      #expect(node.divergences(from: other) == single)
      #expect(node.entropies == (0..<2).flatMap { row(node, $0).entropies })
      var gradient = node.zeroGradient
      node.addDivergenceGradient(from: other, weights: [2, -3], to: &gradient)
      node.addEntropyGradient(weights: [0.5, 4], to: &gradient)
      var singles: [Double] = []
      for index in 0..<2 {
        var part = row(node, index).zeroGradient
        row(node, index).addDivergenceGradient(
          from: row(other, index), weights: [[2, -3][index]], to: &part)
        row(node, index).addEntropyGradient(weights: [[0.5, 4][index]], to: &part)
        singles += part
      }
      #expect(gradient == singles)
    }
    let numbers = [0.7, -0.4, 1.5, 0.3, 2.5, -0.2, 0.9, -0.6]
    let others = [0.1, 0.4, -0.5, 0.3, 1.5, 0.2, -0.9, 0.6]
    check(BernoulliNode(logits: numbers, coins: 4), BernoulliNode(logits: others, coins: 4))
    check(CategoricalNode(logits: numbers, choices: 4), CategoricalNode(logits: others, choices: 4))
    check(
      GaussianNode(parameters: numbers, components: 2),
      GaussianNode(parameters: others, components: 2))
    check(BetaNode(parameters: numbers, components: 2), BetaNode(parameters: others, components: 2))
    check(
      GumbelNode(parameters: numbers, components: 2), GumbelNode(parameters: others, components: 2))
  }

  @Test func `nodes of different shapes trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = BernoulliNode(logits: [0, 1]).divergences(from: BernoulliNode(logits: [0]))
    }
    await #expect(processExitsWith: .failure) {
      var gradient = [0.0, 0]
      BernoulliNode(logits: [0, 1], coins: 1)
        .addDivergenceGradient(
          from: BernoulliNode(logits: [0, 1], coins: 2), weights: [1, 1], to: &gradient)
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 1, 2, 3], variables: 2, choices: 2)
        .divergences(from: CategoricalNode(logits: [0, 1, 2, 3], variables: 1, choices: 4))
    }
  }

  private func check<Node: VectorNode & DivergenceNode & EntropyNode>(
    _ node: Node, _ other: Node, within tolerance: Double
  ) {
    let divergence = node.divergences(from: other)[0]
    let mean = EnumeratedChance.mean { chance in
      let outcomes = node.sample(using: &chance)
      return node.logProbabilities(of: outcomes)[0] - other.logProbabilities(of: outcomes)[0]
    }
    #expect(divergence > 0 && (divergence - mean).magnitude < tolerance)
    let surprise = EnumeratedChance.mean { chance in
      -node.logProbabilities(of: node.sample(using: &chance))[0]
    }
    #expect((node.entropies[0] - surprise).magnitude < tolerance)

    var gradient = node.zeroGradient
    node.addDivergenceGradient(from: other, weights: [1.5], to: &gradient)
    let slopes = differences(at: node.parameters) {
      1.5 * node.withParameters($0).divergences(from: other)[0]
    }
    #expect(largestDifference(gradient, slopes) < 1e-8)
    gradient = node.zeroGradient
    node.addEntropyGradient(weights: [1.5], to: &gradient)
    let entropySlopes = differences(at: node.parameters) {
      1.5 * node.withParameters($0).entropies[0]
    }
    #expect(largestDifference(gradient, entropySlopes) < 1e-8)

    var still = node.zeroGradient
    node.addDivergenceGradient(from: node, weights: [1], to: &still)
    #expect(node.divergences(from: node)[0].magnitude < 1e-14)
    #expect(still.allSatisfy { $0.magnitude < 1e-14 })
  }
}
