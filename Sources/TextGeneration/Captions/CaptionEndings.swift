/// How captions end: properly where an end token stands behind a word that some reference ends with.
///
/// "a bird above the" or "there is a" ends badly, and so does a caption without an end token. It is a test of one word and
/// needs no grammar, so it can be made wherever there are references.
public struct CaptionEndings: Sendable {
  /// The token that ends captions.
  public let end: Int
  private let lastWords: Set<Int>

  /// Learns the words that references end with.
  ///
  /// - Parameters:
  ///   - references: Captions with their end tokens.
  ///   - end: The token that ends captions.
  public init(_ references: some Sequence<[Int]>, end: Int) {
    self.end = end
    lastWords = Set(references.compactMap { $0.sentence(endedBy: end).last })
  }

  /// Whether a caption has an end token, behind a word that may be the last.
  ///
  /// - Parameter caption: Tokens, padded with ends or not.
  public func areProper(of caption: [Int]) -> Bool {
    let words = caption.sentence(endedBy: end)
    return words.count < caption.count && words.last.map(lastWords.contains) == true
  }
}
