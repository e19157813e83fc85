import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct CoreNodeTests {
  static let coins = BernoulliNode(logits: [0.3, -1.2, 2, 0, 0.7, -0.4], coins: 3)
  static let gaussian = GaussianNode(
    parameters: [0.5, -1, 0.2, -0.7, 2, 0.1, -0.3, 0.4], components: 2)

  /// Differences over 10⁻⁵ are exact to about 10⁻¹⁰ of the third derivative, and 10⁻¹¹ of rounding.
  @Test func `scores are central differences of log-probabilities`() {
    for outcome in Self.coins.support {
      let outcomes = [outcome, Array(outcome.reversed())]
      #expect(scoreError(of: Self.coins, at: outcomes, weights: [1.5, -0.7]) < 1e-8)
    }
    var random = RandomStream(seed: 5)
    for _ in 0..<8 {
      let outcomes = Self.gaussian.sample(using: &random)
      #expect(scoreError(of: Self.gaussian, at: outcomes, weights: [1.5, -0.7]) < 1e-8)
    }
  }

  @Test func `the mean of the score is 0, and that of outcomes is as told`() {
    #expect(meanScoreAndOutcome(of: Self.coins).allSatisfy { $0.magnitude < 1e-14 })
    let one = GaussianNode(mean: [0.5, -1], logDeviation: [0.2, -0.7])
    #expect(meanScoreAndOutcome(of: one).allSatisfy { $0.magnitude < 1e-12 })
  }

  @Test func `pullbacks of means are central differences`() {
    let cotangents = [[0.5, -2, 1], [3, 0.1, -1]]
    #expect(meanPullbackError(of: Self.coins, cotangents: cotangents) < 1e-9)
    #expect(meanPullbackError(of: Self.gaussian, cotangents: [[0.5, -2], [3, 0.1]]) < 1e-9)
  }

  /// With the noise held, a draw is a function of the parameters.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `pullbacks through a draw are central differences with the noise held`(seed: UInt64) {
    func draw(_ parameters: [Double]) -> [[Double]] {
      var random = RandomStream(seed: seed)
      return Self.gaussian.withParameters(parameters).sample(using: &random)
    }
    let cotangents = [[0.5, -2], [3, 0.1]]
    let expected = differences(at: Self.gaussian.parameters) { parameters in
      zip(cotangents, draw(parameters)).reduce(0) { $0 + $1.0.dot($1.1) }
    }
    var found = Self.gaussian.zeroGradient
    Self.gaussian.addPullback(
      of: cotangents, at: draw(Self.gaussian.parameters), to: &found)
    #expect(largestDifference(found, expected) < 1e-8)
  }

  @Test func `probabilities of coins sum to 1, and modes are likeliest`() {
    for row in 0..<2 {
      let logs = Self.coins.support.map { outcome in
        Self.coins.logProbabilities(of: [outcome, outcome])[row]
      }
      #expect((logs.reduce(0) { $0 + Double.exp($1) } - 1).magnitude < 1e-14)
      let mode = Self.coins.logProbabilities(of: Self.coins.modes)[row]
      #expect(logs.allSatisfy { $0 <= mode })
    }
    #expect(Self.coins.support.count == 8 && Self.coins.support[6] == [0, 1, 1])
    #expect(Self.coins.modes == [[1, 0, 1], [0, 1, 0]])
  }

  /// N(1; 0.5, σ = 2): −½ (0.25)² − log 2 − ½ log 2π, in twelve digits.
  @Test func `log-probabilities agree with values worked by hand`() {
    let node = GaussianNode(mean: [0.5], logDeviation: [Double.log(2)])
    #expect((node.logProbabilities(of: [[1]])[0] + 1.643_335_713_764).magnitude < 1e-11)
    let coin = BernoulliNode(logits: [Double.log(3)])
    #expect((coin.logProbabilities(of: [[1]])[0] - Double.log(0.75)).magnitude < 1e-15)
    #expect((coin.logProbabilities(of: [[0]])[0] - Double.log(0.25)).magnitude < 1e-15)
    let sure = BernoulliNode(logits: [800])
    #expect(sure.logProbabilities(of: [[0]]) == [-800] && sure.logProbabilities(of: [[1]]) == [0])
  }

  @Test func `the rows of a minibatch are single rows`() {
    let ones = [BernoulliNode(logits: [0.3, -1.2, 2]), BernoulliNode(logits: [0, 0.7, -0.4])]
    let outcomes = [[1.0, 0, 1], [0, 0, 1]]
    let weights = [1.5, -0.7]
    let single = (0..<2).flatMap { ones[$0].score(of: [outcomes[$0]], weights: [weights[$0]]) }
    #expect(Self.coins.score(of: outcomes, weights: weights) == single)
    #expect(
      Self.coins.logProbabilities(of: outcomes)
        == (0..<2).flatMap { ones[$0].logProbabilities(of: [outcomes[$0]]) })
    let parts = [Array(Self.gaussian.parameters[..<4]), Array(Self.gaussian.parameters[4...])]
      .map { GaussianNode(parameters: $0, components: 2) }
    let points = [[0.1, -1.5], [2.5, 0.4]]
    var (all, each) = (Self.gaussian.zeroGradient, [] as [Double])
    Self.gaussian.addPullback(of: [[1, 2], [3, 4]], at: points, to: &all)
    for (row, part) in parts.enumerated() {
      var gradient = part.zeroGradient
      part.addPullback(of: [[[1, 2], [3, 4]][row]], at: [points[row]], to: &gradient)
      each += gradient
    }
    #expect(all == each && Self.gaussian.means == parts.flatMap(\.means))
    #expect(
      Self.gaussian.score(of: points, weights: weights)
        == (0..<2).flatMap { parts[$0].score(of: [points[$0]], weights: [weights[$0]]) })
  }

  /// E(z − t)² = (μ − t)² + σ², whose gradient is 2 (μ − t) in μ and 2 σ² in log σ.
  @Test func `pathwise and score function agree on a parabola`() {
    let node = GaussianNode(mean: [0.4], logDeviation: [-0.3])
    let f = Objective({ ($0[0] - 1.5) * ($0[0] - 1.5) }, gradient: { [2 * ($0[0] - 1.5)] })
    let exact = [2 * (0.4 - 1.5), 2 * Double.exp(-0.6)]
    let pathwise = moments(of: Pathwise(count: 2), on: node, of: f)
    let score = moments(of: ScoreFunction(), on: node, of: f)
    #expect(largestDifference(pathwise.mean, exact) < 1e-11)
    #expect(largestDifference(score.mean, exact) < 1e-11)
    // 2 (z − t) has the variance 4 σ², and the mean of two half of it.
    #expect((pathwise.variances[0] - 2 * Double.exp(-0.6)).magnitude < 1e-11)
    #expect(pathwise.totalVariance < score.totalVariance)
  }
}
