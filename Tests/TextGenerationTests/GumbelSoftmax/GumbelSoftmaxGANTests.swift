import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct GumbelSoftmaxGANTests {
  private func game(_ seed: UInt64, temperature: Schedule = .constant(0.5)) -> GumbelSoftmaxGAN {
    var stream = RandomStream(seed: seed)
    let writer = RecurrentLanguageModel(
      vocabulary: 3, features: 4, hidden: 8, using: &stream)
    return GumbelSoftmaxGAN(
      writer, against: .small(hidden: 8, seed: seed), temperature: temperature,
      settings: ScratchGANTests.tiny)
  }

  private var real: [[Int]] {
    var stream = RandomStream(seed: 100)
    return SmallModels.recurrent(seed: 1).generate(2000, length: 3, using: &stream)
  }

  @Test func `relaxed tokens are points of the simplex`() {
    var stream = RandomStream(seed: 1)
    let tokens = SmallModels.recurrent(seed: 1).relaxed(
      7, length: 4, temperature: 0.7, using: &stream)
    #expect(tokens.shape == [4, 7, 3])
    #expect(tokens.scalars.allSatisfy { $0 >= 0 && $0 <= 1 })
    #expect(tokens.sum(along: 2).scalars.allSatisfy { ($0 - 1).magnitude < 1e-6 })
  }

  /// At any temperature the largest component of the first token is v with its probability; when it is cold, the
  /// sequences of largest components are those of the model. Frequencies of n draws are within 4 √(p (1 − p) / n).
  @Test(arguments: [0.01, 2] as [Float])
  func `their largest components are draws of the model`(temperature: Float) {
    let (model, count) = (SmallModels.recurrent(seed: 2), 4000)
    let length = temperature < 0.1 ? 2 : 1
    var stream = RandomStream(seed: 3)
    let tokens = model.relaxed(count, length: length, temperature: temperature, using: &stream)
    let largest = tokens.argmax(along: -1)
    let all = SmallModels.sequences(3, length: length)
    for (sequence, log) in zip(all, model.stepwiseLogProbabilities(of: all)) {
      let hits = (0..<count).filter { row in
        (0..<length).allSatisfy { largest[$0 * count + row] == sequence[$0] }
      }.count
      let p = Double.exp(log)
      let error = (p * (1 - p) / Double(count)).squareRoot()
      #expect((Double(hits) / Double(count) - p).magnitude < 4 * error)
    }
  }

  @Test func `at a corner the discriminator reads a token`() {
    let judge = RecurrentDiscriminator.small(seed: 4)
    let sequences = [[0, 2, 1], [1, 1, 0]]
    let corners = stack((0..<3).map { time in oneHot(sequences.map { $0[time] }, count: 3) })
    let gap = judge.logits(ofRelaxed: corners) - judge.logits(of: sequences)
    #expect(gap.scalars.allSatisfy { $0.magnitude < 1e-6 })
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the discriminator's gradient reaches the generator`(seed: UInt64) {
    let game = game(seed)
    let error = game.generator.slopeError(seed + 10) { generator in
      var stream = RandomStream(seed: seed)
      return game.generatorLoss(of: generator, at: 0.8, using: &stream)
    }
    #expect(error < 0.01)
  }

  /// Where all that is real is one sentence, the generator, which starts near 1/27, must come to write it mostly. It is
  /// cold: a warm one may become sure of another sentence, as sure words look more real than soft ones.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it learns a sentence from scratch`(seed: UInt64) {
    var game = game(seed, temperature: .constant(0.1))
    var stream = RandomStream(seed: seed)
    for _ in 0..<300 { game.advance(real: [[2, 0, 1]], using: &stream) }
    let log = game.generator.stepwiseLogProbabilities(of: [[2, 0, 1]])[0]
    #expect(log > Double.log(0.5))
  }

  @Test func `a copy plays on to the same bits, and the temperature falls`() {
    let real = real
    var first = game(7, temperature: .linear(from: 2, to: 0.5, over: 3))
    var stream = RandomStream(seed: 8)
    first.advance(real: real, using: &stream)
    var (second, other) = (first, stream)
    first.advance(real: real, using: &stream)
    second.advance(real: real, using: &other)
    #expect(first.generator.isIdentical(to: second.generator))
    #expect(first.discriminator.isIdentical(to: second.discriminator))
    #expect(first.temperature(first.rounds) == 1)
  }

  @Test func `traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = GumbelSoftmaxGAN(
        SmallModels.recurrent(3), against: .small(3, end: 2, seed: 1),
        temperature: .constant(1), settings: .small)
    }
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = SmallModels.recurrent(3).relaxed(2, length: 2, temperature: 0, using: &stream)
    }
  }
}
