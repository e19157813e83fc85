import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

/// E(z − t)² of one coin has the gradient p (1 − p)(1 − 2t) in the log-odds. The means and variances in the table were
/// worked out by an independent program, and are met to the digits that it gave.
@Suite struct ToyTableTests {
  struct Column {
    let target: Double
    let probability: Double
    let gradient: Double
    /// Of the score function; with E[f]; with b*; leave-one-out of 2 and of 4. With half a unit of the last digit.
    let variances: [(value: Double, within: Double)]

    var node: BernoulliNode {
      BernoulliNode(logits: [Double.log(probability / (1 - probability))])
    }
    var f: Objective<[Double]> { ScoreProblems.square(around: target) }

    var estimators: [any GradientEstimator<BernoulliNode>] {
      let mean = exactMean(of: f, on: node)
      return [
        ScoreFunction(), ScoreFunction(baseline: ConstantBaseline(mean)),
        ScoreFunction(baseline: optimalBaseline(of: f, on: node)),
        LeaveOneOut(count: 2), LeaveOneOut(count: 4),
      ]
    }
  }

  static let columns = [
    Column(
      target: 0.45, probability: 0.5, gradient: 0.025,
      variances: [(1.594e-2, 5e-6), (0, 1e-30), (0, 1e-30), (6.25e-4, 5e-7), (1.04e-4, 5e-7)]),
    Column(
      target: 0.499, probability: 0.9, gradient: 1.8e-4,
      variances: [
        (5.589e-3, 5e-7), (2.304e-7, 5e-11), (0, 1e-30), (1.476e-7, 5e-11), (6.3e-8, 5e-10),
      ]),
  ]

  @Test(arguments: 0..<2) func `the variances are those of the table`(column: Int) {
    let column = Self.columns[column]
    for (estimator, expected) in zip(column.estimators, column.variances) {
      let found = moments(of: estimator, on: column.node, of: column.f)
      #expect((found.mean[0] - column.gradient).magnitude < 1e-15, "\(estimator)")
      #expect((found.totalVariance - expected.value).magnitude <= expected.within, "\(estimator)")
    }
    let exact = exactGradient(of: column.f, on: column.node)[0]
    #expect((exact - column.gradient).magnitude < 1e-15)
  }

  @Test(arguments: 0..<2) func `sampling agrees with the table`(column: Int) {
    let column = Self.columns[column]
    var random = RandomStream(seed: 37)
    for estimator in column.estimators {
      let worst = worstDeviation(
        of: estimator, on: column.node, column.f, count: 20_000, using: &random)
      #expect(worst < 4, "\(estimator)")
    }
  }

  /// The optimal constant leaves no variance, because with one coin (f − b*) s is the same for both sides.
  @Test func `the optimal constant of one coin is the mean of f with the sides exchanged`() {
    for column in Self.columns {
      let (p, t) = (column.probability, column.target)
      let exchanged = (1 - p) * (1 - t) * (1 - t) + p * t * t
      let found = optimalBaseline(of: column.f, on: column.node)
      #expect((found.scalars[0] - exchanged).magnitude < 1e-15)
      #expect((found.componentwise[0][0] - exchanged).magnitude < 1e-15)
    }
  }
}
