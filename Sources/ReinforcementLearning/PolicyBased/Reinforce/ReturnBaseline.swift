/// What REINFORCE subtracts from the returns before it credits actions with them, and how that is
/// learned.
///
///     c_t = k_t (G_t − b_t),   k_t as in Credit.baselineWeights
///
/// The estimate of ∇J keeps its mean whatever b is, so long as b_t is settled before action t is
/// drawn: given what came before, b_t is a constant then, and E[b_t ∇log π_t] = b_t Σ_a ∇π = 0. So
/// b_t may depend on what is observed, on the time, on other episodes of the batch, and on anything
/// learned from earlier batches. It must not depend on the action or on what follows it: a baseline
/// that has learned from a batch contains the batch's own returns, and subtracts part of the signal.
/// So the learner asks for ``values(for:)`` first, takes its step, and then calls ``update(from:)``.
///
///     MovingAverageReturnBaseline(decay: 0.9)                             // b
///     LearnedReturnBaseline(network, optimizer: Adam(learningRate: 1e-2)) // b(o; w)
///     LeaveOneOutReturnBaseline()                                         // b_t of the other episodes
///
/// > Note: Credits that are standardised are biased with and without a baseline.
///
/// > Reference: Williams (1992), doi:10.1007/BF00992696; Greensmith, Bartlett & Baxter (2004), JMLR 5.
public protocol ReturnBaseline<Observation>: Sendable {
  /// What is seen before an action.
  associatedtype Observation: Sendable

  /// The baseline b_t of each action of each episode, in units of the returns.
  ///
  /// - Parameter batch: What was played. What is subtracted from an action's return must not depend
  ///   on the returns of its own episode.
  /// - Returns: One number for each return, in the same order.
  func values(for batch: ReturnBatch<Observation>) -> [[Double]]

  /// Learns from a batch that was used; by default nothing.
  ///
  /// - Parameter batch: What was played.
  mutating func update(from batch: ReturnBatch<Observation>)
}

extension ReturnBaseline {
  /// Learns nothing.
  public mutating func update(from batch: ReturnBatch<Observation>) {}
}
