/// What a generator is worth on an ``OracleTask``, from both sides; in nats a token, with p the oracle and q the generator.
public struct OracleMeasures: Sendable, Hashable {
  /// E_q[−log p]: how surprising the oracle finds what is generated. A generator that writes little but what is likely is
  /// below the floor.
  public let oracleLoss: SampleMean
  /// E_p[−log q]: how surprising the generator finds the oracle's held-out sequences; at least the floor.
  public let heldOutLoss: SampleMean
  /// E_q[−log q]: the generator's entropy, from what is generated.
  public let entropy: SampleMean
  /// The oracle-NLL over the floor, E_q[−log p] − H(p); negative where the generator is sharper than the oracle.
  public let oracleGap: SampleMean
  /// The held-out NLL over the floor: KL(p ‖ q) a token, at least 0. Its error is small, as both models see the same sequences.
  public let heldOutGap: SampleMean
  /// The oracle-NLL over the generator's own entropy: KL(q ‖ p) a token, at least 0, from the same sequences too.
  public let reverseDivergence: SampleMean
  /// How many different tokens there are in what is generated.
  public let distinctTokens: Int
  /// That number over the vocabulary's.
  public let distinctFraction: Double
  /// How much what is generated is alike: the Self-BLEU of the first of it.
  public let selfBLEU: Double
}

/// How a generator is measured on an ``OracleTask``. Numbers of distinct tokens and Self-BLEU grow with the samples: compare
/// equal settings only.
public struct OracleMeasureSettings: Sendable {
  /// How many sequences are generated; as many held-out ones are looked at, or all if there are fewer. At least 2.
  public var samples: Int
  /// How many of the generated sequences Self-BLEU compares; at least 2, at most all.
  public var selfBLEUSamples: Int
  /// What Self-BLEU scores a sequence with.
  public var bleu: BLEU

  /// Ways to measure.
  public init(
    samples: Int = 1_000, selfBLEUSamples: Int = 200,
    bleu: BLEU = BLEU(order: 2, smoothing: .floor())
  ) {
    if samples < 2 || selfBLEUSamples < 2 || selfBLEUSamples > samples {
      fatalError(
        "OracleMeasureSettings: \(samples) samples, \(selfBLEUSamples) of them for Self-BLEU; at least 2."
      )
    }
    self.samples = samples
    self.selfBLEUSamples = selfBLEUSamples
    self.bleu = bleu
  }
}
