import PortableMath
public import StochasticOptimization

/// How far apart the distributions of two models over all Vᵀ sequences are, exactly: the mean divergence of each from the
/// mixture of both.
///
///     JS = ½ KL(p ‖ m) + ½ KL(q ‖ m),  m = (p + q) / 2
///
/// It is 0 for equal distributions and log 2 for those that have no sequence in common. A discriminator that is as good as
/// can be has the mean loss log 2 − JS, so it is what a GAN's game is about.
///
/// - Parameters:
///   - first: p.
///   - second: q, of as many tokens.
///   - length: T, at least 1; Vᵀ is at most 2²⁴.
/// - Returns: JS in nats, in 0 … log 2 but for rounding.
/// - Complexity: All Vᵀ sequences go through both models.
///
/// > Reference: Lin (1991), "Divergence measures based on the Shannon entropy", doi:10.1109/18.61115; Goodfellow et al.
/// > (2014), "Generative adversarial nets", arXiv:1406.2661, theorem 1.
public func jensenShannonDivergence(
  _ first: some SequenceModel, _ second: some SequenceModel, length: Int
) -> Double {
  if first.vocabulary != second.vocabulary {
    fatalError(
      "jensenShannonDivergence: models of \(first.vocabulary) and \(second.vocabulary) tokens.")
  }
  let support = AutoregressiveNode(first, length: length).support
  let pairs = zip(
    first.logProbabilities(of: support), second.logProbabilities(of: support))
  return pairs.reduce(0) { sum, logs in
    let (p, q) = (Double.exp(logs.0), Double.exp(logs.1))
    return sum + 0.5 * (shareOfDivergence(p, p + q) + shareOfDivergence(q, p + q))
  }
}

/// p log(p / m) with m = total / 2.
private func shareOfDivergence(_ p: Double, _ total: Double) -> Double {
  p == 0 ? 0 : p * Double.log(2 * p / total)
}

extension SequenceModel {
  /// log q(y₁ … y_T) of known sequences, in nats.
  fileprivate func logProbabilities(of sequences: [[Int]]) -> [Double] {
    tokenLogProbabilities(of: sequences, batch: 1024).map { $0.reduce(0, +) }
  }
}
