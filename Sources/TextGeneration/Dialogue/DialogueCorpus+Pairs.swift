/// What agents learn from: pairs for ``MaximumLikelihood``.
extension DialogueCorpus {
  /// What was said and the reply to it, for p(a | p, q).
  ///
  /// - Parameter exchanges: Some of the corpus.
  public func replyPairs(
    of exchanges: [Exchange]
  ) -> [(context: [[Int]], sequence: [Int])] {
    exchanges.map { (context: history(of: $0), sequence: $0.reply) }
  }

  /// The reply and the message that it was to, for p_back(q | a).
  ///
  /// - Parameter exchanges: Some of the corpus.
  public func messagePairs(
    of exchanges: [Exchange]
  ) -> [(context: [[Int]], sequence: [Int])] {
    exchanges.map { (context: [$0.reply.sentence(endedBy: end)], sequence: $0.message) }
  }

  /// The turns before a reply, oldest first, without end tokens: one or two.
  public func history(of exchange: Exchange) -> [[Int]] {
    let message = exchange.message.sentence(endedBy: end)
    let previous = exchange.previous.sentence(endedBy: end)
    return previous.isEmpty ? [message] : [previous, message]
  }
}
