import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

/// The set drawn without replacement, and the sum over the most probable outcomes.
@Suite struct WithoutReplacementTests {
  static let wheel = CategoricalNode(logits: [1, 0, -1, 0.3, -0.2])
  static var f: Objective<[Double]> { Objective { z in z.dot([2, -1, 5, 0.5, 1]) } }

  /// All orders of some numbers.
  private func orders(of members: [Int]) -> [[Int]] {
    members.isEmpty
      ? [[]]
      : members.flatMap { first in
        orders(of: members.filter { $0 != first }).map { [first] + $0 }
      }
  }

  /// The probability of drawing these outcomes in this order.
  private func probability(of order: [Int]) -> Double {
    let probabilities = Self.wheel.probabilities
    var (product, rest) = (1.0, 1.0)
    for index in order {
      product *= probabilities[index] / rest
      rest -= probabilities[index]
    }
    return product
  }

  @Test(arguments: [2, 3, 4, 5])
  func `weights are how likely each was the first of its set`(count: Int) {
    EnumeratedChance.forEachCase {
      UnorderedSet(count: count).estimate(of: Self.f, on: Self.wheel, using: &$0)
    } visit: { estimate, chance in
      let set = estimate.samples.map { Self.wheel.choices(of: $0.outcomes[0])[0] }
      #expect(Set(set).count == count)
      #expect((chance - probability(of: set)).magnitude < 1e-14)
      let all = orders(of: set)
      let total = all.reduce(0) { $0 + probability(of: $1) }
      for (index, member) in set.enumerated() {
        let first = all.filter { $0[0] == member }.reduce(0) { $0 + probability(of: $1) }
        #expect((estimate.samples[index].weights[0] - first / total).magnitude < 1e-13)
      }
    }
  }

  @Test func `all outcomes leave no variance, and fewer leave the more the fewer they are`() {
    let variances = (2...5).map {
      moments(of: UnorderedSet(count: $0), on: Self.wheel, of: Self.f).totalVariance
    }
    #expect(variances[3] < 1e-28)
    #expect(zip(variances, variances.dropFirst()).allSatisfy { $0 > $1 })
    let leaveOneOut = moments(of: LeaveOneOut(count: 3), on: Self.wheel, of: Self.f)
    #expect(variances[1] < leaveOneOut.totalVariance)
  }

  @Test func `the order of the draws doesn't matter`() {
    var gradients: [[Int]: [Double]] = [:]
    EnumeratedChance.forEachCase {
      UnorderedSet(count: 3).estimate(of: Self.f, on: Self.wheel, using: &$0)
    } visit: { estimate, _ in
      let set = estimate.samples.map { Self.wheel.choices(of: $0.outcomes[0])[0] }.sorted()
      let known = gradients[set, default: estimate.gradient]
      #expect(largestDifference(known, estimate.gradient) < 1e-13)
      gradients[set] = known
    }
    #expect(gradients.count == 10)
  }

  /// The weights in B sum to 1, so that what all values of f have in common is taken out of each estimate.
  @Test func `a constant added to f changes no estimate`() {
    let raised = Objective { (z: [Double]) in 100 + Self.f.values([z])[0] }
    for count in 2...4 {
      let (plain, more) = (
        moments(of: UnorderedSet(count: count), on: Self.wheel, of: Self.f),
        moments(of: UnorderedSet(count: count), on: Self.wheel, of: raised)
      )
      #expect(largestDifference(plain.mean, more.mean) < 1e-12)
      #expect(largestDifference(plain.variances, more.variances) < 1e-12)
    }
  }

  @Test func `probabilities that vanish do no harm`() {
    let node = CategoricalNode(logits: [0, -800, -900, -1000])
    var random = RandomStream(seed: 4)
    let f = Objective { (z: [Double]) in z.dot([1, 2, 3, 4]) }
    let set = UnorderedSet(count: 3).estimate(of: f, on: node, using: &random)
    #expect(set.gradient.allSatisfy(\.isFinite) && set.samples.map(\.weights) == [[1], [0], [0]])
    let sum = RaoBlackwellized(top: 1, count: 2).estimate(of: f, on: node, using: &random)
    #expect(sum.gradient.allSatisfy(\.isFinite) && sum.values == [1])
    #expect(sum.samples[1].outcomes == [[0, 1, 0, 0]])
  }

  /// The draw z has the variance of f s given that it is not among the top; q(rest) scales it.
  @Test(arguments: [1, 2, 3, 4], [1, 2])
  func `the sum over the top leaves the variance of the rest`(top: Int, count: Int) {
    let probabilities = Self.wheel.probabilities
    let order = [0, 3, 1, 4, 2]
    let rest = order[top...]
    let mass = rest.reduce(0) { $0 + probabilities[$1] }
    let support = Self.wheel.support
    let tail = EstimatorMoments(
      of: rest.map { index in
        Self.wheel.score(of: [support[index]], weights: Self.f.values([support[index]]))
      }, weights: rest.map { probabilities[$0] / mass })
    let found = moments(
      of: RaoBlackwellized(top: top, count: count), on: Self.wheel, of: Self.f)
    let expected = tail.variances.map { mass * mass * $0 / Double(count) }
    #expect(largestDifference(found.variances, expected) < 1e-13)
  }

  @Test func `the baseline of a sum learns from its estimate of the mean`() {
    var estimator = RaoBlackwellized<CategoricalNode, _>(
      top: 2, baseline: MovingAverageBaseline(decay: 0.5))
    var random = RandomStream(seed: 2)
    let estimate = estimator.estimate(of: Self.f, on: Self.wheel, using: &random)
    estimator.adapt(to: estimate, of: Self.wheel)
    #expect(estimator.baseline.value == 0.5 * estimate.values[0])
  }

  /// With one coin, greedy is the likelier side: f − f(mode) is 0 there, and f(1) − f(0) with sign elsewhere.
  @Test func `self-critical draws are compared to the mode`() {
    let (node, f) = ScoreProblems.toy
    let found = moments(of: SelfCritical(), on: node, of: f)
    let (p, gap) = (node.probabilities[0], f.values([[0]])[0] - f.values([[1]])[0])
    #expect((found.mean[0] + (1 - p) * p * gap).magnitude < 1e-15)
    let square = (1 - p) * p * p * gap * gap
    #expect((found.variances[0] - (square - found.mean[0] * found.mean[0])).magnitude < 1e-15)
  }
}
