/// How a ``ScratchGAN`` learns.
///
///     var settings = ScratchGANSettings.published
///     settings.isDense = false            // an ablation is a change of one field
///
/// > Reference: de Masson d'Autume, Rosca, Rae & Mohamed (2019), "Training language GANs from scratch", arXiv:1905.09922,
/// > and the program they published with it, whose settings these are.
/// > Note: Their generator has two layers of memory where `generatorHidden` makes one, uses one table of vectors for reading
/// > and writing, and starts from pretrained vectors of words next to 64 trained numbers. Another generator can be given to
/// > ``ScratchGAN``.
public struct ScratchGANSettings: Sendable, Hashable {
  /// T, how many tokens a sequence has; 52 in the published program, for news sentences.
  public var length = 52
  /// B, how many real and how many generated sequences a step takes.
  public var batch = 512
  /// How many numbers of a token's vector are trained, in both players.
  public var features = 64
  /// How many numbers the generator remembers, twice.
  public var generatorHidden = 512
  /// How many numbers the discriminator remembers, twice.
  public var discriminatorHidden = 512
  /// γ, how much of the next reward a token gets.
  public var discount = 0.23
  /// Whether every beginning is rewarded, or only the whole sequence.
  public var isDense = true
  /// β of the moving average that is subtracted from the values, b ← β b + (1 − β) mean; `nil` for no baseline.
  ///
  /// It is the same convention as that of the published program, whose 0.08 keeps 8 % of the old baseline: it is nearly the
  /// mean of the batch before. There it is updated just before it is used, here just after.
  public var baselineDecay: Double? = 0.08
  /// The generator's step size in `Adam`.
  public var generatorRate: Float = 9.59e-5
  /// The discriminator's step size in `Adam`.
  public var discriminatorRate: Float = 9.38e-3
  /// β₁ of `Adam`, of both players.
  public var beta1: Float = 0.5
  /// What share of the numbers in the discriminator's table of vectors is left out in a step.
  public var discriminatorDropout: Float = 0.1
  /// λ of the penalty ½ λ ‖x‖² on all parameters of the discriminator.
  public var discriminatorPenalty: Float = 1e-6
  /// How many steps the discriminator makes a round.
  public var discriminatorSteps = 1
  /// How many steps the generator makes a round.
  public var generatorSteps = 1
  /// How many rounds there are.
  public var rounds = 200_000

  /// The published settings.
  public static let published = ScratchGANSettings()

  /// For T = 10 tokens of up to some 100 kinds: small networks, larger steps, fewer rounds.
  public static let small = {
    var settings = ScratchGANSettings()
    settings.length = 10
    settings.features = 16
    settings.generatorHidden = 32
    settings.discriminatorHidden = 64
    settings.generatorRate = 2e-3
    settings.discriminatorRate = 4e-3
    settings.rounds = 1000
    return settings
  }()
}
