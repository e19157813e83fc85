import NeuralNetworks
import StochasticOptimization
public import Tensors

/// A model of replies: p(a | what was said), a sequence-to-sequence model over sentences that end.
///
/// ```swift
/// let agent = DialogueAgent(vocabulary: words.count, end: end, length: 12, using: &random)
/// agent.replies(to: [[message]], using: &random)              // one turn was said
/// agent.replies(to: [[mine, yours]], using: &random)          // I spoke before, and am to answer yours
/// ```
///
/// The same type is a backward model p_back(q | a) when it is trained to tell the message from the reply.
///
/// > Reference: Vinyals & Le (2015), "A neural conversational model", arXiv:1506.05869.
public struct DialogueAgent: Differentiable, Speaker {
  /// What reads and what writes.
  public var model: ConditionalLanguageModel<MessageEncoder>
  /// T, how many tokens a reply has at most, its end token counted.
  public let length: Int
  /// How replies are chosen.
  public var decoding: Decoding

  /// An agent that hasn't learnt anything.
  ///
  /// - Parameters:
  ///   - vocabulary: V, with the end token.
  ///   - features: How many numbers a token's vector has.
  ///   - hidden: How many numbers are remembered, twice.
  ///   - end: The token that ends a turn, in 0 ..< V; replies also start from it.
  ///   - length: T, at least 1.
  ///   - decoding: How replies are chosen.
  ///   - generator: Where random numbers come from.
  public init(
    vocabulary: Int, features: Int = 32, hidden: Int = 64, end: Int, length: Int,
    decoding: Decoding = .sampling,
    using generator: inout some RandomNumberGenerator
  ) {
    if length < 1 {
      fatalError("DialogueAgent: replies of \(length) tokens; at least 1 is needed.")
    }
    let encoder = MessageEncoder(
      vocabulary: vocabulary, features: features, hidden: hidden, end: end, using: &generator)
    var decoder = RecurrentLanguageModel(
      vocabulary: vocabulary, features: features, hidden: hidden, start: end, using: &generator)
    // What was read must last for a whole reply, so both begin by remembering.
    decoder.embedding = Embedding(vocabulary, features, using: &generator)
    decoder.memory = LSTM(features, hidden, using: &generator)
    model = ConditionalLanguageModel(encoder: encoder, decoder: decoder)
    self.length = length
    self.decoding = decoding
  }

  /// The token that ends a turn.
  public var end: Int { model.encoder.end }

  /// The same agent, choosing its replies in another way.
  public func speaking(_ decoding: Decoding) -> DialogueAgent {
    var agent = self
    agent.decoding = decoding
    return agent
  }

  /// The model of replies to some histories, one a row.
  public func answering(
    _ histories: [[[Int]]]
  ) -> SentenceModel<GivenContext<MessageEncoder>> {
    SentenceModel(model.given(histories), end: end)
  }

  /// Replies of at most T tokens.
  ///
  /// - Complexity: T steps of the model.
  public func replies(
    to histories: [[[Int]]], using generator: inout some RandomNumberGenerator
  ) -> [[Int]] {
    answering(histories)
      .generate(histories.count, length: length, decoding: decoding, using: &generator)
      .map { $0.sentence(endedBy: end) }
  }

  /// log p(a | history) of each reply, in nats, with that of its end.
  ///
  /// - Parameters:
  ///   - replies: Without end tokens, one a history. One of T tokens has no end.
  ///   - histories: What they reply to.
  public func logProbabilities(of replies: [[Int]], to histories: [[[Int]]]) -> [Double] {
    if replies.count != histories.count {
      fatalError("DialogueAgent: \(replies.count) replies to \(histories.count) histories.")
    }
    // Some at a time: their logits are stored.
    return stride(from: 0, to: replies.count, by: 256).flatMap { start in
      let rows = start..<min(start + 256, replies.count)
      let sequences = padded(Array(replies[rows]))
      return answering(Array(histories[rows]))
        .tokenLogProbabilities(of: sequences, batch: sequences.count)
        .map { $0.reduce(0, +) }
    }
  }

  /// (1/N) log p(a | history) of each reply, in nats a token, where N counts the end token.
  ///
  /// - Parameters:
  ///   - replies: Without end tokens, one a history.
  ///   - histories: What they reply to.
  public func logProbabilitiesPerToken(
    of replies: [[Int]], to histories: [[[Int]]]
  ) -> [Double] {
    zip(replies, logProbabilities(of: replies, to: histories)).map { reply, logProbability in
      logProbability / Double(min(reply.count + 1, length))
    }
  }

  /// Replies with their end tokens, as many as the longest needs, T at most.
  private func padded(_ replies: [[Int]]) -> [[Int]] {
    let longest = replies.reduce(0) { max($0, $1.count) }
    return replies.map { $0.padded(to: min(longest + 1, length), with: end) }
  }
}
