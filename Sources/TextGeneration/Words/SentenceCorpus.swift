import RandomStreams

/// Sentences of a grammar, some to learn from and some held out.
///
/// ```swift
/// let corpus = SentenceCorpus(training: 10_000, heldOut: 1_000, using: &random)
/// corpus.vocabulary.text(of: corpus.training[0])     // "The old sailor reads a letter by the window"
/// ```
///
/// All sentences are drawn independently from one distribution. The mean −log q(sentence) that a model reaches on those
/// held out is therefore, but for chance, at least the grammar's entropy, and equals it for the grammar itself.
public struct SentenceCorpus: Sendable, Hashable {
  /// What writes the sentences.
  public let grammar: Grammar
  /// The grammar's words, then `<end>`.
  public let vocabulary: Vocabulary
  /// The token after the last word, and after itself.
  public let end: Int
  /// T, the tokens of each sentence: those of the longest one, and an end.
  public let length: Int
  /// Sentences to learn from, shape [n, T], padded with ends.
  public let training: [[Int]]
  /// Sentences to test with, shape [n, T], padded with ends.
  public let heldOut: [[Int]]

  /// Draws sentences, each from a stream of its own: the first ones don't depend on how many there are.
  ///
  /// - Parameters:
  ///   - grammar: What writes them.
  ///   - training: How many to learn from, not negative.
  ///   - heldOut: How many to test with, not negative.
  ///   - generator: Gives the seed; takes one word.
  /// - Complexity: O(sentences).
  public init(
    _ grammar: Grammar = .english, training: Int, heldOut: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    if training < 0 || heldOut < 0 {
      fatalError("SentenceCorpus: \(training) and \(heldOut) sentences; no count may be negative.")
    }
    let vocabulary = Vocabulary(grammar.words, special: [.end])
    let length = grammar.lengths.upperBound + 1
    let root = RandomStream(drawnFrom: &generator)
    func sentences(_ count: Int, _ label: String) -> [[Int]] {
      let streams = root.child(label)
      return (0..<count).map { number in
        var stream = streams.child(number)
        return vocabulary.padded(grammar.sample(using: &stream), to: length)
      }
    }
    self.grammar = grammar
    self.vocabulary = vocabulary
    self.length = length
    self.training = sentences(training, "training")
    self.heldOut = sentences(heldOut, "held out")
    end = vocabulary.endToken
  }
}
