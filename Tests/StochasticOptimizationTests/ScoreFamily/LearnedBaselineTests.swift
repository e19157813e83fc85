import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct LearnedBaselineTests {
  static let context = Tensor([[1, 0], [0, 1]])

  static func linear(learningRate: Float) -> LearnedBaseline<Dense, SGD> {
    LearnedBaseline(
      Dense(weights: .zeros([2, 1]), bias: .zeros([1])), context: context,
      optimizer: SGD(learningRate: learningRate))
  }

  /// The slope of ½ Σ (b_r − f_r)² in b_r is b_r − f_r: from 0, and f = (4, −2), weights move by 4, −2 and the bias by
  /// 2, times the rate.
  @Test func `one update is one step along the squared error`() {
    var baseline = Self.linear(learningRate: 0.25)
    #expect(baseline.values(rows: 2) == [0, 0])
    baseline.update(toward: [4, -2])
    #expect(baseline.values(rows: 2) == [1.5, 0])
    #expect(baseline.network.weights == Tensor([[1], [-0.5]]))
  }

  @Test func `the context decides what is guessed`() {
    var baseline = Self.linear(learningRate: 0.25)
    baseline.update(toward: [4, -2])
    baseline.context = Tensor([[0, 1], [1, 0], [1, 1]])
    #expect(baseline.values(rows: 3) == [0, 1.5, 1])
  }

  @Test func `whatever it has learned, it is unbiased`() {
    let (node, f) = ScoreProblems.rows
    var estimator = ScoreFunction<BernoulliNode, _>(
      count: 1, baseline: Self.linear(learningRate: 0.25))
    for seed in 0..<4 as Range<UInt64> {
      #expect(bias(of: estimator, on: node, f) < 1e-12)
      var random = RandomStream(seed: seed)
      estimator.adapt(to: estimator.estimate(of: f, on: node, using: &random), of: node)
    }
  }

  /// The rows' means lie 3.6 apart; a baseline of their data leaves less variance than the best constant for both.
  @Test func `it learns the mean of each row, and beats every constant`() {
    let (node, f) = ScoreProblems.rows
    var estimator = ScoreFunction<BernoulliNode, _>(
      count: 1, baseline: Self.linear(learningRate: 0.02))
    var random = RandomStream(seed: 8)
    for _ in 0..<2000 {
      estimator.adapt(to: estimator.estimate(of: f, on: node, using: &random), of: node)
    }
    let means = Enumeration().estimate(of: f, on: node).values
    #expect(largestDifference(estimator.baseline.values(rows: 2), means) < 0.5)
    let learned = moments(of: estimator, on: node, of: f).totalVariance
    let constants = (-16...8).map { step in
      moments(
        of: ScoreFunction(baseline: ConstantBaseline(Double(step) / 4)), on: node, of: f
      ).totalVariance
    }
    #expect(constants.allSatisfy { learned < 0.5 * $0 })
  }
}
