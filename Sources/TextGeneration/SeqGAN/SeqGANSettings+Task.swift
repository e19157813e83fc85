internal import NeuralNetworks
internal import RandomStreams

extension SeqGANSettings {
  /// The synthetic task: an oracle of the generator's size, and sequences that it draws.
  ///
  ///     let task = settings.task(using: &random)
  ///     var gan = SeqGAN(settings, real: task.training, using: &random)
  ///
  /// - Parameters:
  ///   - heldOut: How many sequences aren't learnt from, at least 2.
  ///   - generator: Gives the seed of the oracle and of its sequences; takes one word.
  /// - Complexity: That of drawing and judging the sequences.
  public func task(
    heldOut: Int = 1_000, using generator: inout some RandomNumberGenerator
  ) -> OracleTask {
    let root = RandomStream(drawnFrom: &generator)
    var (first, second) = (root.child("oracle"), root.child("sequences"))
    let oracle = RecurrentLanguageModel(
      vocabulary: vocabulary, features: features, hidden: hidden, start: start,
      initial: .normal(standardDeviation: oracleDeviation), using: &first)
    return OracleTask(
      oracle, length: length, training: realSequences, heldOut: heldOut, using: &second)
  }
}
