import PortableMath
import StochasticOptimization

extension SentenceModel {
  /// Looks for the best sentences, where long ones aren't at a disadvantage for their length alone.
  ///
  ///     score(y) = log q(y) / ((5 + |y|) / 6)^α
  ///
  /// with the end token counted in |y|. Beginnings are kept, and sentences ranked, by their score.
  ///
  /// - Parameters:
  ///   - rows: How many searches, each of its own; of a ``GivenContext``, one a context.
  ///   - length: T, how many tokens a sequence has, with the padding.
  ///   - width: How many beginnings are kept, at least 1.
  ///   - lengthPenalty: α, at least 0; 0 ranks by log q.
  /// - Returns: For each row the sequences found, the best first.
  ///
  /// > Reference: Wu et al. (2016), "Google's neural machine translation system", arXiv:1609.08144, eq. 14, with β = 0.
  public func beamSearch(
    _ rows: Int = 1, length: Int, width: Int, lengthPenalty: Double
  ) -> [[Beam]] {
    if !(lengthPenalty >= 0 && lengthPenalty.isFinite) {
      fatalError("beamSearch: the length penalty \(lengthPenalty) is not at least 0.")
    }
    return beamSearch(rows, length: length, width: width) { tokens in
      let words = tokens.sentence(endedBy: end).count
      return .pow(6 / Double(5 + words + 1), lengthPenalty)
    }
  }
}
