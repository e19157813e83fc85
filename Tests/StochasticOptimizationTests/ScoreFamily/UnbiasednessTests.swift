import RandomStreams
import StochasticOptimization
import Testing

/// Each estimator of this family on each problem: the mean over all cases of its randomness is the gradient.
@Suite struct UnbiasednessTests {
  /// Those that need nothing but a support and a mode, for nodes with at least four outcomes.
  static func family<Node: EnumerableNode & ModalNode>(
    on node: Node, _ f: Objective<Node.Outcome>
  ) -> [any GradientEstimator<Node>] {
    [
      ScoreFunction(), ScoreFunction(count: 2, baseline: ConstantBaseline(1.7)),
      ScoreFunction(baseline: MovingAverageBaseline(start: -0.6)),
      ScoreFunction(baseline: optimalBaseline(of: f, on: node)),
      LeaveOneOut(count: 2), LeaveOneOut(count: 3),
      SelfCritical(), SelfCritical(count: 2),
      UnorderedSet(count: 2), UnorderedSet(count: 3), UnorderedSet(count: 4),
      RaoBlackwellized(top: 1), RaoBlackwellized(top: 2, count: 2),
      RaoBlackwellized(top: 3, baseline: ConstantBaseline(1.7)),
      RaoBlackwellized(top: 1, baseline: optimalBaseline(of: f, on: node)),
      Enumeration(),
    ]
  }

  /// Those for one coin, with two outcomes.
  static var small: [any GradientEstimator<BernoulliNode>] {
    [
      ScoreFunction(), LeaveOneOut(count: 2), LeaveOneOut(count: 4), SelfCritical(count: 3),
      UnorderedSet(count: 2), RaoBlackwellized(top: 1, count: 2),
    ]
  }

  @Test func `on one coin`() {
    for estimator in Self.small {
      #expect(bias(of: estimator, on: ScoreProblems.toy.node, ScoreProblems.toy.f) < 1e-14)
    }
  }

  @Test func `on three coins that act together`() {
    let (node, f) = ScoreProblems.coins
    for estimator in Self.family(on: node, f) {
      #expect(bias(of: estimator, on: node, f) < 1e-12, "\(estimator)")
    }
  }

  @Test func `on two rows with functions of their own`() {
    let (node, f) = ScoreProblems.rows
    for estimator in Self.family(on: node, f) {
      #expect(bias(of: estimator, on: node, f) < 1e-12, "\(estimator)")
    }
  }

  @Test func `on a choice among four`() {
    let (node, f) = ScoreProblems.wheel
    for estimator in Self.family(on: node, f) {
      #expect(bias(of: estimator, on: node, f) < 1e-12, "\(estimator)")
    }
  }

  /// The exact gradient itself, against differences of the exact mean.
  @Test func `enumeration is the derivative of the mean`() {
    let (node, f) = ScoreProblems.rows
    let expected = differences(at: node.parameters) {
      exactMean(of: f, on: node.withParameters($0))
    }
    #expect(largestDifference(exactGradient(of: f, on: node), expected) < 1e-9)
  }

  /// Rows are drawn independently: nothing covaries, and each has the moments that it has alone.
  @Test func `rows of a minibatch have the moments of single rows`() {
    let (node, f) = ScoreProblems.rows
    let halves = [Array(node.parameters[..<2]), Array(node.parameters[2...])]
    let baseline = MovingAverageBaseline(start: -0.6)
    let estimators: [any GradientEstimator<BernoulliNode>] = [
      ScoreFunction(baseline: baseline), LeaveOneOut(count: 3), SelfCritical(count: 2),
      UnorderedSet(count: 2), UnorderedSet(count: 3), RaoBlackwellized(top: 2), VIMCO(count: 2),
      RaoBlackwellized(top: 1, count: 2, baseline: baseline),
      VIMCO(count: 2, importanceWeighted: true),
    ]
    for estimator in estimators {
      let whole = moments(of: estimator, on: node, of: f)
      for row in 0..<2 {
        let alone = Objective { (z: [Double]) in
          var outcomes = [[0.0, 0], [0, 0]]
          outcomes[row] = z
          return f.values(outcomes)[row]
        }
        let single = moments(of: estimator, on: BernoulliNode(logits: halves[row]), of: alone)
        let places = 2 * row..<2 * row + 2
        #expect(largestDifference(Array(whole.mean[places]), single.mean) < 1e-12)
        for index in places {
          let part = Array(whole.covariance[index][places])
          #expect(largestDifference(part, single.covariance[index - 2 * row]) < 1e-12)
        }
        #expect(places.allSatisfy { whole.covariance[$0][2 - 2 * row].magnitude < 1e-12 })
      }
    }
  }

  /// Weights of each row sum to 1, and Σ weight · f is an unbiased estimate of E[f].
  @Test func `samples estimate the mean of f`() {
    let (node, f) = ScoreProblems.rows
    let exact = Enumeration().estimate(of: f, on: node).values
    for estimator in Self.family(on: node, f) { expectMean(exact, by: estimator, on: node, f) }
  }

  private func expectMean<Node: StochasticNode>(
    _ exact: [Double], by estimator: some GradientEstimator<Node>, on node: Node,
    _ f: Objective<Node.Outcome>
  ) {
    var mean = [Double](repeating: 0, count: node.rows)
    EnumeratedChance.forEachCase {
      estimator.estimate(of: f, on: node, using: &$0)
    } visit: { estimate, probability in
      mean.add(estimate.values, times: probability)
      for row in 0..<node.rows {
        let total = estimate.samples.reduce(0) { $0 + $1.weights[row] }
        #expect((total - 1).magnitude < 1e-12)
      }
    }
    #expect(largestDifference(mean, exact) < 1e-12, "\(estimator)")
  }

  /// Four standard errors, of 2 × 4 components and 16 estimators at most: a false alarm in 1 of 100 seeds.
  @Test func `sampling agrees with the exact mean and second moment`() {
    var random = RandomStream(seed: 20)
    let (node, f) = ScoreProblems.rows
    for estimator in Self.family(on: node, f) {
      let worst = worstDeviation(of: estimator, on: node, f, count: 4000, using: &random)
      #expect(worst < 4, "\(estimator)")
    }
  }
}
