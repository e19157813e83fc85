import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

@Suite struct StochasticAscentTests {
  /// Three coins; 1 for each head, 3 for all, so that the best outcome is [1, 1, 1], at 6.
  static var jackpot: Objective<[Double]> {
    Objective { z in z.reduce(0, +) + (z == [1, 1, 1] ? 3 : 0) }
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `ascent reaches the maximum over coins`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    var ascent = StochasticAscent(
      StochasticProblem(Free(BernoulliNode(logits: [-1, 0, -2])), objective: Self.jackpot),
      estimator: LeaveOneOut(count: 4), optimizer: Adam(learningRate: 0.1))
    for _ in 0..<400 { ascent.step(using: &random) }
    #expect(exactMean(of: Self.jackpot, on: ascent.problem.distribution.node) > 5.9)
  }

  /// E[−(z − 3)²] = −(μ − 3)² − σ², from −10 up to 0; Adam's steps of 0.02 keep μ within a few of them.
  @Test func `ascent along the path reaches the maximum over a normal variable`() {
    var random = RandomStream(seed: 2)
    let f = Objective({ -($0[0] - 3) * ($0[0] - 3) }, gradient: { [-2 * ($0[0] - 3)] })
    var ascent = StochasticAscent(
      StochasticProblem(Free(GaussianNode(mean: [0], logDeviation: [0])), objective: f),
      estimator: Pathwise(count: 8), optimizer: Adam(learningRate: 0.02))
    for _ in 0..<1000 { ascent.step(using: &random) }
    let parameters = ascent.problem.distribution.node.parameters
    let distance = parameters[0] - 3
    #expect(distance * distance + Double.exp(2 * parameters[1]) < 0.05)
  }

  /// The step is learning rate × gradient of the sum ÷ rows, in single precision.
  @Test func `a step is along the gradient of the mean over rows`() {
    var random = RandomStream(seed: 0)
    let node = BernoulliNode(logits: [0.5, -1, 2], coins: 1)
    let f = Objective { (z: [Double]) in 3 * z[0] }
    var ascent = StochasticAscent(
      StochasticProblem(Free(node), objective: f), estimator: Enumeration(),
      optimizer: SGD(learningRate: 0.5))
    let estimate = ascent.step(using: &random)
    var expected = node.parameters
    expected.add(exactGradient(of: f, on: node), times: 0.5 / 3)
    #expect(largestDifference(ascent.problem.distribution.node.parameters, expected) < 3e-7)
    #expect((estimate.value - exactMean(of: f, on: node) / 3).magnitude < 1e-15)
  }

  @Test func `the estimator learns after it was used`() {
    var random = RandomStream(seed: 4)
    let f = Objective { (z: [Double]) in z[0] == 1 ? 4.0 : 2 }
    var ascent = StochasticAscent(
      StochasticProblem(Free(BernoulliNode(logits: [0])), objective: f),
      estimator: ScoreFunction(baseline: MovingAverageBaseline(decay: 0.75)),
      optimizer: SGD(learningRate: 1))
    let first = ascent.step(using: &random)
    let z = first.samples[0].outcomes[0][0]
    #expect(first.gradient == [first.values[0] * (z - 0.5)])
    #expect(ascent.estimator.baseline.value == 0.25 * first.values[0])
  }

  @Test func `a copy goes on to the same bits`() {
    var random = RandomStream(seed: 6)
    var ascent = StochasticAscent(
      StochasticProblem(Free(BernoulliNode(logits: [-1, 0, -2])), objective: Self.jackpot),
      estimator: ScoreFunction(baseline: MovingAverageBaseline()),
      optimizer: Adam(learningRate: 0.1))
    for _ in 0..<5 { ascent.step(using: &random) }
    var (copy, again) = (ascent, random)
    for _ in 0..<5 {
      ascent.step(using: &random)
      copy.step(using: &again)
    }
    #expect(
      ascent.problem.distribution.parameters == copy.problem.distribution.parameters)
  }
}
