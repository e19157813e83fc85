/// How often n-grams stand in the reference where each stands most often.
@usableFromInline
struct ReferenceNGrams: Sendable {
  private let order: Int
  private let index: NGramIndex
  /// By the number of an n-gram.
  private let maxima: [Int]
  /// The lengths of references, each once, ascending.
  private let lengths: [Int]

  @usableFromInline
  init(_ references: [[Int32]], order: Int) {
    self.order = order
    var index = NGramIndex(for: references, order: order)
    var maxima: [Int] = []
    var counts: [Int] = []
    for reference in references {
      let numbers = index.insert(reference, order: order).numbers.map { Int($0) }
      let fresh = repeatElement(0, count: index.count - counts.count)
      maxima.append(contentsOf: fresh)
      counts.append(contentsOf: fresh)
      for ngram in numbers {
        counts[ngram] += 1
        maxima[ngram] = max(maxima[ngram], counts[ngram])
      }
      for ngram in numbers { counts[ngram] = 0 }
    }
    self.index = index
    self.maxima = maxima
    lengths = references.map(\.count).sorted().reduce(into: []) {
      if $0.last != $1 { $0.append($1) }
    }
  }

  @usableFromInline
  func counts(of hypothesis: [Int32]) -> BLEUCounts {
    BLEUCounts(of: index.find(hypothesis, order: order), order: order, lengths: lengths) {
      maxima[Int($0)]
    }
  }
}
