internal import PortableMath

/// What BLEU needs to know of hypotheses: matches by order, and lengths.
///
/// Counts of a corpus are the sum of those of its sentences, so that they can be kept, added in any grouping and scored
/// with several ``BLEU``s.
public struct BLEUCounts: Sendable, Hashable {
  /// How many n-grams of hypotheses are matched, for n = 1, 2 …: each as often as it stands in the one reference where it
  /// stands most often, and no oftener.
  public private(set) var matches: [Int]
  /// How many n-grams hypotheses have, for n = 1, 2 ….
  public private(set) var totals: [Int]
  /// How many hypotheses have no n-gram, being shorter than n, for n = 1, 2 ….
  public private(set) var shortHypotheses: [Int]
  /// c: how many tokens hypotheses have.
  public private(set) var hypothesisLength: Int
  /// r: how many tokens have the references that are closest in length, the shorter of two as close.
  public private(set) var referenceLength: Int

  /// The counts of no hypothesis.
  ///
  /// - Parameter order: The greatest n, at least 1.
  public init(order: Int) {
    if order < 1 { fatalError("BLEUCounts: n-grams up to order \(order); it is at least 1.") }
    matches = Array(repeating: 0, count: order)
    totals = matches
    shortHypotheses = matches
    hypothesisLength = 0
    referenceLength = 0
  }

  /// The counts of one hypothesis.
  ///
  /// - Parameters:
  ///   - ngrams: The hypothesis.
  ///   - lengths: Of how many tokens the references are.
  ///   - limit: How often an n-gram stands in the reference where it stands most often.
  init(of ngrams: NGrams, order: Int, lengths: [Int], limit: (Int32) -> Int) {
    self.init(order: order)
    for n in 1...order {
      let total = NGrams.count(of: n, in: ngrams.length)
      totals[n - 1] = total
      shortHypotheses[n - 1] = total == 0 ? 1 : 0
      forEachRun(in: ngrams[n].sorted()) { ngram, count in
        if ngram != NGrams.unseen { matches[n - 1] += min(count, limit(ngram)) }
      }
    }
    hypothesisLength = ngrams.length
    referenceLength = closest(to: ngrams.length, among: lengths)
  }

  /// The greatest n of which n-grams are counted.
  public var order: Int { matches.count }

  /// The brevity penalty: 1 where c > r, 0 where c = 0, else exp(1 − r / c).
  public var brevityPenalty: Double {
    if hypothesisLength > referenceLength { return 1 }
    if hypothesisLength == 0 { return 0 }
    return .exp(1 - Double(referenceLength) / Double(hypothesisLength))
  }

  /// The counts of both together.
  ///
  /// - Precondition: Both count n-grams up to the same order.
  public static func + (a: BLEUCounts, b: BLEUCounts) -> BLEUCounts {
    var sum = a
    sum += b
    return sum
  }

  /// Adds the counts of further hypotheses.
  ///
  /// - Precondition: Both count n-grams up to the same order.
  public static func += (a: inout BLEUCounts, b: BLEUCounts) {
    if a.order != b.order {
      fatalError("BLEUCounts: counts up to order \(a.order) and up to \(b.order) can't be added.")
    }
    for index in a.matches.indices {
      a.matches[index] += b.matches[index]
      a.totals[index] += b.totals[index]
      a.shortHypotheses[index] += b.shortHypotheses[index]
    }
    a.hypothesisLength += b.hypothesisLength
    a.referenceLength += b.referenceLength
  }
}

/// The length that is closest to another, the lesser of two as close.
private func closest(to length: Int, among lengths: [Int]) -> Int {
  lengths.min { ($0.distance(to: length).magnitude, $0) < ($1.distance(to: length).magnitude, $1) }
    ?? 0
}
