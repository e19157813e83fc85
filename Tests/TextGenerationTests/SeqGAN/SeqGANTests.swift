import Glibc
import NeuralNetworks
import RandomStreams
import Tensors
import Testing
import TextGeneration

@Suite struct SeqGANTests {
  /// Two epochs of maximum likelihood, two rounds of the discriminator, three of both; six tokens in sequences of four.
  private var settings: SeqGANSettings {
    var settings = SeqGANSettings()
    (settings.vocabulary, settings.length) = (6, 4)
    (settings.features, settings.hidden) = (3, 4)
    (settings.batch, settings.rollouts) = (8, 2)
    (settings.likelihoodEpochs, settings.policyRate) = (2, 0.02)
    (settings.pretrainingRounds, settings.rounds) = (2, 3)
    (settings.discriminatorRounds, settings.discriminatorEpochs) = (2, 2)
    settings.writtenSequences = 16
    settings.discriminatorFeatures = 3
    settings.discriminatorBatch = 8
    settings.windows = [.init(1, filters: 3), .init(3, filters: 2)]
    return settings
  }

  /// A run before its first epoch; what is real are sequences that only go up.
  private func run(_ settings: SeqGANSettings, seed: UInt64 = 1) -> SeqGAN {
    var random = RandomStream(seed: seed)
    let real = (0..<40).map { _ in
      let first = Int.uniform(below: 3, using: &random)
      return (0..<4).map { first + $0 * 2 / 3 }
    }
    return SeqGAN(settings, real: real, using: &random)
  }

  /// All that is left to be done.
  private func finish(_ gan: inout SeqGAN) -> [SeqGAN.Progress] {
    var progress: [SeqGAN.Progress] = []
    while let next = gan.advance() { progress.append(next) }
    return progress
  }

  private func expectSame(_ left: SeqGAN, _ right: SeqGAN) {
    #expect(left.generator.model.isIdentical(to: right.generator.model))
    #expect(left.rolloutPolicy.isIdentical(to: right.rolloutPolicy))
    #expect(left.discriminator.model.isIdentical(to: right.discriminator.model))
    #expect(left.completed == right.completed)
  }

  @Test func `the schedule is gone through in order`() {
    var gan = run(settings)
    let stages = (0..<8).map { _ in
      let stage = gan.stage
      gan.advance()
      return stage
    }
    #expect(
      stages == [
        .likelihood(epoch: 0), .likelihood(epoch: 1), .pretraining(round: 0),
        .pretraining(round: 1), .adversarial(round: 0), .adversarial(round: 1),
        .adversarial(round: 2), .finished,
      ])
    #expect(gan.completed == 7)
    #expect(gan.advance() == nil)
  }

  @Test func `each part trains what it should, and nothing else`() {
    var gan = run(settings)
    let fresh = gan
    gan.advance()
    #expect(!gan.generator.model.isIdentical(to: fresh.generator.model))
    #expect(gan.discriminator.model.isIdentical(to: fresh.discriminator.model))
    gan.advance()
    #expect(gan.rolloutPolicy.isIdentical(to: gan.generator.model))
    let likely = gan
    gan.advance()
    gan.advance()
    #expect(gan.generator.model.isIdentical(to: likely.generator.model))
    #expect(!gan.discriminator.model.isIdentical(to: likely.discriminator.model))
    gan.advance()
    #expect(!gan.generator.model.isIdentical(to: likely.generator.model))
    // One step: 0.8 of the old generator, 0.2 of the new one.
    var expected = likely.generator.model
    expected.average(with: gan.generator.model, rate: 1 - 0.8)
    #expect(gan.rolloutPolicy.maximumDifference(from: expected) < 1e-6)
    // A new optimiser has made the one step.
    #expect(gan.generator.optimizer.rest.stepCount == 1)
  }

  @Test(
    arguments: [
      .raw, .movingAverage(decay: 0.9), .leaveOneOut, .shuffled, .ranked(steepness: 16),
    ] as [SeqGANSettings.Reward])
  func `a resumed run has the bits of one that went on`(reward: SeqGANSettings.Reward) throws {
    var settings = settings
    settings.reward = reward
    let path = "/tmp/rollout-seqgan-\(getpid())-\(UInt32.random(in: .min ... .max))"
    defer { unlink(path) }
    var whole = run(settings)
    var known: [SeqGAN.Progress] = []
    // In the middle of each part.
    for stage in [0, 1, 3, 5, 6] {
      while whole.completed < stage { known += [whole.advance()].compactMap { $0 } }
      try whole.save(to: path)
      var resumed = try SeqGAN(settings, resuming: path)
      var other = whole
      #expect(resumed.real == whole.real)
      expectSame(resumed, whole)
      #expect(finish(&resumed) == finish(&other))
      expectSame(resumed, other)
    }
    #expect(known.count == 6)
  }

  @Test func `a saved run takes more rounds, but no other settings`() throws {
    let path = "/tmp/rollout-seqgan-\(getpid())-\(UInt32.random(in: .min ... .max))"
    defer { unlink(path) }
    var gan = run(settings)
    _ = finish(&gan)
    try gan.save(to: path)
    var longer = settings
    longer.rounds += 1
    var resumed = try SeqGAN(longer, resuming: path)
    #expect(finish(&resumed).count == 1)
    var other = settings
    other.inertia = 0.5
    #expect(throws: SeqGAN.CheckpointError.self) { try SeqGAN(other, resuming: path) }
    #expect(throws: SeqGAN.CheckpointError.self) { try SeqGAN(settings, resuming: path + ".none") }
  }

  @Test func `a file without real sequences, or with tokens that are none, is refused`() throws {
    let path = "/tmp/rollout-seqgan-\(getpid())-\(UInt32.random(in: .min ... .max))"
    defer { unlink(path) }
    try run(settings).save(to: path)
    for (real, reason) in [
      (Tensor.zeros([0, 4]), "shape [0, 4]"), (Tensor([0, 1, 6, 2], shape: [1, 4]), "token 6"),
      (Tensor([0, 1.5, 1, 2], shape: [1, 4]), "token 1.5"),
      (Tensor([0, .nan, 1, 2], shape: [1, 4]), "token nan"),
    ] {
      var file = try SafeTensors(contentsOf: path)
      file.tensors["real"] = real
      try file.write(to: path)
      let error = #expect(throws: SeqGAN.CheckpointError.self) {
        try SeqGAN(settings, resuming: path)
      }
      #expect(error?.problem.contains(reason) == true)
    }
  }

  @Test func `another reward goes on from the same generator, and elsewhere`() {
    var gan = run(settings)
    for _ in 0..<4 { gan.advance() }
    var others =
      [gan] + [.leaveOneOut, .ranked(steepness: 16), .shuffled].map { gan.rewarding($0) }
    for index in others.indices {
      expectSame(others[index], gan)
      _ = finish(&others[index])
    }
    #expect(!others[0].generator.model.isIdentical(to: others[1].generator.model))
    #expect(!others[0].generator.model.isIdentical(to: others[2].generator.model))
    #expect(!others[0].generator.model.isIdentical(to: others[3].generator.model))
    // A moving average that starts at 0 is no baseline at its first step, and one at its second.
    var (raw, moving) = (gan, gan.rewarding(.movingAverage(decay: 0.9)))
    raw.advance()
    moving.advance()
    expectSame(raw, moving)
    raw.advance()
    moving.advance()
    #expect(!raw.generator.model.isIdentical(to: moving.generator.model))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `maximum likelihood learns, and the discriminator`(seed: UInt64) {
    var settings = settings
    (settings.likelihoodEpochs, settings.pretrainingRounds) = (10, 10)
    settings.rounds = 0
    settings.discriminatorRate = 0.01
    var gan = run(settings, seed: seed)
    var losses: (likelihood: [Double], discriminator: [Double]) = ([], [])
    for progress in finish(&gan) {
      switch progress {
      case .likelihood(_, let loss): losses.likelihood.append(loss)
      case .pretraining(_, let loss): losses.discriminator.append(loss)
      case .adversarial: Issue.record("there is no such round")
      }
    }
    // A generator that knows nothing loses log 6 = 1.792; three ways to go up have an entropy of log 3 / 4 = 0.275.
    #expect(losses.likelihood[9] < losses.likelihood[0])
    #expect((losses.likelihood[9]..<2).contains(losses.likelihood[0]))
    #expect(losses.likelihood[9] > 0.275)
    #expect(losses.discriminator[9] < losses.discriminator[0])
  }

  @Test func `sequences that don't fit trap`() async {
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      _ = SeqGAN(.seconds, real: [[1, 2, 3]], using: &random)
    }
    await #expect(processExitsWith: .failure) {
      var random = RandomStream(seed: 1)
      var settings = SeqGANSettings.seconds
      settings.windows = [.init(11, filters: 1)]
      _ = SeqGAN(
        settings, real: [[Int](repeating: 0, count: settings.length)], using: &random)
    }
  }

  @Test func `a discriminator whose batches can't be filled traps before anything is learned`()
    async
  {
    expectTrap(
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var random = RandomStream(seed: 1)
        var settings = SeqGANSettings.seconds
        settings.writtenSequences = 20
        let real = [[Int]](repeating: [Int](repeating: 0, count: settings.length), count: 30)
        _ = SeqGAN(settings, real: real, using: &random)
      }, saying: "20 written and 20 real sequences fill no batch of 64; raise writtenSequences")
  }

  @Test func `without its training the discriminator needs no batch`() {
    var random = RandomStream(seed: 1)
    var settings = SeqGANSettings.seconds
    (settings.pretrainingRounds, settings.discriminatorRounds) = (0, 0)
    settings.writtenSequences = 1
    let real = [[Int](repeating: 0, count: settings.length)]
    #expect(SeqGAN(settings, real: real, using: &random).completed == 0)
  }
}
