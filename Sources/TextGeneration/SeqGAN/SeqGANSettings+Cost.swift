extension SeqGANSettings {
  /// How many operations on numbers, additions and multiplications, a run takes for its products of matrices, each as if
  /// nothing were left out; a gradient counts as two more passes.
  public struct Cost: Sendable, Hashable {
    /// Maximum likelihood.
    public let likelihood: Double
    /// Training the discriminator before the first step of the generator.
    public let pretraining: Double
    /// The generator's steps: what is written, roll-outs, their rewards, and the gradient.
    public let generator: Double
    /// Training the discriminator in turn with the generator.
    public let discriminator: Double

    /// All of them.
    public var total: Double { likelihood + pretraining + generator + discriminator }
  }

  /// What a run costs.
  public var cost: Cost {
    let (written, real) = (Double(writtenSequences), Double(realSequences))
    let teaching =
      written * Double(length) * costPerToken
      + Double(discriminatorEpochs) * (written + min(written, real)) * 3 * costPerJudgement
    let tokens = Double(batch * length)
    let rolledOut = Double(batch * rollouts * length * (length - 1) / 2)
    let judgements = Double(batch * (rollouts * (length - 1) + 1))
    let step = (4 * tokens + rolledOut) * costPerToken + judgements * costPerJudgement
    return Cost(
      likelihood: Double(likelihoodEpochs) * real * Double(length) * 3 * costPerToken,
      pretraining: Double(pretrainingRounds) * teaching,
      generator: Double(rounds * generatorSteps) * step,
      discriminator: Double(rounds * discriminatorRounds) * teaching)
  }

  /// Of the generator, for one token: four gates, and a logit for each token.
  var costPerToken: Double {
    Double(2 * (4 * hidden * (features + hidden) + hidden * vocabulary))
  }

  /// Of the discriminator, for one sequence: filters at each place of their window, the highway, and two logits.
  var costPerJudgement: Double {
    let found = windows.reduce(0) { $0 + $1.filters }
    let filters = windows.reduce(0) {
      $0 + (length - $1.size + 1) * $1.size * discriminatorFeatures * $1.filters
    }
    return Double(2 * (filters + 2 * found * found + 2 * found))
  }
}
