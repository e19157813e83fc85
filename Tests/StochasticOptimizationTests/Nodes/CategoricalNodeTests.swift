import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct CategoricalNodeTests {
  /// Two rows of two variables of three choices.
  static let node = CategoricalNode(
    logits: [0.3, -1.2, 2, 0, 0.7, -0.4, 1.1, 1.1, -3, 0.2, -0.5, 0.9], variables: 2, choices: 3)

  /// log(¼), log(½), log(¼), and a constant that changes nothing.
  @Test func `probabilities are as worked out by hand`() {
    let node = CategoricalNode(logits: [5, 5 + Double.log(2), 5])
    #expect(node.rows == 1 && node.variables == 1 && node.choices == 3 && node.components == 3)
    #expect(largestDifference(node.probabilities, [0.25, 0.5, 0.25]) < 1e-15)
    #expect((node.logProbabilities(of: [[0, 1, 0]])[0] - Double.log(0.5)).magnitude < 1e-15)
    let score = node.score(of: [[1, 0, 0]], weights: [2])
    #expect(largestDifference(score, [1.5, -1, -0.5]) < 1e-15)
    let sure = CategoricalNode(logits: [800, 0, -800])
    #expect(sure.logProbabilities(of: [[0, 0, 1]]) == [-1600])
    #expect(sure.probabilities == [1, 0, 0])
  }

  @Test func `scores and pullbacks of means are central differences`() {
    for outcome in Self.node.support {
      let outcomes = [outcome, Array(outcome.reversed())]
      #expect(scoreError(of: Self.node, at: outcomes, weights: [1.5, -0.7]) < 1e-8)
    }
    let cotangents = [[0.5, -2, 1, 3, 0.1, -1], [1, 2, -1, 0, 0.3, 4]]
    #expect(meanPullbackError(of: Self.node, cotangents: cotangents) < 1e-9)
  }

  @Test func `the mean of the score is 0, and that of outcomes is as told`() {
    #expect(meanScoreAndOutcome(of: Self.node).allSatisfy { $0.magnitude < 1e-14 })
  }

  @Test func `the support has each outcome once, and its probabilities sum to 1`() {
    let support = Self.node.support
    #expect(Set(support).count == 9 && support.count == 9)
    #expect(support.map(Self.node.choices(of:))[..<4] == [[0, 0], [1, 0], [2, 0], [0, 1]])
    for row in 0..<2 {
      #expect((totalProbability(of: Self.node, row: row) - 1).magnitude < 1e-14)
    }
  }

  @Test func `modes are likeliest, the first among equals`() {
    #expect(Self.node.modes.map(Self.node.choices(of:)) == [[2, 1], [0, 2]])
    for (row, mode) in Self.node.logProbabilities(of: Self.node.modes).enumerated() {
      for outcome in Self.node.support {
        #expect(Self.node.logProbabilities(of: [outcome, outcome])[row] <= mode)
      }
    }
  }

  @Test func `choices lead to outcomes and back`() {
    #expect(Self.node.outcome(of: [2, 0]) == [0, 0, 1, 1, 0, 0])
    for outcome in Self.node.support {
      #expect(Self.node.outcome(of: Self.node.choices(of: outcome)) == outcome)
    }
  }

  @Test func `the exact gradient is the differences of the exact mean`() {
    let f = Objective { (z: [Double]) in
      let choices = Self.node.choices(of: z)
      return [1, -2, 0.5][choices[0]] * [3, 1, -1][choices[1]]
    }
    #expect(exactGradientError(of: Self.node, f) < 1e-8)
    let one = CategoricalNode(logits: [0.3, -1, 0.8])
    let g = Objective { (z: [Double]) in z.dot([1, -2, 0.5]) }
    let pairs = moments(of: LeaveOneOut(count: 2), on: one, of: g)
    let bias = pairs.bias(against: exactGradient(of: g, on: one))
    #expect(bias.allSatisfy { $0.magnitude < 1e-14 })
  }

  /// Each frequency has the variance p (1 − p)/n. Of 12, one is off by 5.3 deviations once in 10⁶ seeds.
  @Test func `frequencies are the probabilities`() {
    var random = RandomStream(seed: 41)
    let count = 20_000
    var sums = [Double](repeating: 0, count: 12)
    for _ in 0..<count {
      sums.add(Self.node.sample(using: &random).flatMap { $0 }, times: 1 / Double(count))
    }
    for (frequency, p) in zip(sums, Self.node.probabilities) {
      #expect((frequency - p).magnitude <= 5.3 * (p * (1 - p) / Double(count)).squareRoot())
    }
  }

  @Test func `a minibatch is its rows, and other parameters make another`() {
    let ones = [0, 6].map { start in
      CategoricalNode(
        logits: Array(Self.node.parameters[start..<start + 6]), variables: 2, choices: 3)
    }
    let outcomes = [Self.node.outcome(of: [2, 0]), Self.node.outcome(of: [1, 1])]
    #expect(
      Self.node.logProbabilities(of: outcomes)
        == (0..<2).flatMap { ones[$0].logProbabilities(of: [outcomes[$0]]) })
    #expect(Self.node.means == ones.flatMap(\.means))
    let first = Self.node.withParameters(ones[0].parameters)
    #expect(first.rows == 1 && first.variables == 2 && first.choices == 3)
  }

  @Test func `what is no categorical distribution, or none of its outcomes, traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 1, .infinity])
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 1, 2], variables: 2, choices: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 1, 2]).logProbabilities(of: [[0.5, 0.5, 0]])
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 1, 2]).logProbabilities(of: [[1, 0, 0, 0]])
    }
    await #expect(processExitsWith: .failure) {
      _ = CategoricalNode(logits: [0, 1, 2]).outcome(of: [3])
    }
    let large = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ =
        CategoricalNode(
          logits: [Double](repeating: 0, count: 100), variables: 10, choices: 10
        ).support
    }
    let text = large.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("10^10 sequences are too many to list"))
  }
}
