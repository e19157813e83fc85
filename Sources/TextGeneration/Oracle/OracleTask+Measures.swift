public import StochasticOptimization

extension OracleTask {
  /// What a generator is worth, from both sides.
  ///
  /// A generator at another temperature is a ``TemperedModel``.
  ///
  /// - Parameters:
  ///   - model: The generator; it has the oracle's vocabulary.
  ///   - settings: How many sequences are looked at.
  ///   - generator: Gives the seed of what is generated; takes one word.
  /// - Complexity: Generating the samples, and three times their log-likelihoods.
  public func measures(
    of model: some SequenceModel, settings: OracleMeasureSettings = OracleMeasureSettings(),
    using generator: inout some RandomNumberGenerator
  ) -> OracleMeasures {
    if model.vocabulary != vocabulary {
      fatalError(
        "OracleTask: a generator of \(model.vocabulary) tokens for an oracle of \(vocabulary).")
    }
    let written = model.generate(settings.samples, length: length, using: &generator)
    let (own, oracles) = (
      model.negativeLogLikelihoods(of: written), oracle.negativeLogLikelihoods(of: written)
    )
    let known = Array(heldOut.prefix(settings.samples))
    let surprises = model.negativeLogLikelihoods(of: known)
    let oracleLoss = SampleMean(of: oracles)
    let distinct = distinctCount(of: written)
    return OracleMeasures(
      oracleLoss: oracleLoss, heldOutLoss: SampleMean(of: surprises),
      entropy: SampleMean(of: own), oracleGap: oracleLoss - floor,
      heldOutGap: SampleMean(of: zip(surprises, heldOutSurprises).map { $0 - $1 }),
      reverseDivergence: SampleMean(of: zip(oracles, own).map { $0 - $1 }),
      distinctTokens: distinct, distinctFraction: Double(distinct) / Double(vocabulary),
      selfBLEU: selfBLEU(Array(written.prefix(settings.selfBLEUSamples)), by: settings.bleu))
  }

  private func distinctCount(of sequences: [[Int]]) -> Int {
    var seen = [Bool](repeating: false, count: vocabulary)
    for token in sequences.joined() { seen[token] = true }
    return seen.count { $0 }
  }
}
