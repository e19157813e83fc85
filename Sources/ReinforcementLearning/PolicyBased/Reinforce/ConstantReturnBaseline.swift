/// The same number for every action; 0 is no baseline at all.
///
/// It leaves the estimate unbiased: a number that was chosen beforehand knows nothing of the sample.
/// ``TrajectoryDistribution/optimalBaseline(for:)`` is the best one, where all trajectories can be
/// listed.
public struct ConstantReturnBaseline<Observation: Sendable>: ReturnBaseline {
  /// The number b, in units of the returns.
  public let value: Double

  /// A constant baseline.
  ///
  /// - Parameter value: b.
  public init(_ value: Double = 0) { self.value = value }

  /// b for each action.
  public func values(for batch: ReturnBatch<Observation>) -> [[Double]] {
    batch.returns.map { $0.map { _ in value } }
  }
}
