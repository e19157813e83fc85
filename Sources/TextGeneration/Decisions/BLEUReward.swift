public import StochasticOptimization

/// BLEU as what a finished sequence is worth: with ``MonteCarloSearch``, the policy gradient that SeqGAN is compared with,
/// PG-BLEU.
///
///     var values = MonteCarloSearch(
///       BLEUReferences(real, order: 4).objective(), policy: model, samples: 16)
///     training.step(&values, using: &random)
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), arXiv:1609.05473, §5.
/// > Note: The paper leaves open which BLEU; here it is that of up to four tokens, with 0.1 in place of no match, as most
/// > sequences that were drawn at random share no four tokens in a row with any reference.
extension BLEUReferences where Token == Int {
  /// The score of each sequence by itself, against all of the references.
  ///
  /// - Parameter bleu: Which BLEU; no n-grams of more tokens than were counted.
  /// - Complexity: O(order · T log T) a sequence, however many references there are.
  public func objective(_ bleu: BLEU = BLEU(smoothing: .floor())) -> Objective<[Int]> {
    .batched { sequences in sequences.map { bleu.score(counts(of: $0)) } }
  }
}
