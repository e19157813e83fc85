/// Values less what other sequences of the batch are worth at the same place: a baseline that knows the place, and needs
/// nothing to be learned.
///
///     Q′_rₜ = Q_rₜ − 1/(B − 1) Σ_{s ≠ r} Q_sₜ
///
/// Sequences are independent, so that the mean of the gradient stays. Each place's values sum to 0 over the batch.
///
/// > Reference: Kool, van Hoof & Welling (2019), "Buy 4 REINFORCE samples, get a baseline for free!", ICLR workshop.
public struct LeaveOneOutValues<Base: TokenValues>: TokenValues {
  /// What gives Q.
  public var base: Base

  /// The values of another, with a baseline.
  public init(_ base: Base) { self.base = base }

  /// Q′, shape [sequences][T]; of one sequence alone, 0.
  public mutating func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    let values = base.values(of: sequences, using: &generator)
    guard let length = values.first?.count else { return values }
    let count = Double(values.count)
    let means = (0..<length).map { time in values.reduce(0) { $0 + $1[time] } / count }
    let scale = count > 1 ? count / (count - 1) : 0
    return values.map { row in zip(row, means).map { scale * ($0 - $1) } }
  }
}
