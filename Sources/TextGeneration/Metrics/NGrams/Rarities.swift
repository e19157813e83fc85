internal import PortableMath

/// How rare n-grams are: ln(D / d) of one that stands in d of D documents.
@usableFromInline
struct Rarities: Sendable {
  let order: Int
  private let index: NGramIndex
  /// By the number of an n-gram.
  private let logarithms: [Double]
  /// Of an n-gram that stands in no document, as if it stood in one.
  private let unseen: Double

  @usableFromInline
  init(_ documents: [[[Int32]]], order: Int) {
    self.order = order
    var index = NGramIndex(for: documents.flatMap { $0 }, order: order)
    /// By the number of an n-gram, in how many documents it stands, and in which last.
    var counts: [Int] = []
    var last: [Int] = []
    for (document, sentences) in documents.enumerated() {
      for sentence in sentences {
        let ngrams = index.insert(sentence, order: order).numbers.map { Int($0) }
        let fresh = index.count - counts.count
        counts.append(contentsOf: repeatElement(0, count: fresh))
        last.append(contentsOf: repeatElement(-1, count: fresh))
        for ngram in ngrams where last[ngram] != document {
          counts[ngram] += 1
          last[ngram] = document
        }
      }
    }
    self.index = index
    let logarithm = Double.log(Double(documents.count))
    logarithms = counts.map { logarithm - .log(Double($0)) }
    unseen = logarithm
  }

  /// How rare each n-gram of a sentence is, by n and then by position.
  func values(of sentence: [Int32]) -> [Double] {
    index.find(sentence, order: order).numbers.map {
      $0 == NGrams.unseen ? unseen : logarithms[Int($0)]
    }
  }

  /// The vectors of some sentences, in which equal n-grams have equal numbers.
  func vectors(of sentences: [[Int32]]) -> [WeightedNGrams] {
    var numbers = NGramIndex(for: sentences, order: order)
    return sentences.map {
      WeightedNGrams(numbers.insert($0, order: order), order: order, rarities: values(of: $0))
    }
  }
}
