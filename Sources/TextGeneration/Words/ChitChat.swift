import RandomStreams

/// Small talk: what someone says next, given the last two turns.
///
/// ```swift
/// let talk = ChitChat()
/// let conversation = talk.conversation(turns: 4, using: &random)
/// // "Do you like rain?"  "I like rain very much"  "When do you play in the snow?"  "I don't know"
/// talk.replies(to: conversation[1], after: conversation[0]).sample(using: &random)
/// ChitChat.topic(of: conversation[1])        // weather
/// ```
///
/// A reply answers a question or comments on a statement; it names the same subject, or another one of its
/// ``Topic``, and may ask back. Or it is one of eight ``dullReplies``, which fit everything. These are few and topical
/// replies many: unless probabilities are changed, the likeliest reply to everything is "I don't know". Dull replies
/// are mostly followed by dull ones, and questions seldom.
///
/// The distribution is a ``Grammar`` for each pair of turns: its probabilities and entropies are known exactly.
///
/// > Reference: Li et al. (2016), arXiv:1606.01541, on dull replies and what they do to a conversation.
public struct ChitChat: Sendable, Hashable {
  /// Replies that fit everything and say nothing; the first is the most frequent.
  public static let dullReplies: [[String]] = dullTexts.map { Vocabulary.words(of: $0.text) }

  /// The dull replies and how frequent each is.
  static let dullTexts: [(text: String, weight: Int)] = [
    ("i don't know", 6), ("i have no idea", 2), ("what do you mean ?", 1), ("no , i'm not", 1),
    ("i don't think so", 1), ("i'm not sure", 1), ("you know what i mean", 1),
    ("what are you talking about ?", 1),
  ]

  /// The most words of a sentence.
  public static let longestSentence = 10

  /// The probability that the reply to a question is dull.
  public let dullnessAfterQuestion: Double
  /// The probability that the reply to a statement is dull.
  public let dullnessAfterStatement: Double
  /// The probability that the reply to a dull sentence is dull.
  public let dullnessAfterDull: Double
  /// All rules: the first for what opens a conversation, and one for the replies in each situation.
  let grammar: Grammar

  /// Small talk, as dull as is asked for.
  ///
  /// - Parameters:
  ///   - dullnessAfterQuestion: The probability of a dull reply to a question, in 0 ... 1.
  ///   - dullnessAfterStatement: That of a dull reply to a statement, in 0 ... 1.
  ///   - dullnessAfterDull: That of a dull reply to a dull sentence, in 0 ... 1.
  public init(
    dullnessAfterQuestion: Double = 0.2, dullnessAfterStatement: Double = 0.35,
    dullnessAfterDull: Double = 0.7
  ) {
    let all = [dullnessAfterQuestion, dullnessAfterStatement, dullnessAfterDull]
    guard all.allSatisfy({ (0...1).contains($0) }) else {
      fatalError("ChitChat: \(all) are no probabilities.")
    }
    self.dullnessAfterQuestion = dullnessAfterQuestion
    self.dullnessAfterStatement = dullnessAfterStatement
    self.dullnessAfterDull = dullnessAfterDull
    grammar = Grammar(
      chitChatRules { kind in
        switch kind {
        case .choice, .question: dullnessAfterQuestion
        case .statement: dullnessAfterStatement
        case .dull: dullnessAfterDull
        }
      })
  }

  /// Whether a sentence is one of the ``dullReplies``.
  public static func isDull(_ sentence: [String]) -> Bool { dullReplies.contains(sentence) }

  /// The words of all sentences.
  public var words: [String] { grammar.words }

  /// What opens a conversation: a question or a statement, of any topic.
  public var openings: Grammar { grammar }

  /// What is said in reply.
  ///
  /// - Parameters:
  ///   - message: The last turn. Whether it is a question is seen by its words, which need not be of this grammar.
  ///   - previous: The turn before it; empty if there is none. It matters where the message has no topic.
  /// - Complexity: O(size of the grammar), some microseconds.
  public func replies(to message: [String], after previous: [String] = []) -> Grammar {
    let subject = Self.subject(of: message) ?? Self.subject(of: previous)
    // What has no topic can only be treated as if it were dull.
    let kind = Self.subject(of: message) == nil ? .dull : MessageKind(message)
    return grammar.starting(at: replyRule(to: kind, about: subject))
  }

  /// Writes a conversation.
  ///
  /// - Parameters:
  ///   - turns: How many sentences, not negative.
  ///   - generator: Gives the seed; takes one word.
  /// - Returns: Sentences, the two speakers in turn.
  public func conversation(
    turns: Int, using generator: inout some RandomNumberGenerator
  ) -> [[String]] {
    if turns < 0 { fatalError("ChitChat.conversation: \(turns) turns are fewer than none.") }
    var stream = RandomStream(drawnFrom: &generator)
    var sentences: [[String]] = []
    for _ in 0..<turns {
      let next = sentences.last.map { message in
        replies(to: message, after: sentences.dropLast().last ?? [])
      }
      sentences.append((next ?? openings).sample(using: &stream))
    }
    return sentences
  }

  /// What a sentence asks of its reply.
  enum MessageKind: String, CaseIterable {
    /// A question that yes or no can answer.
    case choice
    /// Another question.
    case question
    /// No question.
    case statement
    /// Nothing.
    case dull

    init(_ sentence: [String]) {
      let opensQuestion = ["what", "where", "why", "when"].contains(where: sentence.contains)
      self =
        if ChitChat.isDull(sentence) {
          .dull
        } else if sentence.last != "?" {
          .statement
        } else {
          opensQuestion ? .question : .choice
        }
    }
  }
}
