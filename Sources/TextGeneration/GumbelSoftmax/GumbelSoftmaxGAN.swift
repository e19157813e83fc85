public import NeuralNetworks
public import RandomStreams
public import Tensors

/// A generator that learns through its discriminator, not from rewards: what it writes is relaxed, so that the
/// discriminator's gradient reaches it.
///
/// Both players see every beginning. The generator's loss is −log D of what it writes, the mean over beginnings. What it is
/// used for afterwards is tokens, and it has never written one in training: the temperature τ falls so that it comes near.
/// It needs memory for T · rows · V numbers, several times.
///
/// > Reference: Kusner & Hernández-Lobato (2016), arXiv:1611.04051.
/// > Note: Their discriminator judges whole sequences; ours is that of ``ScratchGAN``, so that the two can be compared.
public struct GumbelSoftmaxGAN: Sendable {
  /// What writes.
  public private(set) var generator: RecurrentLanguageModel
  /// What judges.
  public private(set) var discriminator: RecurrentDiscriminator
  /// τ, by the rounds played before.
  public let temperature: Schedule
  /// How both learn: batch, length, step sizes and penalty; discount, baseline and sizes are not looked at.
  public let settings: ScratchGANSettings
  /// How many rounds have been played.
  public private(set) var rounds = 0
  private var generatorOptimizer: Adam
  private var discriminatorOptimizer: ScratchGANSettings.DiscriminatorOptimizer

  /// A game of two given players.
  ///
  /// - Parameters:
  ///   - generator: What writes.
  ///   - discriminator: What judges; its vocabulary is the generator's, and it knows no end.
  ///   - temperature: τ, by the rounds played before.
  ///   - settings: How both learn: batch, length, step sizes and penalty; discount, baseline and sizes are not looked at.
  public init(
    _ generator: RecurrentLanguageModel, against discriminator: RecurrentDiscriminator,
    temperature: Schedule, settings: ScratchGANSettings
  ) {
    if generator.vocabulary != discriminator.vocabulary || discriminator.end != nil {
      fatalError(
        """
        GumbelSoftmaxGAN: the generator writes \(generator.vocabulary) tokens, the discriminator reads \
        \(discriminator.vocabulary) and ends at \(discriminator.end ?? -1); relaxed tokens have no end.
        """)
    }
    self.generator = generator
    self.discriminator = discriminator
    self.temperature = temperature
    self.settings = settings
    generatorOptimizer = Adam(learningRate: settings.generatorRate, beta1: settings.beta1)
    discriminatorOptimizer = settings.discriminatorOptimizer
  }

  /// The losses before the steps of a round, in nats.
  public struct Round: Sendable {
    /// That of the discriminator; log 2 where it can't tell real from generated.
    public let discriminatorLoss: Double
    /// That of the generator: the mean of −log D.
    public let generatorLoss: Double
  }

  /// One round: a step of the discriminator, then one of the generator.
  ///
  /// - Parameters:
  ///   - real: What the generator is to write like, of T tokens each; batches are drawn from them with replacement.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  @discardableResult
  public mutating func advance(
    real: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> Round {
    if real.isEmpty { fatalError("GumbelSoftmaxGAN: there are no real sequences.") }
    var stream = RandomStream(drawnFrom: &generator)
    let temperature = temperature(rounds)
    let judged = judge(real, at: temperature, using: &stream)
    discriminatorOptimizer.update(&discriminator, along: judged.gradient)
    let written = valueAndGradient(at: self.generator) {
      generatorLoss(of: $0, at: temperature, using: &stream)
    }
    generatorOptimizer.update(&self.generator, along: written.gradient)
    rounds += 1
    return Round(
      discriminatorLoss: Double(judged.value.scalar), generatorLoss: Double(written.value.scalar))
  }

  /// The mean of −log D over beginnings of relaxed sequences, a function of the generator.
  ///
  /// - Parameters:
  ///   - generator: What writes.
  ///   - temperature: τ > 0.
  ///   - stream: Where the noise comes from.
  public func generatorLoss(
    of generator: RecurrentLanguageModel, at temperature: Float, using stream: inout RandomStream
  ) -> Tensor {
    let tokens = generator.relaxed(
      settings.batch, length: settings.length, temperature: temperature, using: &stream)
    return softplus(-discriminator.logits(ofRelaxed: tokens)).mean()
  }

  /// The discriminator's loss and gradient, of real tokens against relaxed ones.
  private func judge(
    _ real: [[Int]], at temperature: Float, using stream: inout RandomStream
  ) -> (value: Tensor, gradient: RecurrentDiscriminator) {
    let sequences = settings.batch(of: real, using: &stream)
    let tokens = generator.relaxed(
      settings.batch, length: settings.length, temperature: temperature, using: &stream)
    return valueAndGradient(at: discriminator) {
      let dropped = $0.droppingNumbers(using: &stream)
      return RecurrentDiscriminator.loss(
        realLogits: dropped.logits(of: sequences),
        generatedLogits: dropped.logits(ofRelaxed: tokens))
    }
  }
}

extension RecurrentDiscriminator {
  /// The log-odds that each beginning is real, of relaxed tokens; shape [T, rows].
  ///
  /// - Parameter tokens: Weights of the vocabulary, shape [T, rows, V].
  public func logits(ofRelaxed tokens: Tensor) -> Tensor {
    logits(reading: matmul(tokens, embedding.table))
  }
}
