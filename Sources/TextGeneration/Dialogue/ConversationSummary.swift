/// How long some conversations went on, how they ended, and how varied the replies in them are.
///
/// > Reference: Li et al. (2016), arXiv:1606.01541, section 5.2, for all of its measures.
public struct ConversationSummary: Sendable, Hashable {
  /// The mean ``Conversation/length``.
  ///
  /// Its standard error is that of conversations of the same two speakers: speakers that were trained with other seeds
  /// differ more.
  public let turns: SampleMean
  /// The share of conversations that a dull reply ended.
  public let dullShare: Double
  /// The share of conversations that a repetition ended.
  public let repeatedShare: Double
  /// Different words over words, of the first replies.
  ///
  /// One reply of each conversation counts, because these ratios fall as sentences become more: speakers can be compared
  /// if they replied to as many messages. It has no standard error here: whatever is drawn again from the same replies has
  /// fewer different words than they have.
  public let distinct1: Double
  /// Different pairs of words over words, of the first replies.
  public let distinct2: Double

  /// A summary.
  ///
  /// - Parameter conversations: At least two.
  public init(of conversations: [Conversation]) {
    func share(_ ending: Conversation.Ending) -> Double {
      Double(conversations.count { $0.ending == ending }) / Double(conversations.count)
    }
    turns = SampleMean(of: conversations.map { Double($0.length) })
    dullShare = share(.dull)
    repeatedShare = share(.repetition)
    let replies = conversations.map { Array($0.turns.dropFirst().first ?? []) }
    distinct1 = distinctNGrams(1, in: replies)
    distinct2 = distinctNGrams(2, in: replies)
  }
}
