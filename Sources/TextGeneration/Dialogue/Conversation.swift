import RandomStreams

/// What two speakers said to each other, and why they stopped.
public struct Conversation: Sendable, Hashable {
  /// Why a conversation ended.
  public enum Ending: Sendable, Hashable {
    /// The last turn is a dull one.
    case dull
    /// The last turn has nearly the words that its speaker said just before.
    case repetition
    /// There were as many turns as are allowed.
    case limit
  }

  /// All turns, without end tokens: the message it began with first.
  public let turns: [[Int]]
  /// Why it ended.
  public let ending: Ending

  /// A conversation.
  public init(turns: [[Int]], ending: Ending) {
    self.turns = turns
    self.ending = ending
  }

  /// How many turns it went on for: all of them, but the dull or repeated one that ended it.
  public var length: Int { ending == .limit ? turns.count : turns.count - 1 }
}

/// When a conversation has ended.
///
/// > Reference: Li et al. (2016), arXiv:1606.01541, section 5.2.
public struct ConversationRules: Sendable, Hashable {
  /// Turns that end it, without end tokens.
  public let dullReplies: [[Int]]
  /// How many turns there are at most, with the message it began with.
  public let limit: Int
  /// The share of words in common above which a turn repeats the one that its speaker said before.
  public let overlap: Double

  /// Rules.
  ///
  /// - Parameters:
  ///   - dullReplies: Turns that end a conversation, without end tokens.
  ///   - limit: How many turns at most, at least 2.
  ///   - overlap: In [0, 1].
  public init(dullReplies: [[Int]], limit: Int = 10, overlap: Double = 0.8) {
    if limit < 2 || !(0...1).contains(overlap) {
      fatalError(
        "ConversationRules: \(limit) turns and an overlap of \(overlap); at least 2 are needed, and a number in [0, 1]."
      )
    }
    self.dullReplies = dullReplies
    self.limit = limit
    self.overlap = overlap
  }

  /// Whether, and why, a conversation has ended with its last turn; nil if it goes on.
  ///
  /// - Parameter turns: All of them.
  public func ending(of turns: [[Int]]) -> Conversation.Ending? {
    guard turns.count > 1, let last = turns.last else { return nil }
    if dullReplies.contains(last) { return .dull }
    if turns.count > 2, sharedWords(turns[turns.count - 3], last) > overlap { return .repetition }
    return turns.count >= limit ? .limit : nil
  }
}

/// How many words two turns have in common, over the number of words of the longer one; 1 if both are empty.
///
/// A word that is there k and l times counts min(k, l) times.
///
/// - Complexity: O(m + n) for m and n words.
public func sharedWords(_ a: [Int], _ b: [Int]) -> Double {
  if a.isEmpty && b.isEmpty { return 1 }
  var counts: [Int: Int] = [:]
  for word in a { counts[word, default: 0] += 1 }
  var shared = 0
  for word in b {
    if let count = counts[word], count > 0 {
      counts[word] = count - 1
      shared += 1
    }
  }
  return Double(shared) / Double(max(a.count, b.count))
}

/// Lets two speakers talk, each reply given what both said last.
///
/// All conversations go on side by side.
///
/// - Parameters:
///   - first: Replies to the messages.
///   - second: Replies to the first speaker, and counts as having said the messages.
///   - messages: What each conversation begins with, without end tokens.
///   - rules: When conversations end.
///   - generator: Gives the seed of all that is drawn; takes one word.
/// - Returns: A conversation for each message.
/// - Complexity: Up to `rules.limit` − 1 replies a message.
public func converse(
  _ first: some Speaker, _ second: some Speaker, from messages: [[Int]],
  rules: ConversationRules, using generator: inout some RandomNumberGenerator
) -> [Conversation] {
  var stream = RandomStream(drawnFrom: &generator)
  var turns = messages.map { [$0] }
  var endings = [Conversation.Ending?](repeating: nil, count: messages.count)
  for turn in 1..<rules.limit {
    let open = turns.indices.filter { endings[$0] == nil }
    if open.isEmpty { break }
    let histories = open.map { Array(turns[$0].suffix(2)) }
    let replies =
      turn.isMultiple(of: 2)
      ? second.replies(to: histories, using: &stream)
      : first.replies(to: histories, using: &stream)
    for (row, reply) in zip(open, replies) {
      turns[row].append(reply)
      endings[row] = rules.ending(of: turns[row])
    }
  }
  return zip(turns, endings).map { Conversation(turns: $0, ending: $1 ?? .limit) }
}
