import RandomStreams

/// Small talk to learn from, and some held out: each time two turns and the reply to them.
///
/// ```swift
/// let corpus = DialogueCorpus(training: 2_000, heldOut: 200, using: &random)
/// let exchange = corpus.training[1]
/// // previous: "I often bake bread", message: "When do you cook soup?", reply: "I really love bread"
/// corpus.vocabulary.text(of: exchange.reply)
/// ```
///
/// A conversation of four turns gives three exchanges in a row, of which the first has no previous turn. For models
/// that read only the message, leave the previous turn aside.
public struct DialogueCorpus: Sendable, Hashable {
  /// Two turns and the reply, each of T tokens, padded with ends.
  public struct Exchange: Sendable, Hashable {
    /// p, the turn before the message, by who replies; only ends if there was none.
    public let previous: [Int]
    /// q, the turn that is replied to.
    public let message: [Int]
    /// a, the reply.
    public let reply: [Int]
  }

  /// What talks.
  public let talk: ChitChat
  /// The words of all sentences, then `<end>`.
  public let vocabulary: Vocabulary
  /// The token after the last word, and after itself.
  public let end: Int
  /// T = 11, the tokens of each sentence.
  public let length: Int
  /// Exchanges to learn from, three of each conversation.
  public let training: [Exchange]
  /// Exchanges of other conversations, to test with.
  public let heldOut: [Exchange]
  /// The eight dull replies, each of T tokens.
  public let dullReplies: [[Int]]

  /// Draws conversations, each from a stream of its own: the first ones don't depend on how many there are.
  ///
  /// - Parameters:
  ///   - talk: What talks.
  ///   - training: How many conversations to learn from, not negative.
  ///   - heldOut: How many conversations to test with, not negative.
  ///   - generator: Gives the seed; takes one word.
  /// - Complexity: O(conversations).
  public init(
    _ talk: ChitChat = ChitChat(), training: Int, heldOut: Int,
    using generator: inout some RandomNumberGenerator
  ) {
    if training < 0 || heldOut < 0 {
      fatalError(
        "DialogueCorpus: \(training) and \(heldOut) conversations; no count may be negative.")
    }
    let root = RandomStream(drawnFrom: &generator)
    let vocabulary = Vocabulary(talk.words, special: [.end])
    let length = ChitChat.longestSentence + 1
    func exchanges(_ count: Int, _ label: String) -> [Exchange] {
      let streams = root.child(label)
      return (0..<count).flatMap { number in
        var stream = streams.child(number)
        let turns = [[]] + talk.conversation(turns: 4, using: &stream)
        let tokens = turns.map { vocabulary.padded($0, to: length) }
        return (2..<tokens.count).map {
          Exchange(previous: tokens[$0 - 2], message: tokens[$0 - 1], reply: tokens[$0])
        }
      }
    }
    self.talk = talk
    self.vocabulary = vocabulary
    self.length = length
    self.training = exchanges(training, "training")
    self.heldOut = exchanges(heldOut, "held out")
    end = vocabulary.endToken
    dullReplies = ChitChat.dullReplies.map { vocabulary.padded($0, to: length) }
  }
}
