import Testing
import TextGeneration

@Suite struct SeqGANSettingsTests {
  @Test func `the cost is that of a count by hand`() {
    var settings = SeqGANSettings()
    settings.vocabulary = 3
    settings.length = 2
    (settings.features, settings.hidden) = (1, 1)
    settings.realSequences = 10
    settings.batch = 2
    settings.rollouts = 2
    settings.likelihoodEpochs = 2
    settings.pretrainingRounds = 2
    settings.rounds = 3
    settings.generatorSteps = 2
    settings.discriminatorRounds = 2
    settings.discriminatorEpochs = 3
    settings.writtenSequences = 4
    settings.discriminatorFeatures = 1
    settings.windows = [.init(1, filters: 2), .init(2, filters: 1)]
    let cost = settings.cost
    // A token: 4 gates of 2 products, 3 logits of 1: 11 products, 22 operations.
    // A judgement: 2 filters at 2 places of 1 product, 1 at 1 place of 2, two 3 × 3 of the highway, 3 × 2: 30, so 60.
    #expect(cost.likelihood == 2 * 10 * 2 * 3 * 22)
    // To teach: 4 × 2 tokens are written, and 3 epochs of 8 sequences take three passes each.
    let teaching: Double = 4 * 2 * 22 + 3 * 8 * 3 * 60
    #expect(cost.pretraining == 2 * teaching)
    #expect(cost.discriminator == 3 * 2 * teaching)
    // A step: 4 tokens are written and have a gradient, three passes. 2 sequences have 1 beginning that is finished twice,
    // by 1 token: 4 tokens. 4 finished sequences and the 2 themselves are judged.
    let step: Double = 16 * 22 + 4 * 22 + 6 * 60
    #expect(cost.generator == 3 * 2 * step)
    #expect(cost.total == cost.likelihood + cost.pretraining + cost.generator + cost.discriminator)
  }

  @Test func `the published run costs what an independent count found`() {
    // About 5,300 TFLOP, 97 % of it training the discriminator.
    let cost = SeqGANSettings.published.cost
    #expect((5.2e15..<5.4e15).contains(cost.total))
    let share = (cost.pretraining + cost.discriminator) / cost.total
    #expect((0.965..<0.975).contains(share))
  }

  @Test func `shorter runs are cheaper`() {
    let costs = [SeqGANSettings.seconds, .minutes, .hour, .published].map { $0.cost.total }
    #expect(costs == costs.sorted())
    #expect(costs[1] < costs[2] / 10)
  }
}
