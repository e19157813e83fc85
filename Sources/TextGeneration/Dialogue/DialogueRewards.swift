import PortableMath
public import StochasticOptimization
import Tensors

/// What is good about a reply: that it is easy to answer, brings something new, and makes sense.
///
///     r₁ = −(1/|S|) Σ_{s ∈ S} (1/N_s) log p(s | a)                              ease of answering
///     r₂ = −log max(cos(h(u), h(a)), ε)                                         information flow
///     r₃ = (1/N_a) log p(a | u, q) + (1/N_q) log p_back(q | a)                  semantic coherence
///     r  = w₁ r₁ + w₂ r₂ + w₃ r₃
///
/// Here q is the message, u what the one who replies had said before it, and S are dull replies. p(·|·) and p_back are
/// values: copies of models trained by maximum likelihood, which stay as they are while an agent learns from them. N
/// counts words and the end token, whose probability is in the product.
///
/// > Reference: Li, Monroe, Ritter, Galley, Gao & Jurafsky (2016), "Deep reinforcement learning for dialogue generation",
/// > arXiv:1606.01541, section 3.
/// > Note: The paper has no ε, and its r₂ is undefined where the cosine isn't positive.
public struct DialogueRewards: Sendable {
  /// How much each reward counts.
  public struct Weights: Sendable, Hashable {
    /// w₁, of the ease of answering.
    public var easeOfAnswering: Double
    /// w₂, of the information flow.
    public var informationFlow: Double
    /// w₃, of the semantic coherence.
    public var semanticCoherence: Double

    /// Weights; a reward with weight 0 isn't computed.
    public init(
      easeOfAnswering: Double = 0.25, informationFlow: Double = 0.25,
      semanticCoherence: Double = 0.5
    ) {
      self.easeOfAnswering = easeOfAnswering
      self.informationFlow = informationFlow
      self.semanticCoherence = semanticCoherence
    }

    /// Those of the paper: ¼, ¼ and ½.
    public static let published = Weights()
  }

  /// p(a | u, q) and the encoder that gives h.
  public let forward: DialogueAgent
  /// p_back(q | a).
  public let backward: DialogueAgent
  /// S, each without its end token.
  public let dullReplies: [[Int]]
  /// w₁, w₂ and w₃.
  public var weights: Weights
  /// ε: a cosine below it counts as ε, so that r₂ is at most −log ε. Near 1 only repetition is punished; the smaller it is,
  /// the more is paid for turns that have nothing to do with each other.
  public let leastCosine: Double

  /// Rewards.
  ///
  /// - Parameters:
  ///   - forward: p(a | u, q), trained.
  ///   - backward: p_back(q | a), trained.
  ///   - dullReplies: S, at least one, each without its end token.
  ///   - weights: w₁, w₂ and w₃.
  ///   - leastCosine: ε, in (0, 1].
  public init(
    forward: DialogueAgent, backward: DialogueAgent, dullReplies: [[Int]],
    weights: Weights = .published, leastCosine: Double = 0.5
  ) {
    if dullReplies.isEmpty || !(leastCosine > 0 && leastCosine <= 1) {
      fatalError(
        "DialogueRewards: \(dullReplies.count) dull replies and a least cosine of \(leastCosine); at least 1 is needed, and a number in (0, 1]."
      )
    }
    self.forward = forward
    self.backward = backward
    self.dullReplies = dullReplies
    self.weights = weights
    self.leastCosine = leastCosine
  }

  /// w₁ r₁ + w₂ r₂ + w₃ r₃ of each reply.
  ///
  /// - Parameters:
  ///   - replies: a, each without its end token.
  ///   - histories: Turns that end with u and q; or with q alone, where r₂ is 0.
  /// - Complexity: The forward model reads each history once and each reply twice and scores |S| + 1 sentences a reply; the
  ///   backward model reads and scores one.
  public func callAsFunction(_ replies: [[Int]], to histories: [[[Int]]]) -> [Double] {
    if replies.count != histories.count {
      fatalError("DialogueRewards: \(replies.count) replies to \(histories.count) histories.")
    }
    var sums = [Double](repeating: 0, count: replies.count)
    func add(_ weight: Double, _ rewards: () -> [Double]) {
      if weight == 0 { return }
      for (row, reward) in rewards().enumerated() { sums[row] += weight * reward }
    }
    add(weights.easeOfAnswering) { easeOfAnswering(replies) }
    add(weights.informationFlow) { informationFlow(replies, to: histories) }
    add(weights.semanticCoherence) { semanticCoherence(replies, to: histories) }
    return sums
  }

  /// The rewards of replies to some histories, one a row, as an objective.
  ///
  /// - Parameter histories: What is replied to; row r of what is drawn replies to the rth.
  public func objective(answering histories: [[[Int]]]) -> Objective<[Int]> {
    .batched { drawn in
      self(drawn.map { $0.sentence(endedBy: forward.end) }, to: histories)
    }
  }

  /// r₁, in nats a token: how unlikely dull replies are to follow.
  public func easeOfAnswering(_ replies: [[Int]]) -> [Double] {
    if replies.isEmpty { return [] }
    // What was read is the same before each dull reply.
    let state = forward.model.encoder.state(for: replies.map { [$0] })
    var sums = [Double](repeating: 0, count: replies.count)
    for dull in dullReplies {
      let sequence = dull.padded(to: min(dull.count + 1, forward.length), with: forward.end)
      let sequences = [[Int]](repeating: sequence, count: replies.count)
      let losses = crossEntropy(
        forward.model.decoder.logits(along: sequences, from: state),
        targets: timeMajor(sequences)
      ).scalars
      for (index, loss) in losses.enumerated() {
        sums[index % replies.count] += Double(loss) / Double(sequence.count)
      }
    }
    return sums.map { $0 / Double(dullReplies.count) }
  }

  /// r₂, in nats: how little a reply points where the same speaker's turn before it did.
  ///
  /// It is 0 where there was no such turn, which the reply can't change. h is the encoder's of the turn alone.
  public func informationFlow(_ replies: [[Int]], to histories: [[[Int]]]) -> [Double] {
    let rows = replies.indices.filter { histories[$0].count > 1 }
    var flows = [Double](repeating: 0, count: replies.count)
    if rows.isEmpty { return flows }
    let turns = rows.map { histories[$0][histories[$0].count - 2] } + rows.map { replies[$0] }
    let vectors = forward.model.encoder.representations(of: turns.map { [$0] }).rowVectors
    for (index, row) in rows.enumerated() {
      let cosine = cosine(vectors[index], vectors[rows.count + index])
      flows[row] = -.log(max(cosine, leastCosine))
    }
    return flows
  }

  /// r₃, in nats a token: how likely a reply is after what was said, and the message before the reply.
  public func semanticCoherence(_ replies: [[Int]], to histories: [[[Int]]]) -> [Double] {
    let messages = histories.map { $0.last ?? [] }
    return zip(
      forward.logProbabilitiesPerToken(of: replies, to: histories),
      backward.logProbabilitiesPerToken(of: messages, to: replies.map { [$0] })
    ).map { $0 + $1 }
  }
}

/// The cosine of the angle between two vectors; 0 if one is 0.
private func cosine(_ a: [Double], _ b: [Double]) -> Double {
  func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  let norms = (product(a, a) * product(b, b)).squareRoot()
  return norms == 0 ? 0 : product(a, b) / norms
}
