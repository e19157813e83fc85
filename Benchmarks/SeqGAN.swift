import NeuralNetworks
import RandomStreams
import StochasticOptimization
import TextGeneration

/// The four parts that a run of SeqGAN at the published settings is made of, on sequences of an oracle with the peer's
/// sizes: sampling, an epoch of maximum likelihood, an epoch of the discriminator, a step of the generator.
func measureSeqGAN() {
  let settings = SeqGANSettings.published
  var stream = RandomStream(seed: 88)
  let oracle = languageModel(settings.vocabulary, deviation: settings.oracleDeviation, &stream)
  let (count, length) = (settings.realSequences, settings.length)
  let real = oracle.generate(count, length: length, using: &stream)
  let gan = SeqGAN(settings, real: real, using: &stream)
  var (generator, discriminator) = (gan.generator, gan.discriminator)
  func measurePart<Answer>(
    _ name: String, unit: String, repeats: Int = 5, work: Int, _ key: String,
    _ run: () -> Answer, answer: (Answer) -> Double
  ) {
    measure("seqgan.rollout1t.\(name)", unit: unit, repeats: repeats) {
      (work, run())
    } answers: {
      [(key, answer($0))]
    }
  }

  measurePart("sample_10k", unit: "tokens sampled", work: count * length, "mean_token") {
    oracle.generate(count, length: length, using: &stream)
  } answer: {
    Double($0.joined().reduce(0, +)) / Double(count * length)
  }
  measurePart("mle_epoch_10k", unit: "tokens", repeats: 3, work: count * length, "train_nll") {
    MaximumLikelihood(epochs: 1, batchSize: settings.batch)
      .train(&generator.model, on: real, optimizer: &generator.optimizer, using: &stream)
  } answer: {
    $0[0].training
  }
  let written = generator.model.generate(count, length: length, using: &stream)
  measurePart("disc_epoch_20k", unit: "sequences", repeats: 3, work: 2 * count, "loss") {
    discriminator.epoch(real: real, written: written, using: &stream)
  } answer: {
    $0
  }
  measurePart(
    "adv_generator_step", unit: "step (64 seq x 19 prefixes x 16 rollouts)", work: 1,
    "mean_reward"
  ) { () -> Double in
    var search = MonteCarloSearch(
      discriminator.model.objective, policy: generator.model, samples: settings.rollouts,
      inertia: settings.inertia)
    return generator.step(&search, using: &stream).meanValue
  } answer: {
    $0
  }
  measureVocabularies()
}

/// How sampling and learning grow with the number of words.
private func measureVocabularies() {
  for vocabulary in [100, 500, 5_000] {
    var stream = RandomStream(seed: 1)
    var model = languageModel(vocabulary, deviation: 0.1, &stream)
    var optimizer = chain(Clip(norm: 5), Adam(learningRate: 0.01))
    let text = model.generate(640, length: 20, using: &stream)
    measure("seqgan.vocabulary\(vocabulary).sample", unit: "tokens", inner: 5) {
      (640 * 20, model.generate(640, length: 20, using: &stream))
    } answers: {
      [("first", Double($0[0][0]))]
    }
    measure("seqgan.vocabulary\(vocabulary).mle", unit: "tokens", inner: 5) {
      (
        640 * 20,
        MaximumLikelihood(epochs: 1)
          .train(&model, on: text, optimizer: &optimizer, using: &stream)
      )
    } answers: {
      [("train_nll", $0[0].training)]
    }
  }
}

private func languageModel(
  _ vocabulary: Int, deviation: Float, _ stream: inout RandomStream
) -> RecurrentLanguageModel {
  RecurrentLanguageModel(
    vocabulary: vocabulary, initial: .normal(standardDeviation: deviation), using: &stream)
}
