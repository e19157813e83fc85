internal import PortableMath

/// The bilingual evaluation understudy: how much of a text's n-grams stand in references.
///
///     BLEU = b exp(Σₙ wₙ ln pₙ)      b = 1 if c > r, else exp(1 − r / c)
///
/// pₙ is the fraction of the hypothesis's n-grams that are matched, none oftener than it stands in any one reference; c is
/// the length of the hypothesis and r that of the reference closest in length. For a corpus, counts are summed before the
/// ratio is taken. Without a common token the score is 0.
///
/// Tokens are of any type; text is split into them beforehand.
///
/// ```swift
/// BLEU().sentence(["the", "cat", "sat"], references: [["the", "cat", "sat", "down"]])
/// ```
///
/// > Reference: Papineni et al. (2002), doi:10.3115/1073083.1073135.
/// > Note: As it stands, this is the BLEU of NLTK. With `shortHypotheses: .countNone` it is that of sacreBLEU, over 100;
/// > the two differ only where a hypothesis has fewer tokens than weights.
public struct BLEU: Sendable, Hashable {
  /// w₁, w₂ …: how much each order counts.
  public let weights: [Double]
  /// What stands for the precisions.
  public let smoothing: Smoothing
  /// What becomes of orders that a hypothesis is too short for.
  public let shortHypotheses: ShortHypotheses

  /// BLEU with equal weights.
  ///
  /// - Parameters:
  ///   - order: The greatest n, at least 1.
  ///   - smoothing: What stands for the precisions.
  ///   - shortHypotheses: What becomes of orders that a hypothesis is too short for.
  public init(
    order: Int = 4, smoothing: Smoothing = .none, shortHypotheses: ShortHypotheses = .countOne
  ) {
    if order < 1 { fatalError("BLEU: n-grams up to order \(order); it is at least 1.") }
    self.init(
      weights: Array(repeating: 1 / Double(order), count: order), smoothing: smoothing,
      shortHypotheses: shortHypotheses)
  }

  /// BLEU with weights of one's own.
  ///
  /// - Parameters:
  ///   - weights: w₁, w₂ …: finite, none negative, not all 0; they sum to 1 as a rule.
  ///   - smoothing: What stands for the precisions; its constant is finite and positive.
  ///   - shortHypotheses: What becomes of orders that a hypothesis is too short for.
  public init(
    weights: [Double], smoothing: Smoothing = .none, shortHypotheses: ShortHypotheses = .countOne
  ) {
    let areWeights = weights.allSatisfy { $0 >= 0 && $0.isFinite } && weights.contains { $0 > 0 }
    if !areWeights {
      fatalError("BLEU: weights are finite, not negative and not all 0; not \(weights).")
    }
    if let constant = smoothing.constant, !(constant > 0 && constant.isFinite) {
      fatalError("BLEU: the constant of a smoothing is finite and positive, not \(constant).")
    }
    self.weights = weights
    self.smoothing = smoothing
    self.shortHypotheses = shortHypotheses
  }

  /// Up to which order n-grams have to be counted: as many as there are weights, and one more for
  /// ``Smoothing/neighbors``.
  public var countedOrder: Int { weights.count + (smoothing.usesNextOrder ? 1 : 0) }

  /// The score of counts.
  ///
  /// - Parameter counts: Of order ``countedOrder`` at least; higher orders are ignored.
  /// - Returns: From 0 to 1, but for smoothings that say otherwise.
  public func score(_ counts: BLEUCounts) -> Double {
    if counts.order < countedOrder {
      fatalError(
        "BLEU: n-grams up to \(countedOrder) are needed; these counts end at \(counts.order).")
    }
    if counts.matches[0] == 0 { return 0 }
    var totals = counts.totals
    if shortHypotheses == .countOne {
      for index in totals.indices { totals[index] += counts.shortHypotheses[index] }
    }
    let precisions = smoothing.precisions(
      counts.matches, of: totals, orders: weights.count, length: counts.hypothesisLength)
    var (sum, weightUsed) = (0.0, 0.0)
    for (index, weight) in weights.enumerated() where weight > 0 {
      if shortHypotheses == .leaveOut && isAbsent(index, totals) { continue }
      if precisions[index] == 0 { return 0 }
      sum += weight * .log(precisions[index])
      weightUsed += weight
    }
    if weightUsed == 0 { return 0 }
    if shortHypotheses == .leaveOut { sum *= weights.reduce(0, +) / weightUsed }
    return counts.brevityPenalty * .exp(sum)
  }

  /// Whether an order has no n-gram, also after k is added to the count.
  private func isAbsent(_ index: Int, _ totals: [Int]) -> Bool {
    if case .addK = smoothing, index > 0 { return false }
    return totals[index] == 0
  }
}

extension BLEU {
  /// The score of one sentence.
  ///
  /// - Parameters:
  ///   - hypothesis: The sentence, which may be empty and then scores 0.
  ///   - references: At least one sentence. Where several hypotheses have the same, use ``BLEUReferences``.
  /// - Complexity: O(order · tokens), and sorting the hypothesis.
  @inlinable
  public func sentence<Token: Hashable & Sendable>(
    _ hypothesis: [Token], references: [[Token]]
  ) -> Double {
    score(BLEUReferences(references, order: countedOrder).counts(of: hypothesis))
  }

  /// The score of a corpus, of which each sentence has references of its own.
  ///
  /// - Parameters:
  ///   - hypotheses: The sentences, at least one.
  ///   - references: For each hypothesis at least one sentence.
  /// - Complexity: O(order · tokens), and sorting each hypothesis.
  @inlinable
  public func corpus<Token: Hashable & Sendable>(
    _ hypotheses: [[Token]], references: [[[Token]]]
  ) -> Double {
    requireReferences(for: hypotheses.count, given: references.count, caller: "BLEU")
    var counts = BLEUCounts(order: countedOrder)
    for (hypothesis, references) in zip(hypotheses, references) {
      counts += BLEUReferences(references, order: countedOrder).counts(of: hypothesis)
    }
    return score(counts)
  }
}

/// Traps unless there is a hypothesis, and as many sets of references.
@usableFromInline
func requireReferences(for hypotheses: Int, given references: Int, caller: String) {
  if hypotheses == 0 { fatalError("\(caller): there is no hypothesis.") }
  if hypotheses != references {
    fatalError("\(caller): \(hypotheses) hypotheses, but references for \(references).")
  }
}
