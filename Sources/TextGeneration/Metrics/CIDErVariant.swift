internal import PortableMath

/// Which of the two measures a ``CIDEr`` is.
public enum CIDErVariant: Sendable, Hashable {
  /// CIDEr.
  case plain
  /// CIDEr-D, with σ in tokens.
  case clipped(sigma: Double = 6)
}

extension CIDErVariant {
  /// The score of the first of some sentences, with the others as its references.
  @usableFromInline
  func score(_ sentences: [[Int32]], _ rarities: Rarities) -> Double {
    let vectors = rarities.vectors(of: sentences)
    let hypothesis = vectors[0]
    let sum = vectors.dropFirst().reduce(0.0) { $0 + similarity(of: hypothesis, to: $1) }
    return 10 * sum / Double(rarities.order) / Double(vectors.count - 1)
  }

  /// The similarity of a hypothesis to a reference, summed over n.
  private func similarity(of hypothesis: WeightedNGrams, to reference: WeightedNGrams) -> Double {
    switch self {
    case .plain: return hypothesis.cosines(with: reference) { h, r in h * r }
    case .clipped(let sigma):
      let delta = Double(hypothesis.length - reference.length)
      return .exp(-delta * delta / (2 * sigma * sigma))
        * hypothesis.cosines(with: reference) { h, r in min(h, r) * r }
    }
  }
}
