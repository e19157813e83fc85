/// Whoever replies in a conversation.
public protocol Speaker: Sendable {
  /// A reply to each history.
  ///
  /// - Parameters:
  ///   - histories: What was said, oldest turn first, each turn without its end token. The last turn is what is replied to;
  ///     the one before it, if there is one, is what the speaker said last.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  /// - Returns: Tokens without the end token.
  func replies(
    to histories: [[[Int]]], using generator: inout some RandomNumberGenerator
  ) -> [[Int]]
}
