/// Everything that can be chosen in a run of ``SeqGAN`` and its synthetic task. As they stand, these are the settings of
/// the published experiment.
///
///     var settings = SeqGANSettings.minutes
///     settings.reward = .leaveOneOut
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), arXiv:1609.05473, and the authors' code, github.com/LantaoYu/SeqGAN.
public struct SeqGANSettings: Sendable, Hashable {
  // MARK: The task

  /// V, how many tokens there are.
  public var vocabulary = 5_000
  /// T, how many tokens a sequence has.
  public var length = 20
  /// How many real sequences are known.
  public var realSequences = 10_000
  /// The standard deviation of the oracle's parameters; it draws the real sequences.
  public var oracleDeviation: Float = 1

  // MARK: The generator

  /// How many numbers a token's vector has, in the generator and the oracle.
  public var features = 32
  /// How many numbers are remembered, twice, in the generator and the oracle.
  public var hidden = 32
  /// The token before the first, which is a token like others.
  public var start = 0
  /// The standard deviation of the generator's parameters at the start.
  public var generatorDeviation: Float = 0.1
  /// How many sequences a step of the generator sees.
  public var batch = 64
  /// The learning rate of `Adam` in maximum likelihood.
  public var likelihoodRate: Float = 0.01
  /// The learning rate of `Adam` in the policy gradient.
  public var policyRate: Float = 0.01
  /// What the norm of the generator's gradient is clipped to.
  public var gradientNorm: Float = 5
  /// Whether the policy gradient is the sum over sequences, as in the authors' code, or their mean.
  ///
  /// With ``gradientNorm``, it decides how often a gradient is clipped.
  public var isSummed = true

  // MARK: The schedule

  /// How many epochs of maximum likelihood the generator begins with.
  public var likelihoodEpochs = 120
  /// How many rounds the discriminator begins with, each against newly written sequences.
  public var pretrainingRounds = 50
  /// How many rounds generator and discriminator then take in turn.
  public var rounds = 200
  /// How many steps the generator takes a round.
  public var generatorSteps = 1
  /// How often new sequences are written for the discriminator a round.
  public var discriminatorRounds = 5
  /// How many epochs the discriminator sees them, each time.
  public var discriminatorEpochs = 3
  /// How many sequences are written for the discriminator each time. As many real ones, chosen anew, stand beside them.
  public var writtenSequences = 10_000

  // MARK: The reward

  /// N, how many roll-outs finish each beginning.
  public var rollouts = 16
  /// How much of itself the roll-out policy keeps after each step of the generator; with 0 it is the generator.
  ///
  /// In the authors' code the 0.8 has no effect: its update makes new operations that are never run, and roll-outs go on to
  /// read the generator's own variables.
  public var inertia: Float = 0.8
  /// What is made of the discriminator's word.
  public var reward = Reward.raw

  // MARK: The discriminator

  /// How many numbers a token's vector has, in the discriminator.
  public var discriminatorFeatures = 64
  /// How many tokens in a row its filters see, and how many filters see as many.
  public var windows = zip(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20],
    [100, 200, 200, 200, 200, 100, 100, 100, 100, 100, 160, 160]
  ).map { ConvolutionalDiscriminator.Window($0, filters: $1) }
  /// The probability that a number before the last layer is kept in training.
  public var keep: Float = 0.75
  /// λ of the last layer's penalty.
  public var penalty: Float = 0.2
  /// The learning rate of the discriminator's `Adam`.
  public var discriminatorRate: Float = 1e-4
  /// How many sequences a step of the discriminator sees.
  public var discriminatorBatch = 64

  /// The published settings.
  public init() {}

  /// What the policy gradient is told of each token's value.
  public enum Reward: Sendable, Hashable {
    /// The value itself, with no baseline, as published: it is positive, so that whatever was written gets likelier.
    case raw
    /// The value less a moving average of all values, which keeps `decay` of itself at each step; it starts at 0.
    case movingAverage(decay: Double)
    /// The value less the mean of the other sequences' at the same place; see ``LeaveOneOutValues``.
    case leaveOneOut
    /// The value of another sequence at the same place: a control, as nothing is said of the one that is rewarded; see
    /// ``ShuffledValues``.
    case shuffled
    /// A function of its rank among all sequences' at the same place; see ``RankedValues``.
    case ranked(steepness: Double)
  }
}
