import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing

/// Models compute with `Float`: probabilities are right to about 10⁻⁶.
@Suite struct AutoregressiveNodeTests {
  /// Two tokens: ¾ and ¼ first; after 0 they are ½ and ½, after 1 they are ⅕ and ⅘.
  static let bigrams = Bigrams(
    first: Tensor([3, 1].map { Float(Double.log($0)) }),
    next: Tensor([1, 1, 1, 4].map { Float(Double.log($0)) }, shape: [2, 2]))
  static let recurrent = Recurrent(vocabulary: 3, seed: 31)

  @Test func `probabilities are as worked out by hand`() {
    let node = AutoregressiveNode(Self.bigrams, rows: 2, length: 3)
    let found = node.logProbabilities(of: [[0, 1, 1], [1, 1, 0]])
    let expected = [0.75 * 0.5 * 0.8, 0.25 * 0.8 * 0.2].map { Double.log($0) }
    #expect(largestDifference(found, expected) < 1e-6)
  }

  /// Of (0, 1): 1 − ¾ for the first token, and ½ for the second, each times its weight.
  @Test func `scores are as worked out by hand, for sequences and for tokens`() {
    let node = AutoregressiveNode(Self.bigrams, length: 2)
    let score = node.score(of: [[0, 1]], weights: [2]).components
    #expect(largestDifference(score, [0.5, -0.5, -1, 1, 0, 0]) < 1e-6)
    var tokens = node.zeroGradient
    node.addTokenScores(of: [[0, 1]], weights: [[2, -3]], to: &tokens)
    #expect(largestDifference(tokens.components, [0.5, -0.5, 1.5, -1.5, 0, 0]) < 1e-6)
  }

  @Test func `the support has each sequence once, and its probabilities sum to 1`() {
    let node = AutoregressiveNode(Self.recurrent, rows: 2, length: 3)
    #expect(Set(node.support).count == 27 && node.support.count == 27)
    #expect(node.support[5] == [2, 1, 0])
    #expect((totalProbability(of: node, row: 1) - 1).magnitude < 1e-6)
  }

  /// `Float` differences over 2⁻⁶ are exact to some 10⁻⁷/2⁻⁶ = 10⁻⁵ of rounding and 10⁻⁴ of the third derivative.
  @Test func `scores are central differences of log-probabilities`() {
    let node = AutoregressiveNode(Self.recurrent, rows: 2, length: 3)
    let (outcomes, weights) = ([[0, 2, 1], [1, 1, 2]], [1.5, -0.7])
    let found = node.score(of: outcomes, weights: weights).components
    let expected = parameterDifferences(of: Self.recurrent) {
      weights.dot(AutoregressiveNode($0, rows: 2, length: 3).logProbabilities(of: outcomes))
    }
    #expect(found.contains { $0.magnitude > 0.1 })
    #expect(largestDifference(found, expected) < 1e-3)
  }

  @Test func `what is drawn token by token has the probabilities of whole sequences`() {
    let node = AutoregressiveNode(Self.recurrent, length: 3)
    var support = node.support
    EnumeratedChance.forEachCase {
      node.sample(using: &$0)[0]
    } visit: { sequence, probability in
      let expected = Double.exp(node.logProbabilities(of: [sequence])[0])
      #expect((probability - expected).magnitude < 1e-6)
      support.removeAll { $0 == sequence }
    }
    #expect(support.isEmpty)
  }

  @Test func `completions keep their beginnings and are drawn given them`() {
    let node = AutoregressiveNode(Self.recurrent, rows: 7, length: 3)
    let one = AutoregressiveNode(Self.recurrent, rows: 1, length: 3)
    let prefixes = [[1], [2, 0], [0, 1, 2]]
    func weight(_ sequence: [Int], given prefix: [Int]) -> Double {
      let all = one.support.filter { $0.starts(with: prefix) }
      let total = all.reduce(0) { $0 + Double.exp(one.logProbabilities(of: [$1])[0]) }
      return Double.exp(one.logProbabilities(of: [sequence])[0]) / total
    }
    var cases = 0
    EnumeratedChance.forEachCase {
      node.completions(of: prefixes, using: &$0)
    } visit: { sequences, probability in
      cases += 1
      #expect(sequences[2] == [0, 1, 2])
      #expect(zip(sequences, prefixes).allSatisfy { $0.count == 3 && $0.starts(with: $1) })
      let expected = zip(sequences, prefixes).reduce(1) { $0 * weight($1.0, given: $1.1) }
      #expect((probability - expected).magnitude < 1e-6)
    }
    #expect(cases == 27)
  }

  @Test func `a model that does all times at once agrees with its steps`() {
    let fast = AutoregressiveNode(FastRecurrent(steps: Self.recurrent), rows: 2, length: 3)
    let slow = AutoregressiveNode(Self.recurrent, rows: 2, length: 3)
    let outcomes = [[0, 2, 1], [1, 1, 2]]
    #expect(
      largestDifference(
        fast.logProbabilities(of: outcomes), slow.logProbabilities(of: outcomes)) < 1e-6)
    #expect(
      largestDifference(
        fast.score(of: outcomes, weights: [1.5, -0.7]).components,
        slow.score(of: outcomes, weights: [1.5, -0.7]).components) < 1e-6)
  }

  @Test func `estimators have the exact gradient for their mean, which is the slope of the mean`() {
    let node = AutoregressiveNode(Self.recurrent, length: 2)
    let f = Objective { (z: [Int]) in
      Double(z[0] * z[0]) - 2 * Double(z[1]) + (z[0] == z[1] ? 3 : 0)
    }
    let exact = exactGradient(of: f, on: node).components
    let score = moments(of: ScoreFunction(), on: node, of: f)
    let pairs = moments(of: LeaveOneOut(count: 2), on: node, of: f)
    #expect(largestDifference(score.mean, exact) < 1e-5)
    #expect(largestDifference(pairs.mean, exact) < 1e-5)
    let slopes = parameterDifferences(of: Self.recurrent) {
      exactMean(of: f, on: AutoregressiveNode($0, length: 2))
    }
    #expect(exact.contains { $0.magnitude > 0.1 })
    #expect(largestDifference(exact, slopes) < 2e-3)
  }

  /// After 0 (⅗) all three tokens have ⅓; after 1 (⅖) comes 1 nearly always: ⅕ against ⅖.
  @Test func `greedy sequences take the likeliest tokens, and aren't the likeliest sequences`() {
    let model = Bigrams(
      first: Tensor([3, 2, 0.001].map { Float(Double.log($0)) }),
      next: Tensor([0, 0, 0, 0, 9, 0, 0, 0, 0], shape: [3, 3]))
    let node = AutoregressiveNode(model, rows: 2, length: 2)
    #expect(node.modes == [[0, 0], [0, 0]])
    let greedy = node.logProbabilities(of: node.modes)[0]
    let better = node.logProbabilities(of: [[1, 1], [1, 1]])[0]
    #expect((greedy - Double.log(0.2)).magnitude < 1e-3 && better > greedy + 0.5)
  }

  /// The pullback is the identity, so that an ascent moves the model itself.
  @Test func `an ascent teaches the model to repeat its first token`() {
    let node = AutoregressiveNode(Self.recurrent, rows: 16, length: 3)
    let f = Objective { (z: [Int]) in z[0] == z[1] && z[1] == z[2] ? 1 : 0 }
    var ascent = StochasticAscent(
      StochasticProblem(node, objective: f), estimator: LeaveOneOut(count: 2),
      optimizer: Adam(learningRate: 0.05))
    func value(_ model: Recurrent) -> Double {
      exactMean(of: f, on: AutoregressiveNode(model, length: 3))
    }
    #expect(value(Self.recurrent) < 0.3)
    var random = RandomStream(seed: 32)
    for _ in 0..<150 { ascent.step(using: &random) }
    #expect(value(ascent.problem.distribution.model) > 0.9)
    #expect(ascent.problem.distribution.rows == 16)
  }

  @Test func `sequences that don't fit trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = AutoregressiveNode(Recurrent(vocabulary: 3, seed: 1), rows: 0, length: 3)
    }
    await #expect(processExitsWith: .failure) {
      _ = AutoregressiveNode(Recurrent(vocabulary: 3, seed: 1), length: 3)
        .logProbabilities(of: [[0, 1]])
    }
    await #expect(processExitsWith: .failure) {
      _ = AutoregressiveNode(Recurrent(vocabulary: 3, seed: 1), length: 2)
        .logProbabilities(of: [[0, 3]])
    }
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      withDrawnChance(from: &random) {
        _ = AutoregressiveNode(Recurrent(vocabulary: 3, seed: 1), length: 2)
          .completions(of: [[0, 1, 2]], using: &$0)
      }
    }
    let large = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = AutoregressiveNode(Recurrent(vocabulary: 10, seed: 1), length: 10).support
    }
    let text = large.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
    #expect(text.contains("10^10 sequences are too many to list"))
  }

  /// Central differences of a function of a model, in each of its numbers.
  private func parameterDifferences<Model: Differentiable>(
    of model: Model, _ function: (Model) -> Double
  ) -> [Double] {
    let step: Float = 1 / 64
    return model.tensors.indices.flatMap { place in
      (0..<model.tensors[place].count).map { element in
        func value(_ shift: Float) -> Double {
          var tensors = model.tensors
          tensors[place].withMutableElements { $0[element] += shift }
          return function(model.replacingTensors(with: tensors))
        }
        return (value(step) - value(-step)) / Double(2 * step)
      }
    }
  }
}
