/// How much sentences are alike: the mean BLEU of each with all others as its references.
///
/// 1 where all sentences are the same; the lower, the more diverse they are. N-grams are counted once, not once a sentence.
///
/// - Parameters:
///   - sentences: At least two. The cost doesn't ask for a sample, but the score grows with their number: compare equal
///     numbers only.
///   - bleu: How a sentence is scored.
/// - Complexity: O(order · tokens), and sorting each sentence, however many the others are.
///
/// > Reference: Zhu et al. (2018), "Texygen", arXiv:1802.01886; its smoothing is `.floor(0.1)`, its `gram` the order.
@inlinable
public func selfBLEU<Token: Hashable & Sendable>(
  _ sentences: [[Token]], by bleu: BLEU = BLEU(smoothing: .floor())
) -> Double {
  if sentences.count < 2 {
    fatalError("selfBLEU: two sentences are needed at least, not \(sentences.count).")
  }
  var vocabulary = TokenNumbers<Token>(capacity: 0)
  return meanBLEU(ofEachAmong: sentences.map { vocabulary.insert($0) }, by: bleu)
}

@usableFromInline
func meanBLEU(ofEachAmong sentences: [[Int32]], by bleu: BLEU) -> Double {
  let order = bleu.countedOrder
  var index = NGramIndex(for: sentences, order: order)
  let ngrams = sentences.map { index.insert($0, order: order) }
  var maxima = Array(repeating: TwoGreatest(), count: index.count)
  for (sentence, ngrams) in ngrams.enumerated() {
    forEachRun(in: ngrams.numbers.sorted()) { maxima[Int($0)].insert($1, from: sentence) }
  }
  var lengths = LengthCounts(sentences.map(\.count))
  var sum = 0.0
  for (sentence, ngrams) in ngrams.enumerated() {
    lengths.remove(ngrams.length)
    sum += bleu.score(
      BLEUCounts(of: ngrams, order: order, lengths: lengths.present) {
        maxima[Int($0)].greatest(butFrom: sentence)
      })
    lengths.insert(ngrams.length)
  }
  return sum / Double(sentences.count)
}

/// The greatest of some counts, with the sentence it is from, and the greatest of the other sentences' counts.
private struct TwoGreatest {
  private var (first, second, source) = (0, 0, -1)

  mutating func insert(_ count: Int, from sentence: Int) {
    if count > first {
      (first, second, source) = (count, first, sentence)
    } else if count > second {
      second = count
    }
  }

  func greatest(butFrom sentence: Int) -> Int { sentence == source ? second : first }
}

/// How many sentences there are of each length.
private struct LengthCounts {
  private var counts: [Int]

  init(_ lengths: [Int]) {
    counts = Array(repeating: 0, count: 1 + lengths.reduce(0, max))
    lengths.forEach { insert($0) }
  }

  /// The lengths of which there is a sentence, ascending.
  private(set) var present: [Int] = []

  mutating func insert(_ length: Int) {
    counts[length] += 1
    if counts[length] == 1 { present = counts.indices.filter { counts[$0] > 0 } }
  }

  mutating func remove(_ length: Int) {
    counts[length] -= 1
    if counts[length] == 0 { present = counts.indices.filter { counts[$0] > 0 } }
  }
}
