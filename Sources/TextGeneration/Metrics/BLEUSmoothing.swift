internal import PortableMath

extension BLEU {
  /// What stands for the precisions pₙ = mₙ / tₙ, for mₙ of tₙ n-grams matched, so that one order without a match doesn't
  /// make the whole score 0.
  ///
  /// > Reference: Chen & Cherry (2014), "A systematic comparison of smoothing techniques for sentence-level BLEU",
  /// > doi:10.3115/v1/W14-3346. The methods' numbers are theirs and those of NLTK's `SmoothingFunction`.
  public enum Smoothing: Sendable, Hashable {
    /// pₙ as they are: 0 for a sentence without a common n-gram of any one order.
    ///
    /// > Note: Method 0, where NLTK has 2⁻¹⁰²² for a precision of 0; sacreBLEU's `none`.
    case none
    /// ε / tₙ where nothing matches. Method 1, sacreBLEU's `floor`; its ε is 0.1.
    case floor(_ epsilon: Double = 0.1)
    /// (mₙ + k) / (tₙ + k) for n > 1. Method 2, where k = 1; sacreBLEU's `add-k`.
    case addK(_ k: Double = 1)
    /// 1 / (2ʲ tₙ) for the j-th order where nothing matches. Method 3, sacreBLEU's `exp`.
    case exponential
    /// ln c / (2ʲ k tₙ) for the j-th order where nothing matches, with c tokens in the hypothesis. Method 4, where k = 5.
    ///
    /// > Note: At c = 1 this is 0, and so is the score. NLTK leaves such orders out instead.
    case logarithmic(_ k: Double = 5)
    /// p′ₙ = (p′ₙ₋₁ + pₙ + pₙ₊₁) / 3 with p′₀ = p₁ + 1. Method 5. It can exceed 1.
    ///
    /// > Note: pₙ₊₁ beyond the greatest n is that of the counts. NLTK takes 5 whatever the greatest n is, and that of
    /// > the last sentence for a corpus.
    case neighbors
    /// ``neighbors`` of what ``logarithmic(_:)`` gives. Method 7, where k = 5.
    case logarithmicNeighbors(_ k: Double = 5)
  }

  /// What becomes of an order of which a hypothesis has no n-gram, as it is shorter than n.
  public enum ShortHypotheses: Sendable, Hashable {
    /// One more n-gram, which isn't matched: the sum of max(1, tₙ) over sentences, as NLTK has it.
    case countOne
    /// Nothing is counted; where tₙ stays 0, pₙ is 0. As sacreBLEU has it for a corpus.
    case countNone
    /// Nothing is counted; an order where tₙ stays 0 is left out, and the weights of the others make up for it. As
    /// sacreBLEU has it for sentences, `effective_order`.
    case leaveOut
  }
}

extension BLEU.Smoothing {
  /// The constant of the formula; none has two.
  var constant: Double? {
    switch self {
    case .none, .exponential, .neighbors: nil
    case .floor(let constant), .addK(let constant): constant
    case .logarithmic(let constant), .logarithmicNeighbors(let constant): constant
    }
  }

  /// Whether the precision of order n takes that of order n + 1.
  var usesNextOrder: Bool {
    switch self {
    case .neighbors, .logarithmicNeighbors: true
    default: false
    }
  }

  /// The precisions of orders 1 to n.
  ///
  /// - Parameters:
  ///   - matches: m₁, m₂ …, of order n + 1 at least where that is used.
  ///   - totals: t₁, t₂ …, as many; a ratio to 0 is 0.
  ///   - length: c, in tokens.
  func precisions(_ matches: [Int], of totals: [Int], orders: Int, length: Int) -> [Double] {
    let plain = zip(matches, totals).map { ratio(Double($0), Double($1)) }
    /// The count that stands for none in the j-th order where nothing matches.
    func replacingZeros(_ count: (_ j: Int) -> Double) -> [Double] {
      var j = 0
      return (0..<orders).map { n in
        if matches[n] > 0 { return plain[n] }
        j += 1
        return ratio(count(j), Double(totals[n]))
      }
    }
    switch self {
    case .none: return Array(plain.prefix(orders))
    case .floor(let epsilon): return replacingZeros { _ in epsilon }
    case .addK(let k):
      return (0..<orders).map {
        $0 == 0 ? plain[0] : ratio(Double(matches[$0]) + k, Double(totals[$0]) + k)
      }
    case .exponential: return replacingZeros { Double(sign: .plus, exponent: -$0, significand: 1) }
    case .logarithmic(let k):
      let logarithm = Double.log(Double(length))
      return replacingZeros { logarithm / (Double(sign: .plus, exponent: $0, significand: 1) * k) }
    case .neighbors: return average(Array(plain.prefix(orders)), beyond: plain[orders])
    case .logarithmicNeighbors(let k):
      let smoothed = Self.logarithmic(k)
        .precisions(matches, of: totals, orders: orders, length: length)
      return average(smoothed, beyond: plain[orders])
    }
  }
}

/// Each precision averaged with the next one and with the average before it.
private func average(_ precisions: [Double], beyond: Double) -> [Double] {
  var previous = precisions[0] + 1
  return precisions.indices.map { n in
    previous = (previous + precisions[n] + (precisions + [beyond])[n + 1]) / 3
    return previous
  }
}

private func ratio(_ count: Double, _ total: Double) -> Double { total == 0 ? 0 : count / total }
