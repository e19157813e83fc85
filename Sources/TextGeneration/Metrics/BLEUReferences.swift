/// References that many hypotheses are held to: their n-grams are counted once.
///
/// ```swift
/// let references = BLEUReferences(corpus, order: 4)
/// let counts = references.counts(of: sentence)
/// BLEU(smoothing: .floor()).score(counts)
/// ```
///
/// > Note: All of a corpus as the references of each sentence is the reward of PG-BLEU and the measure of Texygen.
public struct BLEUReferences<Token: Hashable & Sendable>: Sendable {
  /// The greatest n of which n-grams are counted.
  public let order: Int
  @usableFromInline let vocabulary: TokenNumbers<Token>
  @usableFromInline let ngrams: ReferenceNGrams

  /// Counts the n-grams of references.
  ///
  /// - Parameters:
  ///   - references: At least one sentence.
  ///   - order: The greatest n, at least 1; see ``BLEU/countedOrder``.
  /// - Complexity: O(order · tokens).
  @inlinable
  public init(_ references: [[Token]], order: Int) {
    if references.isEmpty { fatalError("BLEUReferences: there is no reference.") }
    if order < 1 { fatalError("BLEUReferences: n-grams up to order \(order); it is at least 1.") }
    self.order = order
    var vocabulary = TokenNumbers<Token>(capacity: references[0].count)
    ngrams = ReferenceNGrams(references.map { vocabulary.insert($0) }, order: order)
    self.vocabulary = vocabulary
  }

  /// The counts of a hypothesis against these references.
  ///
  /// - Parameter hypothesis: A sentence, which may be empty.
  /// - Complexity: O(order · m log m) for m tokens, however many references there are, but for their distinct lengths.
  @inlinable
  public func counts(of hypothesis: [Token]) -> BLEUCounts {
    ngrams.counts(of: vocabulary.find(hypothesis))
  }
}
