import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import Testing
import TextGeneration

@Suite struct RewardTests {
  private func values(_ values: some TokenValues, seed: UInt64 = 1) -> [[Double]] {
    var (values, random) = (values, RandomStream(seed: seed))
    let sequences = [[Int]](repeating: [0, 1, 1, 0, 1], count: 400)
    return values.values(of: sequences, using: &random)
  }

  @Test func `shuffled values are those of another sequence, in their places`() async {
    struct Numbered: TokenValues {
      func values(
        of sequences: [[Int]], using generator: inout some RandomNumberGenerator
      ) -> [[Double]] {
        sequences.indices.map { row in sequences[row].indices.map { Double(10 * row + $0) } }
      }
    }
    var (shuffled, random) = (ShuffledValues(Numbered()), RandomStream(seed: 5))
    let sequences = [[Int]](repeating: [0, 0, 0], count: 4)
    var shifts = Set<Int>()
    for _ in 0..<60 {
      let found = shuffled.values(of: sequences, using: &random)
      let shift = Int(found[0][0] / 10)
      shifts.insert(shift)
      for row in 0..<4 {
        #expect(found[row] == (0..<3).map { Double(10 * ((row + shift) % 4) + $0) })
      }
    }
    // None is left with its own; that one of the others is missing has a chance of 3 (2/3)⁶⁰.
    #expect(shifts == [1, 2, 3])
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var (alone, random) = (ShuffledValues(ConstantReward()), RandomStream(seed: 5))
        _ = alone.values(of: [[0]], using: &random)
      }, saying: "1 sequences in a batch; there must be another")
  }

  @Test func `a constant is the same for every token`() {
    #expect(
      values(ConstantReward(2.5)) == [[Double]](repeating: [2.5, 2.5, 2.5, 2.5, 2.5], count: 400))
    #expect(values(ConstantReward())[7] == [1, 1, 1, 1, 1])
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `random values are uniform, and each token's is its own`(seed: UInt64) {
    let found = values(RandomReward(), seed: seed)
    let all = Array(found.joined())
    #expect(all.allSatisfy { (0..<1).contains($0) })
    // 2,000 values of variance 1/12: four standard errors are 4 √(1/12/2000) = 0.0258. Their squares have the mean 1/3 and
    // the variance 1/5 − 1/9 = 4/45: 4 √(4/45/2000) = 0.0267.
    #expect(abs(all.reduce(0, +) / 2_000 - 0.5) < 0.0258)
    #expect(abs(all.reduce(0) { $0 + $1 * $1 } / 2_000 - 1.0 / 3) < 0.0267)
    #expect(Set(all).count == 2_000)
    let centred = values(RandomReward.zeroMean, seed: seed).joined()
    #expect(abs(centred.reduce(0, +) / 2_000) < 0.0258)
    #expect(centred.allSatisfy { (-0.5..<0.5).contains($0) })
  }

  /// All 27 sequences of three tokens, and how probable each is to a model that prefers some.
  private func everySequence(
    seed: UInt64
  ) -> (node: AutoregressiveNode<RecurrentLanguageModel>, probabilities: [Double]) {
    var random = RandomStream(seed: seed)
    let node = AutoregressiveNode(
      RecurrentLanguageModel(
        vocabulary: 3, features: 2, hidden: 3, initial: .normal(standardDeviation: 0.5),
        using: &random), rows: 27, length: 3)
    return (node, node.logProbabilities(of: node.support).map { Double.exp($0) })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the mean of a constant's gradient is 0`(seed: UInt64) {
    let (node, probabilities) = everySequence(seed: seed)
    var random = RandomStream(seed: seed)
    func largest(_ values: some TokenValues) -> Double {
      var (values, gradient) = (values, node.zeroGradient)
      let weights = zip(
        values.values(of: node.support, using: &random), probabilities
      ).map { row, probability in row.map { $0 * probability } }
      node.addTokenScores(of: node.support, weights: weights, to: &gradient)
      return gradient.components.map(abs).max() ?? 0
    }
    // 81 terms below 1, each rounded to 2⁻²⁴: 81 · 6·10⁻⁸ at the most.
    #expect(largest(ConstantReward(1)) < 5e-6)
    #expect(largest(ConstantReward(-3)) < 1.5e-5)
    // One that looks at what was written has a gradient.
    #expect(largest(SentenceReward(Objective { $0[0] == 0 ? 1 : 0 })) > 1e-3)
  }

  /// By how much 100 steps of `Adam` change the entropy of a generator that begins near to uniform, in nats a sequence.
  private func change(by values: some TokenValues, seed: UInt64) -> Double {
    var (values, random) = (values, RandomStream(seed: seed))
    var training = SequencePolicyGradient(
      RecurrentLanguageModel(vocabulary: 4, features: 3, hidden: 4, using: &random),
      optimizer: Adam(learningRate: 0.02), batch: 16, length: 3)
    func entropy() -> Double {
      let node = AutoregressiveNode(training.model, rows: 64, length: 3)
      return node.logProbabilities(of: node.support).reduce(0) { $0 - Double.exp($1) * $1 }
    }
    let before = entropy()
    for _ in 0..<100 { training.step(&values, using: &random) }
    return entropy() - before
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `entropy falls under a constant, and under noise alone`(seed: UInt64) {
    // The mean of a step is 0 for both, but a walk that begins where entropy is nearly the most that there can be, log 64,
    // leads to where it is less.
    #expect(change(by: ConstantReward(), seed: seed) < 0)
    #expect(change(by: RandomReward.zeroMean, seed: seed) < 0)
    #expect(change(by: ConstantReward(0), seed: seed) == 0)
  }

  @Test func `a range without numbers traps`() async {
    await #expect(processExitsWith: .failure) { _ = RandomReward(in: 1..<1) }
    await #expect(processExitsWith: .failure) { _ = RandomReward(in: 0 ..< .infinity) }
  }
}
