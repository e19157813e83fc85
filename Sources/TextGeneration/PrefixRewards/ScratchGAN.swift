public import NeuralNetworks
import RandomStreams
public import StochasticOptimization

/// A generator that learns from nothing but a discriminator's rewards for every beginning, in large batches and without
/// maximum likelihood before.
///
///     var game = ScratchGAN(vocabulary: 100, settings: .small, using: &stream)
///     for _ in 0..<1000 { game.advance(real: sentences, using: &stream) }
///     game.generator
///
/// It is a value: a copy of it, with a copy of the stream, plays on to the same bits.
///
/// > Reference: de Masson d'Autume, Rosca, Rae & Mohamed (2019), "Training language GANs from scratch", arXiv:1905.09922.
public struct ScratchGAN<Generator: SequenceModel>: Sendable {
  /// How both learn.
  public let settings: ScratchGANSettings
  /// The generator, its optimiser and its baseline.
  public private(set) var training: SequencePolicyGradient<Generator, Adam>
  /// The discriminator, and how it rewards.
  public private(set) var rewards: PrefixRewards
  /// What moves the discriminator.
  private var optimizer: ScratchGANSettings.DiscriminatorOptimizer
  /// How many rounds have been played.
  public private(set) var rounds = 0

  /// A game of two given players.
  ///
  /// - Parameters:
  ///   - generator: What writes.
  ///   - discriminator: What judges; its vocabulary is the generator's.
  ///   - settings: How they learn; the sizes in it are not looked at.
  public init(
    _ generator: Generator, against discriminator: RecurrentDiscriminator,
    settings: ScratchGANSettings
  ) {
    if generator.vocabulary != discriminator.vocabulary {
      fatalError(
        "ScratchGAN: the generator writes \(generator.vocabulary) tokens, the discriminator reads \(discriminator.vocabulary)."
      )
    }
    self.settings = settings
    training = SequencePolicyGradient(
      generator, optimizer: Adam(learningRate: settings.generatorRate, beta1: settings.beta1),
      baseline: settings.baselineDecay.map { MovingAverageBaseline(decay: $0) }
        ?? ConstantBaseline(0),
      batch: settings.batch, length: settings.length)
    rewards = PrefixRewards(
      discriminator, discount: settings.discount, isDense: settings.isDense)
    optimizer = settings.discriminatorOptimizer
  }

  /// What writes.
  public var generator: Generator { training.model }

  /// What judges.
  public var discriminator: RecurrentDiscriminator { rewards.discriminator }

  /// What happened in a round.
  public struct Round: Sendable {
    /// The discriminator's loss before its last step, in nats; log 2 where it can't tell real from generated.
    public let discriminatorLoss: Double
    /// The mean of all values before the baseline is subtracted, in the generator's last step.
    public let meanValue: Double
  }

  /// One round: the discriminator learns from real sequences and as many new ones of the generator's, then the generator
  /// learns from the discriminator's rewards.
  ///
  /// - Parameters:
  ///   - real: What the generator is to write like, of T tokens each; batches are drawn from them with replacement.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  @discardableResult
  public mutating func advance(
    real: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> Round {
    if real.isEmpty { fatalError("ScratchGAN: there are no real sequences.") }
    var stream = RandomStream(drawnFrom: &generator)
    var loss = Double.nan
    for _ in 0..<settings.discriminatorSteps {
      let batch = settings.batch(of: real, using: &stream)
      let generated = training.model.generate(
        settings.batch, length: settings.length, using: &stream)
      loss = rewards.discriminator.train(
        real: batch, generated: generated, by: &optimizer, using: &stream)
    }
    var value = Double.nan
    for _ in 0..<settings.generatorSteps {
      value = training.step(&rewards, using: &stream).meanValue
    }
    rounds += 1
    return Round(discriminatorLoss: loss, meanValue: value)
  }
}

extension ScratchGAN where Generator == RecurrentLanguageModel {
  /// A game of two new players.
  ///
  /// - Parameters:
  ///   - vocabulary: V.
  ///   - settings: How large the players are, and how they learn.
  ///   - generator: Where their parameters come from.
  public init(
    vocabulary: Int, settings: ScratchGANSettings,
    using generator: inout some RandomNumberGenerator
  ) {
    let writer = RecurrentLanguageModel(
      vocabulary: vocabulary, features: settings.features, hidden: settings.generatorHidden,
      using: &generator)
    let judge = RecurrentDiscriminator(
      vocabulary: vocabulary, features: settings.features, hidden: settings.discriminatorHidden,
      dropout: settings.discriminatorDropout, using: &generator)
    self.init(writer, against: judge, settings: settings)
  }
}
