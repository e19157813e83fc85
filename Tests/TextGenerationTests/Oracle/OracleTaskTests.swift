import PortableMath
import RandomStreams
import StochasticOptimization
import TextGeneration
import Testing

/// Four tokens, three times: everything can be found by enumeration.
@Suite struct OracleTaskTests {
  static func task(seed: UInt64, training: Int = 2_000) -> OracleTask {
    var stream = RandomStream(seed: seed)
    return OracleTask(
      vocabulary: 4, length: 3, features: 4, hidden: 5, training: training, heldOut: 2_000,
      using: &stream)
  }

  static let sequences = SmallModels.sequences(4, length: 3)

  /// E_p[−log q] in nats a token.
  private func crossEntropy(
    _ p: some SequenceModel, _ q: some SequenceModel
  ) -> Double {
    let (p, q) = (
      p.stepwiseLogProbabilities(of: Self.sequences), q.stepwiseLogProbabilities(of: Self.sequences)
    )
    return zip(p, q).reduce(0) { $0 - Double.exp($1.0) * $1.1 } / 3
  }

  /// Whether an estimate is within 4.5 standard errors, which it is but once in 150,000, and these aren't for show.
  private func agree(_ mean: SampleMean, _ exact: Double) -> Bool {
    (mean.value - exact).magnitude < 4.5 * mean.standardError + 1e-6 && mean.standardError < 0.02
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the floor is the oracle's entropy, and uniform tokens have their own loss`(seed: UInt64) {
    let task = Self.task(seed: seed)
    #expect(agree(task.floor, crossEntropy(task.oracle, task.oracle)))
    var stream = RandomStream(seed: seed + 10)
    let exact = task.oracle.stepwiseLogProbabilities(of: Self.sequences).reduce(0, -) / 64 / 3
    let uniform = task.uniformLoss(samples: 4_000, using: &stream)
    #expect((uniform.value - exact).magnitude < 4.5 * uniform.standardError)
    #expect(uniform.standardError < 0.05)
  }

  @Test(arguments: [4, 5, 6] as [UInt64])
  func `measures from both sides are those of enumeration`(seed: UInt64) {
    let (task, model) = (Self.task(seed: seed), SmallModels.recurrent(4, seed: seed + 20))
    var stream = RandomStream(seed: seed + 40)
    let found = task.measures(
      of: model, settings: OracleMeasureSettings(samples: 2_000), using: &stream)
    let (floor, entropy) = (crossEntropy(task.oracle, task.oracle), crossEntropy(model, model))
    let (oracleLoss, heldOut) = (
      crossEntropy(model, task.oracle), crossEntropy(task.oracle, model)
    )
    func isRight(_ mean: SampleMean, _ exact: Double) -> Bool {
      (mean.value - exact).magnitude < 4.5 * mean.standardError && mean.standardError < 0.06
    }
    #expect(isRight(found.oracleLoss, oracleLoss) && isRight(found.heldOutLoss, heldOut))
    #expect(isRight(found.entropy, entropy) && isRight(found.oracleGap, oracleLoss - floor))
    #expect(isRight(found.heldOutGap, heldOut - floor))
    #expect(isRight(found.reverseDivergence, oracleLoss - entropy))
    #expect(heldOut - floor > 0.05 && oracleLoss - entropy > 0.05)
  }

  @Test func `the oracle itself has no divergence at all`() {
    let task = Self.task(seed: 7)
    var stream = RandomStream(seed: 7)
    let found = task.measures(of: task.oracle, using: &stream)
    #expect(found.heldOutGap == SampleMean(value: 0, standardError: 0))
    #expect(found.reverseDivergence == SampleMean(value: 0, standardError: 0))
    #expect(found.oracleGap.value.magnitude < 4.5 * found.oracleGap.standardError)
    #expect(found.distinctTokens <= 4 && found.selfBLEU > 0.5)
  }

  @Test(arguments: [8, 9, 10] as [UInt64])
  func `the sharpened oracle is below the floor, and loses on what is held out`(seed: UInt64) {
    let task = Self.task(seed: seed)
    var stream = RandomStream(seed: seed)
    let sharp = TemperedModel(task.oracle, temperature: 0.5)
    let found = task.measures(of: sharp, using: &stream)
    #expect(found.oracleGap.interval(confidence: 0.999).upperBound < 0)
    #expect(found.heldOutGap.interval(confidence: 0.999).lowerBound > 0)
    #expect(found.entropy.value < task.floor.value)
  }

  @Test func `distinct tokens are counted, and equal sequences are alike`() {
    // Greedy but for rounding: sequences are all the same.
    let task = Self.task(seed: 11)
    let model = TemperedModel(SmallModels.recurrent(4), temperature: 1e-4)
    var stream = RandomStream(seed: 11)
    let found = task.measures(of: model, using: &stream)
    let greedy = model.generate(1, length: 3, decoding: .greedy, using: &stream)[0]
    #expect(found.distinctTokens == Set(greedy).count)
    #expect(found.distinctFraction == Double(Set(greedy).count) / 4)
    #expect(found.selfBLEU == 1 && found.entropy.value < 1e-6)
  }

  @Test func `a seed gives one task`() {
    let (first, second) = (Self.task(seed: 12, training: 10), Self.task(seed: 12, training: 10))
    #expect(first.training == second.training && first.heldOut == second.heldOut)
    #expect(numbers(in: first.oracle) == numbers(in: second.oracle))
    #expect(first.training.allSatisfy { $0.count == 3 } && first.training.count == 10)
    #expect(first.training != Self.task(seed: 13, training: 10).training)
    #expect(first.training != Array(first.heldOut[..<10]))
  }

  @Test func `a generator with other tokens, and too few samples, trap`() async {
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = Self.task(seed: 1, training: 10)
        .measures(of: SmallModels.recurrent(3), using: &stream)
    }
    await #expect(processExitsWith: .failure) { _ = OracleMeasureSettings(samples: 1) }
    await #expect(processExitsWith: .failure) { _ = Self.task(seed: 1, training: 0) }
  }
}
