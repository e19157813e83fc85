import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct VIMCOTests {
  /// The bound of K draws of a row, written down directly: Σ over all K-tuples.
  private func bound(
    _ node: BernoulliNode, _ count: Int, importanceWeighted: Bool = false,
    of f: Objective<[Double]>
  ) -> Double {
    var sum = 0.0
    EnumeratedChance.forEachCase { chance in
      (0..<count).map { _ in node.sample(using: &chance) }
    } visit: { draws, probability in
      for row in 0..<node.rows {
        let terms = draws.map { outcomes in
          let weight = importanceWeighted ? node.logProbabilities(of: outcomes)[row] : 0
          return Double.exp(f.values(outcomes)[row] - weight)
        }
        sum += probability * Double.log(terms.reduce(0, +) / Double(count))
      }
    }
    return sum
  }

  @Test(arguments: [2, 3])
  func `the exact gradient of the bound is its central difference`(count: Int) {
    let (node, f) = ScoreProblems.rows
    let draws = IndependentDraws(of: node, count: count)
    let exact = exactGradient(of: .multiSampleBound(of: f), on: draws)
    let expected = differences(at: node.parameters) {
      bound(node.withParameters($0), count, of: f)
    }
    #expect(largestDifference(exact, expected) < 1e-8)
    let mean = exactMean(of: .multiSampleBound(of: f), on: draws)
    #expect((mean - bound(node, count, of: f)).magnitude < 1e-12)
  }

  @Test(arguments: [2, 3]) func `its mean is the gradient of the bound`(count: Int) {
    for (node, f) in [ScoreProblems.toy, ScoreProblems.coins, ScoreProblems.rows] {
      if node.parameters.count == 3, count == 3 { continue }
      let exact = exactGradient(
        of: .multiSampleBound(of: f), on: IndependentDraws(of: node, count: count))
      let mean = moments(of: VIMCO(count: count), on: node, of: f).mean
      #expect(largestDifference(mean, exact) < 1e-12)
    }
  }

  @Test(arguments: [2, 3]) func `weighted by importance, q's own part is counted`(count: Int) {
    let (node, f) = ScoreProblems.rows
    let expected = differences(at: node.parameters) {
      bound(node.withParameters($0), count, importanceWeighted: true, of: f)
    }
    let estimator = VIMCO<BernoulliNode>(count: count, importanceWeighted: true)
    #expect(largestDifference(moments(of: estimator, on: node, of: f).mean, expected) < 1e-8)
  }

  /// Then all weights are p(x), and the bound is log p(x) whatever is drawn.
  @Test func `where q is the posterior, nothing is left to learn`() {
    let node = ScoreProblems.coins.node
    let f = Objective { (z: [Double]) in -1.25 + node.logProbabilities(of: [z])[0] }
    let found = moments(of: VIMCO(count: 2, importanceWeighted: true), on: node, of: f)
    // Each draw is credited with 0 − ½: the mean of two scores is subtracted, whose mean is 0.
    #expect(found.mean.allSatisfy { $0.magnitude < 1e-14 })
    #expect(
      found.variances.indices.allSatisfy {
        let p = node.probabilities[$0]
        return (found.variances[$0] - p * (1 - p) / 2).magnitude < 1e-14
      })
    var random = RandomStream(seed: 1)
    let estimate = VIMCO(count: 2, importanceWeighted: true)
      .estimate(of: f, on: node, using: &random)
    #expect((estimate.multiSampleBounds[0] + 1.25).magnitude < 1e-14)
  }

  /// With two draws, each is credited with L − f of the other.
  @Test func `two draws are credited as worked by hand`() {
    let (node, f) = ScoreProblems.coins
    var random = RandomStream(seed: 3)
    let estimate = VIMCO(count: 2).estimate(of: f, on: node, using: &random)
    let (first, second) = (estimate.samples[0], estimate.samples[1])
    let exponentials = [first, second].map { Double.exp($0.values[0]) }
    let bound = Double.log(exponentials.reduce(0, +) / 2)
    var expected = node.score(of: first.outcomes, weights: [bound - second.values[0]])
    expected.add(node.score(of: second.outcomes, weights: [bound - first.values[0]]), times: 1)
    #expect(first.outcomes != second.outcomes)
    #expect(largestDifference(estimate.gradient, expected) < 1e-14)
    #expect((first.weights[0] - exponentials[0] / exponentials.reduce(0, +)).magnitude < 1e-15)
    #expect((estimate.multiSampleBounds[0] - bound).magnitude < 1e-14)
  }

  @Test func `the bound grows with the number of draws, up to the logarithm of the mean`() {
    let (node, f) = ScoreProblems.coins
    let bounds = (1...4).map { bound(node, $0, of: f) }
    let limit = Double.log(exactMean(of: Objective { Double.exp(f.values([$0])[0]) }, on: node))
    #expect((bounds[0] - exactMean(of: f, on: node)).magnitude < 1e-14)
    #expect(zip(bounds, bounds.dropFirst() + [limit]).allSatisfy { $0 < $1 })
  }

  @Test func `it varies less than the score function of the same bound`() {
    let (node, f) = ScoreProblems.coins
    let plain = moments(
      of: ScoreFunction(), on: IndependentDraws(of: node, count: 3), of: .multiSampleBound(of: f))
    let credited = moments(of: VIMCO(count: 3), on: node, of: f)
    #expect(largestDifference(plain.mean, credited.mean) < 1e-12)
    #expect(credited.totalVariance < 0.5 * plain.totalVariance)
  }

  @Test func `sampling agrees with the exact mean and second moment`() {
    var random = RandomStream(seed: 21)
    let (node, f) = ScoreProblems.rows
    for weighted in [false, true] {
      let estimator = VIMCO<BernoulliNode>(count: 2, importanceWeighted: weighted)
      #expect(worstDeviation(of: estimator, on: node, f, count: 4000, using: &random) < 4)
    }
  }

  @Test func `large values don't overflow`() {
    let f = Objective { (z: [Double]) in 2000 * z[0] - 1000 }
    var random = RandomStream(seed: 3)
    let node = BernoulliNode(logits: [0])
    for _ in 0..<8 {
      let estimate = VIMCO(count: 3).estimate(of: f, on: node, using: &random)
      #expect(estimate.gradient[0].isFinite && estimate.values[0].isFinite)
    }
  }
}
