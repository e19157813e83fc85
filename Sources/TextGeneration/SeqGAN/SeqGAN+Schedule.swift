internal import RandomStreams
internal import StochasticOptimization

extension SeqGAN {
  /// What is to be done next.
  public enum Stage: Sendable, Hashable {
    /// An epoch of maximum likelihood, the first being 0.
    case likelihood(epoch: Int)
    /// A round of the discriminator alone, the first being 0.
    case pretraining(round: Int)
    /// A round of both, the first being 0.
    case adversarial(round: Int)
    /// Nothing.
    case finished
  }

  /// What was done.
  public enum Progress: Sendable, Hashable {
    /// An epoch of maximum likelihood; the loss is in nats a token.
    case likelihood(epoch: Int, loss: Double)
    /// A round of the discriminator alone; the loss is in nats a sequence, with the penalty.
    case pretraining(round: Int, discriminatorLoss: Double)
    /// A round of both: the mean of D(y) that the generator's sequences had, and what the discriminator then lost; NaN
    /// where either wasn't trained.
    case adversarial(round: Int, reward: Double, discriminatorLoss: Double)
  }

  /// What ``advance()`` will do.
  public var stage: Stage {
    var index = completed
    if index < settings.likelihoodEpochs { return .likelihood(epoch: index) }
    index -= settings.likelihoodEpochs
    if index < settings.pretrainingRounds { return .pretraining(round: index) }
    index -= settings.pretrainingRounds
    return index < settings.rounds ? .adversarial(round: index) : .finished
  }

  /// Does the next epoch or round of the schedule.
  ///
  /// - Returns: What was done; `nil` where the schedule is at its end.
  @discardableResult
  public mutating func advance() -> Progress? {
    let stage = stage
    if stage == .finished { return nil }
    defer { completed += 1 }
    var stream = RandomStream(seed: seed).child("schedule").child(completed)
    switch stage {
    case .finished: return nil
    case .likelihood(let epoch):
      let loss = likelihoodEpoch(using: &stream)
      if epoch == settings.likelihoodEpochs - 1 { startPolicyGradient() }
      return .likelihood(epoch: epoch, loss: loss)
    case .pretraining(let round):
      return .pretraining(round: round, discriminatorLoss: teach(using: &stream))
    case .adversarial(let round):
      let rewards = (0..<settings.generatorSteps).map { _ in generatorStep(using: &stream) }
      let losses = (0..<settings.discriminatorRounds).map { _ in teach(using: &stream) }
      return .adversarial(round: round, reward: mean(rewards), discriminatorLoss: mean(losses))
    }
  }

  private mutating func likelihoodEpoch(using stream: inout RandomStream) -> Double {
    let training = MaximumLikelihood(epochs: 1, batchSize: settings.batch)
    return training.train(
      &generator.model, on: real, optimizer: &generator.optimizer, using: &stream)[0].training
  }

  /// The policy gradient begins with an optimiser that remembers nothing, and with roll-outs by the generator.
  private mutating func startPolicyGradient() {
    generator.optimizer = settings.generatorOptimizer(after: settings.likelihoodEpochs)
    rolloutPolicy = generator.model
  }

  /// A step of the generator.
  ///
  /// - Returns: The mean of D(y) of what it wrote.
  private mutating func generatorStep(using stream: inout RandomStream) -> Double {
    var search = search
    let sequences: [[Int]]
    switch settings.reward {
    case .raw, .movingAverage:
      sequences = generator.step(&search, using: &stream).sequences
    case .leaveOneOut:
      var values = LeaveOneOutValues(search)
      sequences = generator.step(&values, using: &stream).sequences
    case .shuffled:
      var values = ShuffledValues(search)
      sequences = generator.step(&values, using: &stream).sequences
    case .ranked(let steepness):
      var values = RankedValues(search, steepness: steepness)
      sequences = generator.step(&values, using: &stream).sequences
    }
    search.follow(generator.model)
    rolloutPolicy = search.policy
    return mean(discriminator.model.probabilities(of: sequences))
  }

  /// Trains the discriminator on what the generator writes now.
  ///
  /// - Returns: The loss of the last epoch.
  private mutating func teach(using stream: inout RandomStream) -> Double {
    let written = generator.model.generate(
      settings.writtenSequences, length: settings.length, using: &stream)
    let chosen = [Int].sampled(
      min(real.count, settings.writtenSequences), outOf: real.count, using: &stream)
    var loss = Double.nan
    for _ in 0..<settings.discriminatorEpochs {
      loss = discriminator.epoch(
        real: chosen.map { real[$0] }, written: written, using: &stream)
    }
    return loss
  }
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
