import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct ScratchGANTests {
  static let tiny = {
    var settings = ScratchGANSettings.small
    settings.length = 3
    settings.batch = 64
    settings.features = 4
    settings.generatorHidden = 8
    settings.discriminatorHidden = 8
    settings.generatorRate = 0.01
    settings.discriminatorRate = 0.01
    return settings
  }()

  private func game(_ settings: ScratchGANSettings, seed: UInt64) -> ScratchGAN<
    RecurrentLanguageModel
  > {
    var stream = RandomStream(seed: seed)
    return ScratchGAN(vocabulary: 3, settings: settings, using: &stream)
  }

  private func real(_ count: Int = 2000) -> [[Int]] {
    var stream = RandomStream(seed: 100)
    return SmallModels.recurrent(seed: 1).generate(count, length: 3, using: &stream)
  }

  /// The generator starts near uniform and must come at least half of the way, on each of three seeds.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it learns from scratch`(seed: UInt64) {
    var (game, stream) = (game(Self.tiny, seed: seed), RandomStream(seed: seed))
    let (oracle, real) = (SmallModels.recurrent(seed: 1), real())
    let before = jensenShannonDivergence(game.generator, oracle, length: 3)
    for _ in 0..<150 { game.advance(real: real, using: &stream) }
    #expect(jensenShannonDivergence(game.generator, oracle, length: 3) < before / 2)
    #expect(game.rounds == 150)
  }

  @Test func `a copy plays on to the same bits`() {
    var (first, stream) = (game(Self.tiny, seed: 4), RandomStream(seed: 5))
    let real = real(50)
    first.advance(real: real, using: &stream)
    var (second, other) = (first, stream)
    for _ in 0..<3 {
      let (left, right) = (
        first.advance(real: real, using: &stream), second.advance(real: real, using: &other)
      )
      #expect(left.discriminatorLoss == right.discriminatorLoss)
      #expect(left.meanValue == right.meanValue)
    }
    #expect(first.generator.isIdentical(to: second.generator))
    #expect(first.discriminator.isIdentical(to: second.discriminator))
    #expect(stream == other)
  }

  /// b ← 0.08 · 0 + 0.92 · mean: the published decay keeps 8 % of the old baseline, and it is 0 in the first step.
  @Test func `the baseline is the mean of the step before, nearly`() {
    let real = real(50)
    var (game, stream) = (game(Self.tiny, seed: 6), RandomStream(seed: 7))
    let value = game.advance(real: real, using: &stream).meanValue
    #expect((game.training.baseline.values(rows: 1)[0] - 0.92 * value).magnitude < 1e-12)
    var settings = Self.tiny
    settings.baselineDecay = nil
    var without = self.game(settings, seed: 6)
    without.advance(real: real, using: &stream)
    #expect(without.training.baseline.values(rows: 1) == [0])
  }

  @Test func `settings reach the players`() {
    var settings = Self.tiny
    settings.isDense = false
    settings.discount = 0.5
    settings.discriminatorDropout = 0.25
    let game = game(settings, seed: 8)
    #expect(!game.rewards.isDense)
    #expect(game.rewards.discount == 0.5)
    #expect(game.training.batch == 64)
    #expect(game.discriminator.memory.hidden == 8)
    #expect(game.discriminator.dropout.probability == 0.25)
    #expect(game.generator.memory.hidden == 8)
    #expect(game.generator.embedding.features == 4)
  }

  /// Without steps of its own, a player stays as it is.
  @Test func `each player moves in its own steps`() {
    let real = real(50)
    var settings = Self.tiny
    settings.generatorSteps = 0
    var (game, stream) = (game(settings, seed: 9), RandomStream(seed: 9))
    let (generator, discriminator) = (game.generator, game.discriminator)
    game.advance(real: real, using: &stream)
    #expect(game.generator.isIdentical(to: generator))
    #expect(!game.discriminator.isIdentical(to: discriminator))
  }

  @Test func `traps`() async {
    await #expect(processExitsWith: .failure) {
      _ = ScratchGAN(
        SmallModels.recurrent(3), against: .small(4, seed: 1), settings: ScratchGANTests.tiny)
    }
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      var game = ScratchGAN(vocabulary: 3, settings: ScratchGANTests.tiny, using: &stream)
      game.advance(real: [], using: &stream)
    }
  }
}
