/// Numbers for the n-grams of sentences: equal n-grams have equal numbers, 0, 1, 2 … in the order in which they were first
/// seen, so that whatever is known of an n-gram stands in a plain array.
///
/// An n-gram is told by the number of its first n − 1 words and its last word: one look-up of a pair whatever n is, and no
/// two n-grams are ever taken for one another. Words are numbers of a ``TokenNumbers``.
struct NGramIndex: Sendable {
  private var table: PairTable

  /// How many n-grams have a number.
  var count: Int { table.count }

  /// An index without n-grams, with room for those of some sentences; of many, as n-grams recur, it begins smaller.
  init(for sentences: [[Int32]], order: Int) {
    table = PairTable(capacity: min(16_384, order * sentences.reduce(0) { $0 + $1.count }))
  }

  /// The n-grams of a sentence, those without a number getting one.
  ///
  /// - Complexity: O(order · words).
  mutating func insert(_ sentence: [Int32], order: Int) -> NGrams {
    NGrams(sentence, order: order) { table.insert($0, $1) }
  }

  /// The n-grams of a sentence, those without a number as ``NGrams/unseen``.
  ///
  /// - Complexity: O(order · words).
  func find(_ sentence: [Int32], order: Int) -> NGrams {
    NGrams(sentence, order: order) { table.find($0, $1) }
  }
}
