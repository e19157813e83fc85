public import Decisions
public import Tensors

/// The cross-entropy of a policy and an expert's actions.
///
///     L(θ) = −1/n Σᵢ log π(aᵢ | oᵢ; θ)
///
/// Its gradient is −1 times the mean of the scores of what the expert did: the policy gradient in
/// which every action of the expert has credit 1. For a policy of softmax over logits it is
/// `meanCrossEntropy`; for a normal policy of fixed σ, the mean squared error over 2σ² and a
/// constant.
///
/// - Parameters:
///   - policy: π(· ; θ).
///   - demonstrations: n examples, at least one.
/// - Returns: A scalar, in nats.
public func cloningLoss<Rule: NetworkPolicy>(
  of policy: Rule, on demonstrations: Demonstrations<Rule.Observation, Rule.Action>
) -> Tensor {
  requireExamples(demonstrations.count)
  return -policy(demonstrations.observations)
    .logProbabilities(of: demonstrations.actions).mean()
}

/// The share of examples in which a policy's most probable action is the expert's.
///
/// - Parameters:
///   - policy: π.
///   - demonstrations: At least one example.
/// - Returns: In [0, 1]; 1 minus it is the error of classification.
public func agreement<Rule: NetworkPolicy>(
  of policy: Rule, with demonstrations: Demonstrations<Rule.Observation, Rule.Action>
) -> Double where Rule.Action: Equatable {
  requireExamples(demonstrations.count)
  let rows = 512  // Enough for the products of matrices, and little memory.
  let agreeing = stride(from: 0, to: demonstrations.count, by: rows).reduce(0) { sum, first in
    let places = first..<min(first + rows, demonstrations.count)
    let modes = policy(Array(demonstrations.observations[places])).modes
    return sum + zip(modes, demonstrations.actions[places]).count { $0 == $1 }
  }
  return Double(agreeing) / Double(demonstrations.count)
}

/// The share of examples in which a table's most probable action is the expert's.
///
/// - Parameters:
///   - policy: π.
///   - demonstrations: At least one example, each in a state that offers actions.
/// - Returns: In [0, 1].
public func agreement<State, Action>(
  of policy: Policy<State, Action>, with demonstrations: Demonstrations<State, Action>
) -> Double {
  requireExamples(demonstrations.count)
  let agreeing = zip(demonstrations.observations, demonstrations.actions).count {
    policy.mostProbableAction(in: $0) == $1
  }
  return Double(agreeing) / Double(demonstrations.count)
}

/// Traps when there is nothing to take a mean of.
private func requireExamples(_ count: Int) {
  if count == 0 { fatalError("a mean over no demonstrations; at least one is needed") }
}
