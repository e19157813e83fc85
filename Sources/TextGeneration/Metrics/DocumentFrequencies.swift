/// In how many documents n-grams stand: what makes a rare n-gram count more than a common one.
///
/// A document is the references of one image, or of whatever is described.
public struct DocumentFrequencies<Token: Hashable & Sendable>: Sendable {
  /// The greatest n.
  public let order: Int
  /// D: how many documents there are.
  public let documentCount: Int
  @usableFromInline let vocabulary: TokenNumbers<Token>
  @usableFromInline let rarities: Rarities

  /// Counts the documents in which n-grams stand.
  ///
  /// - Parameters:
  ///   - documents: At least one, each of some sentences. With one alone, every n-gram weighs ln 1 = 0.
  ///   - order: The greatest n, at least 1.
  /// - Complexity: O(order · tokens).
  @inlinable
  public init(_ documents: [[[Token]]], order: Int = 4) {
    if documents.isEmpty { fatalError("DocumentFrequencies: there is no document.") }
    if order < 1 { fatalError("DocumentFrequencies: n-grams up to order \(order).") }
    self.order = order
    documentCount = documents.count
    var vocabulary = TokenNumbers<Token>(capacity: 0)
    rarities = Rarities(documents.map { $0.map { vocabulary.insert($0) } }, order: order)
    self.vocabulary = vocabulary
  }

  /// The numbers of the tokens of some sentences, those that stand in no document having numbers beyond the others.
  @inlinable
  func words(of sentences: [[Token]]) -> [[Int32]] {
    var fresh = TokenNumbers<Token>(capacity: 0)
    let count = Int32(vocabulary.numbers.count)
    return sentences.map { sentence in
      sentence.map { vocabulary.numbers[$0] ?? count + fresh.insert([$0])[0] }
    }
  }
}
