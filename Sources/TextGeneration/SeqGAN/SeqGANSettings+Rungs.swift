/// The published experiment, and what is left of it where there is less time.
extension SeqGANSettings {
  /// The published settings.
  public static let published = SeqGANSettings()

  /// The published task and networks, with a shorter schedule: about an hour on one core.
  ///
  /// Shortened is how much the discriminator is trained, which is nearly all of the cost. It sees 5,000 written and 5,000
  /// real sequences once a round, in 30 rounds before the generator's first step and in 1 after each; published are 10,000
  /// and 10,000 three times a round, in 50 rounds and 5. The generator takes 150 steps, not 200.
  public static let hour: SeqGANSettings = {
    var settings = SeqGANSettings()
    settings.pretrainingRounds = 30
    settings.rounds = 150
    settings.discriminatorRounds = 1
    settings.discriminatorEpochs = 1
    settings.writtenSequences = 5_000
    return settings
  }()

  /// A tenth of the tokens, and a discriminator of 100 filters that learns ten times as fast: some minutes on one core.
  ///
  /// Maximum likelihood ends after 20 epochs, as from there on held-out sequences get less likely. The discriminator sees
  /// 5,000 written and 5,000 real sequences once a round, in 60 rounds before the generator's first step.
  public static let minutes: SeqGANSettings = {
    var settings = SeqGANSettings()
    settings.vocabulary = 500
    settings.likelihoodEpochs = 20
    settings.pretrainingRounds = 60
    settings.discriminatorRounds = 1
    settings.discriminatorEpochs = 1
    settings.writtenSequences = 5_000
    settings.windows = (1...5).map { .init($0, filters: 20) }
    settings.discriminatorRate = 1e-3
    return settings
  }()

  /// A hundred tokens in sequences of ten: some seconds on one core.
  ///
  /// As ``minutes``, with fewer rounds and roll-outs, and smaller steps of the generator.
  public static let seconds: SeqGANSettings = {
    var settings = SeqGANSettings.minutes
    settings.vocabulary = 100
    settings.length = 10
    settings.realSequences = 5_000
    settings.likelihoodEpochs = 10
    settings.policyRate = 0.003
    settings.pretrainingRounds = 15
    settings.rounds = 60
    settings.writtenSequences = 2_000
    settings.rollouts = 8
    settings.windows = (1...4).map { .init($0, filters: 20) }
    return settings
  }()
}
