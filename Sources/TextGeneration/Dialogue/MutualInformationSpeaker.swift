import StochasticOptimization

/// Replies with what tells most about the message, among some candidates that a forward model proposes.
///
///     argmax_a  log p(a | history) + λ log p_back(q | a)         reading backwards
///     argmax_a  log p(a | history) − λ log p(a)                  against the language model
///
/// > Reference: Li, Galley, Brockett, Gao & Dolan (2016), "A diversity-promoting objective function for neural
/// > conversation models", arXiv:1510.03055, section 4.
/// > Note: The paper's candidates are the best of a beam search; these are drawn.
public struct MutualInformationSpeaker: Speaker {
  /// What is added to log p(a | history).
  public enum Term: Sendable {
    /// λ log p_back(q | a), of a model that tells the message from the reply.
    case backward(DialogueAgent, weight: Double)
    /// −λ log p(a), of a model of replies to whatever was said.
    case antiLanguageModel(SentenceModel<RecurrentLanguageModel>, weight: Double)
  }

  /// p(a | history); candidates are chosen as its decoding says.
  public let forward: DialogueAgent
  /// What is added to its log-probability.
  public let term: Term
  /// How many candidates are drawn for each reply.
  public let candidates: Int

  /// A speaker.
  ///
  /// - Parameters:
  ///   - forward: p(a | history), with a decoding that draws.
  ///   - term: What is added to its log-probability.
  ///   - candidates: How many are drawn, at least 1.
  public init(_ forward: DialogueAgent, _ term: Term, candidates: Int = 16) {
    if candidates < 1 { fatalError("MutualInformationSpeaker: \(candidates) candidates.") }
    self.forward = forward
    self.term = term
    self.candidates = candidates
  }

  /// The best candidate for each history, the first among equals.
  public func replies(
    to histories: [[[Int]]], using generator: inout some RandomNumberGenerator
  ) -> [[Int]] {
    let repeated = histories.flatMap { [[[Int]]](repeating: $0, count: candidates) }
    let proposed = forward.replies(to: repeated, using: &generator)
    let scores = scores(of: proposed, to: repeated)
    return histories.indices.map { row in
      var best = row * candidates
      for rival in best..<best + candidates where scores[rival] > scores[best] { best = rival }
      return proposed[best]
    }
  }

  /// The score of each reply, in nats.
  ///
  /// - Parameters:
  ///   - replies: Without end tokens, one a history.
  ///   - histories: What they reply to.
  public func scores(of replies: [[Int]], to histories: [[[Int]]]) -> [Double] {
    let likelihoods = forward.logProbabilities(of: replies, to: histories)
    return zip(likelihoods, added(to: replies, histories)).map { $0 + $1 }
  }

  private func added(to replies: [[Int]], _ histories: [[[Int]]]) -> [Double] {
    switch term {
    case .backward(let backward, let weight):
      let messages = histories.map { $0.last ?? [] }
      return backward.logProbabilities(of: messages, to: replies.map { [$0] }).map { weight * $0 }
    case .antiLanguageModel(let language, let weight):
      if replies.isEmpty { return [] }
      let sequences = replies.map { $0.padded(to: forward.length, with: forward.end) }
      return language.tokenLogProbabilities(of: sequences).map { -weight * $0.reduce(0, +) }
    }
  }
}
