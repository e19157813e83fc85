public import StochasticOptimization

/// How much good each token of a sequence did, where writing is a decision process: the state is what is written so far,
/// the action is the next token, and nothing is random but the actions.
///
///     Q(s = y₁ … yₜ₋₁, a = yₜ)
///
/// What is good is anything that can be computed of a finished sequence. The gradient of its mean is
/// E[Σₜ Q(y₁ … yₜ₋₁, yₜ) ∇log q(yₜ | y₁ … yₜ₋₁)], which ``SequencePolicyGradient`` follows.
///
/// > Reference: Yu, Zhang, Wang & Yu (2017), "SeqGAN: sequence generative adversarial nets with policy gradient",
/// > arXiv:1609.05473.
public protocol TokenValues {
  /// The value of each token.
  ///
  /// - Parameters:
  ///   - sequences: As they were drawn from the model; of one length T.
  ///   - generator: Where random numbers come from.
  /// - Returns: Shape [sequences][T].
  mutating func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]]
}

/// The reward of the finished sequence, for each of its tokens: one sample of Q.
///
/// With a discount, a token that is followed by k others gets γᵏ of it.
public struct SentenceReward: TokenValues {
  /// f, what a finished sequence is worth.
  public var objective: Objective<[Int]>
  /// γ, in [0, 1].
  public let discount: Double

  /// The reward of finished sequences.
  ///
  /// - Parameters:
  ///   - objective: f.
  ///   - discount: γ, in [0, 1].
  public init(_ objective: Objective<[Int]>, discount: Double = 1) {
    if !(0...1).contains(discount) {
      fatalError("SentenceReward: the discount \(discount) is not in [0, 1].")
    }
    self.objective = objective
    self.discount = discount
  }

  /// f of each sequence, discounted.
  public func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    zip(sequences, objective.values(sequences)).map { sequence, reward in
      var value = reward
      return sequence.map { _ in
        defer { value *= discount }
        return value
      }.reversed()
    }
  }
}
