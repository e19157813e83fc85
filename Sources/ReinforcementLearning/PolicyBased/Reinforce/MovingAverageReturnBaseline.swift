import StochasticOptimization

/// An exponential moving average of the returns: one number for every action, learned from earlier
/// batches.
///
///     b ← β b + (1 − β) · mean of G_t over all actions of the batch
///
/// It leaves the estimate unbiased, because it is used before it is updated. With an average that is
/// updated first, G − b′ would contain the sample's own return: with one episode a batch and
/// ``Credit/wholeTrajectory`` it is β (G − b), and the mean of the estimate is β ∇J.
///
/// A larger β forgets more slowly: half of what b started from is left after log ½ / log β batches,
/// 6.6 for β = 0.9.
///
/// > Reference: Xu et al. (2015), "Show, attend and tell", arXiv:1502.03044, with β = 0.9; de Masson
/// > d'Autume et al. (2019), "Training language GANs from scratch", arXiv:1905.09922, with β = 0.08.
public struct MovingAverageReturnBaseline<Observation: Sendable>: ReturnBaseline {
  private var rule: MovingAverageBaseline

  /// The decay β, in [0, 1): what is kept of the old average at an update.
  public var decay: Double { rule.decay }
  /// The average b as it is now, in units of the returns.
  public var average: Double { rule.value }

  /// A moving average.
  ///
  /// - Parameters:
  ///   - decay: β, in [0, 1).
  ///   - average: What b is before the first update; finite.
  public init(decay: Double = 0.9, startingFrom average: Double = 0) {
    rule = MovingAverageBaseline(decay: decay, start: average)
  }

  /// b for each action.
  public func values(for batch: ReturnBatch<Observation>) -> [[Double]] {
    batch.returns.map { $0.map { _ in average } }
  }

  /// Takes in the mean of a batch's returns; nothing where the batch has no action.
  public mutating func update(from batch: ReturnBatch<Observation>) {
    rule.update(toward: Array(batch.returns.joined()))
  }
}
