public import NeuralNetworks
internal import RandomStreams
internal import StochasticOptimization

/// A generator of sequences that learns from a discriminator, which learns to tell what it writes from what is real.
///
///     min over G, max over D of E[log D(real)] + E[log(1 − D(written))]
///
/// Tokens are discrete, so that no gradient leads from D to G; G follows a policy gradient instead, where each token is
/// worth what D says of the sequences that it can lead to (``MonteCarloSearch``). First G learns by maximum likelihood, then D
/// what G writes; then they take turns.
///
///     var gan = SeqGAN(.seconds, real: sequences, using: &random)
///     while let progress = gan.advance() { … gan.generator.model … }
///
/// It is a value: a copy goes on to the same bits, and so does what was saved in a file, in another process.
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), "SeqGAN: sequence generative adversarial nets with policy gradient",
/// > arXiv:1609.05473, algorithm 1.
public struct SeqGAN: Sendable {
  /// What moves the generator.
  public typealias GeneratorOptimizer = Chain<Clip, Adam>

  /// Everything that was chosen.
  public internal(set) var settings: SeqGANSettings
  /// The real sequences, shape [sequences][T].
  public let real: [[Int]]
  /// G, and how it follows a policy gradient. A copy of it can be trained with other values than D's.
  public internal(set) var generator:
    SequencePolicyGradient<
      RecurrentLanguageModel, GeneratorOptimizer
    >
  /// What finishes sequences: it follows the generator slowly.
  public internal(set) var rolloutPolicy: RecurrentLanguageModel
  /// D, and how it is trained.
  public internal(set) var discriminator: DiscriminatorTraining<Adam>
  /// How many epochs and rounds are done, of all three parts of the schedule together.
  public internal(set) var completed = 0
  /// Every epoch and every round has a stream of its own, a child of this seed's.
  let seed: UInt64

  /// Networks that have learned nothing.
  ///
  /// - Parameters:
  ///   - settings: Everything that is chosen.
  ///   - real: Sequences of `settings.length` tokens in 0 ..< `settings.vocabulary`; at least one.
  ///   - generator: Gives the seed of everything that is drawn; takes one word.
  public init(
    _ settings: SeqGANSettings, real: [[Int]], using generator: inout some RandomNumberGenerator
  ) {
    self.init(settings, real: real, seed: generator.next())
  }

  init(_ settings: SeqGANSettings, real: [[Int]], seed: UInt64) {
    // What can't be trained ends the program now, not after maximum likelihood.
    if real.isEmpty { fatalError("SeqGAN: there are no real sequences; give at least one.") }
    if let odd = real.firstIndex(where: { $0.count != settings.length }) {
      fatalError(
        "SeqGAN: real sequence \(odd) has \(real[odd].count) tokens; the settings' length is \(settings.length)."
      )
    }
    if !settings.fillsBatch(with: real.count) {
      fatalError("SeqGAN: \(settings.unfilledBatch(with: real.count))")
    }
    for window in settings.windows where window.size > settings.length {
      fatalError("SeqGAN: a window of \(window.size) for \(settings.length) tokens.")
    }
    let root = RandomStream(seed: seed)
    var (first, second) = (root.child("generator"), root.child("discriminator"))
    let model = RecurrentLanguageModel(
      vocabulary: settings.vocabulary, features: settings.features, hidden: settings.hidden,
      start: settings.start, initial: .normal(standardDeviation: settings.generatorDeviation),
      using: &first)
    self.settings = settings
    self.real = real
    self.seed = seed
    generator = SequencePolicyGradient(
      model, optimizer: settings.generatorOptimizer(after: 0),
      baseline: settings.reward.baseline,
      batch: settings.batch, length: settings.length, isSummed: settings.isSummed)
    rolloutPolicy = model
    discriminator = DiscriminatorTraining(
      ConvolutionalDiscriminator(
        vocabulary: settings.vocabulary, features: settings.discriminatorFeatures,
        windows: settings.windows, dropout: 1 - settings.keep, penalty: settings.penalty,
        using: &second),
      optimizer: Adam(learningRate: settings.discriminatorRate),
      batch: settings.discriminatorBatch)
    // Nor can it be searched with settings that are none.
    _ = search
  }

  /// Values of tokens: what D says of roll-outs.
  var search: MonteCarloSearch<RecurrentLanguageModel> {
    MonteCarloSearch(
      discriminator.model.objective, policy: rolloutPolicy, samples: settings.rollouts,
      inertia: settings.inertia)
  }

  /// The same state, from where on another reward is used: to compare rewards after one and the same beginning.
  public func rewarding(_ reward: SeqGANSettings.Reward) -> SeqGAN {
    var copy = self
    copy.settings.reward = reward
    copy.generator.baseline = reward.baseline
    return copy
  }
}

extension SeqGANSettings {
  /// Whether the discriminator, if the schedule has an epoch of it, has a batch to learn from.
  func fillsBatch(with realSequences: Int) -> Bool {
    let isTrained =
      discriminatorEpochs > 0 && (pretrainingRounds > 0 || rounds > 0 && discriminatorRounds > 0)
    let seen = min(realSequences, writtenSequences) + writtenSequences
    return !isTrained || seen >= discriminatorBatch
  }

  /// What is said where it has none.
  func unfilledBatch(with realSequences: Int) -> String {
    """
    \(writtenSequences) written and \(min(realSequences, writtenSequences)) real sequences fill no batch of \
    \(discriminatorBatch); raise writtenSequences, give more real ones, or lower discriminatorBatch.
    """
  }

  /// `Adam` behind a limit of the norm; a new one for each of the generator's two ways of learning.
  func generatorOptimizer(after completed: Int) -> SeqGAN.GeneratorOptimizer {
    let rate = completed < likelihoodEpochs ? likelihoodRate : policyRate
    return chain(Clip(norm: gradientNorm), Adam(learningRate: rate))
  }
}

extension SeqGANSettings.Reward {
  /// What is subtracted from values before the gradient is taken.
  var baseline: any BaselineRule {
    switch self {
    case .movingAverage(let decay): MovingAverageBaseline(decay: decay)
    case .raw, .leaveOneOut, .shuffled, .ranked: ConstantBaseline(0)
    }
  }
}
