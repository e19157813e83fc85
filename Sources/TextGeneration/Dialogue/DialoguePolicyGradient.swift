public import NeuralNetworks
import RandomStreams
public import StochasticOptimization

/// Trains an agent in conversations with itself: each turn is made likelier by how much better all went from there on
/// than in other conversations that began with the same message.
///
///     θ ← θ + step along (1/n) Σ_c Σᵢ γⁱ⁻¹ (Gᵢ − bᵢ) ∇log p_θ(aᵢ | uᵢ, qᵢ),   Gᵢ = Σ_{j ≥ i} γʲ⁻ⁱ r(aⱼ; uⱼ, qⱼ)
///
/// or the sum from i to i + h, where there is a ``lookahead`` h.
///
/// Each message is talked about K times, and bᵢ is the mean of Gᵢ in the K − 1 other conversations: they don't depend on
/// the turn that bᵢ is subtracted for, so the mean of the estimate stays.
///
/// Conversations have a number of turns that may grow from step to step: the paper's curriculum goes from 2 to 5. With
/// ``rules`` some end earlier, and what would have followed is worth 0.
///
/// > Reference: Li et al. (2016), arXiv:1606.01541, section 4.
/// > Note: The paper gives every turn the sum of all rewards. What was rewarded before a turn has no part in its gradient
/// > but noise, and is left out here. With a lookahead shorter than conversations, what replies do to later rewards is left out
/// > too, and the direction is the gradient of no one quantity.
public struct DialoguePolicyGradient<Method: Optimizer>: Sendable {
  /// Both speakers.
  public var agent: DialogueAgent
  /// What moves the agent.
  public var optimizer: Method
  /// r.
  public var rewards: DialogueRewards
  /// K, how many conversations begin with each message.
  public let samples: Int
  /// γ, by which the reward of the next turn counts less.
  public let discount: Double
  /// h, how many turns after a reply count for it beside its own reward; nil if all do.
  public let lookahead: Int?
  /// When a conversation ends before it has all of its turns; nil if it never does.
  public let rules: ConversationRules?

  /// Training that hasn't begun.
  ///
  /// - Parameters:
  ///   - agent: Both speakers, as trained before; they draw with the model's own probabilities whatever its decoding.
  ///   - optimizer: What moves the agent.
  ///   - rewards: r, whose models stay as they are.
  ///   - samples: K, at least 2.
  ///   - discount: γ, in [0, 1].
  ///   - lookahead: h, how many turns after a reply count for it, at least 0: with 0 only its own reward does. nil if all do.
  ///   - rules: When a conversation ends before it has all of its turns; nil if it never does, as in the paper.
  public init(
    _ agent: DialogueAgent, optimizer: Method, rewards: DialogueRewards, samples: Int = 4,
    discount: Double = 1, lookahead: Int? = nil, rules: ConversationRules? = nil
  ) {
    if samples < 2 {
      fatalError("DialoguePolicyGradient: \(samples) conversations a message; a baseline needs 2.")
    }
    if !(0...1).contains(discount) {
      fatalError("DialoguePolicyGradient: the discount \(discount), which must be in [0, 1].")
    }
    if let lookahead, lookahead < 0 {
      fatalError(
        "DialoguePolicyGradient: the lookahead \(lookahead), which must be nil or at least 0.")
    }
    self.agent = agent
    self.optimizer = optimizer
    self.rewards = rewards
    self.samples = samples
    self.discount = discount
    self.lookahead = lookahead
    self.rules = rules
  }

  /// What was said in one step, and what it was worth. Conversations of one message are neighbours.
  public struct Step: Sendable {
    /// What was replied to, shape [turns][conversations].
    public let histories: [[[[Int]]]]
    /// What was replied, as drawn: T tokens with ends; shape [turns][conversations][T].
    public let replies: [[[Int]]]
    /// r of each reply, shape [turns][conversations]; 0 after the end of a conversation.
    public let rewards: [[Double]]
    /// How many replies each conversation has, with the one that ended it. Those after it were drawn, and count for nothing.
    public let replyCounts: [Int]

    /// A step that was taken.
    ///
    /// - Parameters:
    ///   - histories: What was replied to, shape [turns][conversations].
    ///   - replies: What was replied, shape [turns][conversations][T].
    ///   - rewards: Of each reply, shape [turns][conversations].
    ///   - replyCounts: How many replies count, each in 1 ... turns, shape [conversations].
    public init(
      histories: [[[[Int]]]], replies: [[[Int]]], rewards: [[Double]], replyCounts: [Int]
    ) {
      let sizes = [histories.map(\.count), replies.map(\.count), rewards.map(\.count)]
      let turns = rewards.count
      let expected = [Int](repeating: replyCounts.count, count: turns)
      if sizes.contains(where: { $0 != expected })
        || !replyCounts.allSatisfy((1...max(1, turns)).contains)
      {
        fatalError(
          """
          DialoguePolicyGradient.Step: histories, replies and rewards of \(sizes) conversations in \(turns) turns, of \
          which \(replyCounts) count; each turn needs one of each for each conversation, and 1 to \(turns) count.
          """)
      }
      self.histories = histories
      self.replies = replies
      self.rewards = rewards
      self.replyCounts = replyCounts
    }

    /// The mean reward of the replies that count.
    public var meanReward: Double {
      rewards.joined().reduce(0, +) / Double(replyCounts.reduce(0, +))
    }
  }

  /// One step: talk, reward, move.
  ///
  /// - Parameters:
  ///   - messages: What conversations begin with, without end tokens; at least one.
  ///   - turns: How many replies each has, at least 1; with ``rules`` at most.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  @discardableResult
  public mutating func step(
    from messages: [[Int]], turns: Int, using generator: inout some RandomNumberGenerator
  ) -> Step {
    let step = talk(from: messages, turns: turns, using: &generator)
    optimizer.ascend(&agent.model, along: gradient(of: step).model)
    return step
  }

  /// Conversations and their rewards, all of which are computed together.
  ///
  /// - Parameters:
  ///   - messages: What conversations begin with, without end tokens; at least one.
  ///   - turns: How many replies each has, at least 1; with ``rules`` at most.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  /// - Complexity: `turns` replies and rewards for each of K · messages conversations, whether they have ended or not.
  public func talk(
    from messages: [[Int]], turns: Int, using generator: inout some RandomNumberGenerator
  ) -> Step {
    if messages.isEmpty || turns < 1 {
      fatalError(
        "DialoguePolicyGradient: \(turns) turns about \(messages.count) messages; at least 1 of each are needed."
      )
    }
    var stream = RandomStream(drawnFrom: &generator)
    var said = messages.flatMap { [[[Int]]](repeating: [$0], count: samples) }
    let rows = said.count
    var replyCounts = [Int](repeating: turns, count: rows)
    var histories: [[[[Int]]]] = []
    var replies: [[[Int]]] = []
    for turn in 1...turns {
      let heard = said.map { Array($0.suffix(2)) }
      let drawn = agent.answering(heard).generate(rows, length: agent.length, using: &stream)
      for row in 0..<rows {
        said[row].append(drawn[row].sentence(endedBy: agent.end))
        let isOver = rules?.ending(of: said[row]) != nil
        if isOver { replyCounts[row] = min(replyCounts[row], turn) }
      }
      histories.append(heard)
      replies.append(drawn)
    }
    let sentences = replies.joined().map { $0.sentence(endedBy: agent.end) }
    let values = rewards(sentences, to: Array(histories.joined()))
    return Step(
      histories: histories, replies: replies,
      rewards: (0..<turns).map { turn in
        (0..<rows).map { turn < replyCounts[$0] ? values[turn * rows + $0] : 0 }
      }, replyCounts: replyCounts)
  }

  /// The estimate of the gradient of E[G₁] that a step gives, a mean over conversations; without what lies beyond the
  /// ``lookahead``.
  public func gradient(
    of step: Step
  ) -> ModelGradient<ConditionalLanguageModel<MessageEncoder>> {
    let conversations = Double(step.rewards.first?.count ?? 0)
    var (weights, scale) = ([Double](), 1 / conversations)
    for (turn, advantages) in advantages(of: step.rewards).enumerated() {
      weights += zip(advantages, step.replyCounts).map { turn < $1 ? scale * $0 : 0 }
      scale *= discount
    }
    let node = AutoregressiveNode(
      agent.answering(Array(step.histories.joined())), rows: weights.count, length: agent.length)
    var gradient = node.zeroGradient
    node.addScore(of: Array(step.replies.joined()), weights: weights, to: &gradient)
    return ModelGradient(gradient.model.base.model)
  }

  /// Gᵢ − bᵢ of each turn of each conversation, shape [turns][conversations].
  ///
  /// - Parameter rewards: Of that shape; conversations of one message are neighbours.
  public func advantages(of rewards: [[Double]]) -> [[Double]] {
    let rows = rewards.first?.count ?? 0
    if !rows.isMultiple(of: samples) || rewards.contains(where: { $0.count != rows }) {
      fatalError(
        """
        DialoguePolicyGradient.advantages: turns with \(rewards.map(\.count)) rewards; each needs one for every \
        conversation, \(samples) conversations a message.
        """)
    }
    let returns = rewards.indices.map { turn in
      let counted = [rewards[turn]] + rewards.dropFirst(turn + 1).prefix(lookahead ?? .max)
      return counted.reversed().reduce([Double](repeating: 0, count: rows)) { following, own in
        zip(own, following).map { $0 + discount * $1 }
      }
    }
    return returns.map { returns in
      returns.indices.map { row in
        let first = row - row % samples
        let total = returns[first..<first + samples].reduce(0, +)
        return returns[row] - (total - returns[row]) / Double(samples - 1)
      }
    }
  }
}
