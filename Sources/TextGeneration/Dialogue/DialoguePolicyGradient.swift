public import NeuralNetworks
import RandomStreams
public import StochasticOptimization

/// Trains an agent in conversations with itself: each turn is made likelier by how much better all went from there on
/// than in other conversations that began with the same message.
///
///     θ ← θ + step along (1/n) Σ_c Σᵢ γⁱ⁻¹ (Gᵢ − bᵢ) ∇log p_θ(aᵢ | pᵢ, qᵢ),   Gᵢ = Σ_{j ≥ i} γʲ⁻ⁱ r(aⱼ; pⱼ, qⱼ)
///
/// or the sum from i to i + h, where there is a ``horizon`` h.
///
/// Each message is talked about K times, and bᵢ is the mean of Gᵢ in the K − 1 other conversations: they don't depend on
/// the turn that bᵢ is subtracted for, so the mean of the estimate stays.
///
/// Conversations have a number of turns that may grow from step to step: the paper's curriculum goes from 2 to 5. With
/// ``rules`` some end earlier, and what would have followed is worth 0.
///
/// > Reference: Li et al. (2016), arXiv:1606.01541, section 4.
/// > Note: The paper gives every turn the sum of all rewards. What was rewarded before a turn has no part in its gradient
/// > but noise, and is left out here.
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
  /// How many turns behind a reply still count for it; nil if all do.
  public let horizon: Int?
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
  ///   - horizon: How many turns behind a reply still count for it, at least 0: with 0 only its own reward does, and what
  ///     it leads to doesn't. nil if all do.
  ///   - rules: When a conversation ends before it has all of its turns; nil if it never does, as in the paper.
  public init(
    _ agent: DialogueAgent, optimizer: Method, rewards: DialogueRewards, samples: Int = 4,
    discount: Double = 1, horizon: Int? = nil, rules: ConversationRules? = nil
  ) {
    if samples < 2 || !(0...1).contains(discount) || horizon ?? 0 < 0 {
      fatalError(
        """
        DialoguePolicyGradient: \(samples) conversations a message, the discount \(discount) and the horizon \
        \(horizon ?? 0); at least 2 are needed, a number in [0, 1], and at least 0.
        """)
    }
    self.agent = agent
    self.optimizer = optimizer
    self.rewards = rewards
    self.samples = samples
    self.discount = discount
    self.horizon = horizon
    self.rules = rules
  }

  /// What was said in one step, and what it was worth. Conversations of one message are neighbours.
  public struct Step: Sendable {
    /// What was replied to, shape [turns][conversations].
    public let histories: [[[[Int]]]]
    /// What was replied, as drawn: T tokens with ends; shape [turns][conversations][T].
    public let replies: [[[Int]]]
    /// r of each reply, shape [turns][conversations]; 0 behind the end of a conversation.
    public let rewards: [[Double]]
    /// How many replies each conversation had when it ended; those behind, which were drawn too, count for nothing.
    public let lengths: [Int]

    /// A step that was taken.
    public init(
      histories: [[[[Int]]]], replies: [[[Int]]], rewards: [[Double]], lengths: [Int]
    ) {
      self.histories = histories
      self.replies = replies
      self.rewards = rewards
      self.lengths = lengths
    }

    /// The mean reward of a reply.
    public var meanReward: Double {
      rewards.joined().reduce(0, +) / Double(lengths.reduce(0, +))
    }
  }

  /// One step: talk, reward, move.
  ///
  /// - Parameters:
  ///   - messages: What conversations begin with, without end tokens; at least one.
  ///   - turns: How many replies each has, at least 1.
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
  public func talk(
    from messages: [[Int]], turns: Int, using generator: inout some RandomNumberGenerator
  ) -> Step {
    if messages.isEmpty || turns < 1 {
      fatalError("DialoguePolicyGradient: \(turns) turns about \(messages.count) messages.")
    }
    var stream = RandomStream(drawnFrom: &generator)
    var said = messages.flatMap { [[[Int]]](repeating: [$0], count: samples) }
    let rows = said.count
    var lengths = [Int](repeating: turns, count: rows)
    var histories: [[[[Int]]]] = []
    var replies: [[[Int]]] = []
    for turn in 1...turns {
      let heard = said.map { Array($0.suffix(2)) }
      let drawn = agent.answering(heard).generate(rows, length: agent.length, using: &stream)
      for row in 0..<rows {
        said[row].append(drawn[row].sentence(endedBy: agent.end))
        let isOver = rules?.ending(of: said[row]) != nil
        if isOver { lengths[row] = min(lengths[row], turn) }
      }
      histories.append(heard)
      replies.append(drawn)
    }
    let sentences = replies.joined().map { $0.sentence(endedBy: agent.end) }
    let values = rewards(sentences, to: Array(histories.joined()))
    return Step(
      histories: histories, replies: replies,
      rewards: (0..<turns).map { turn in
        (0..<rows).map { turn < lengths[$0] ? values[turn * rows + $0] : 0 }
      }, lengths: lengths)
  }

  /// The estimate of the gradient of E[G₁] that a step gives, a mean over conversations.
  public func gradient(
    of step: Step
  ) -> ModelGradient<ConditionalLanguageModel<MessageEncoder>> {
    let conversations = Double(step.rewards.first?.count ?? 0)
    var (weights, scale) = ([Double](), 1 / conversations)
    for (turn, advantages) in advantages(of: step.rewards).enumerated() {
      weights += zip(advantages, step.lengths).map { turn < $1 ? scale * $0 : 0 }
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
    let returns = rewards.indices.map { turn in
      let last = min(rewards.count - 1, horizon.map { turn + $0 } ?? .max)
      return rewards[turn...last].reversed().reduce(
        [Double](repeating: 0, count: rewards[turn].count)
      ) { following, own in zip(own, following).map { $0 + discount * $1 } }
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
