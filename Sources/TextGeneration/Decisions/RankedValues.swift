internal import PortableMath

/// Ranks in place of values: a function of how many of the batch's sequences are worth more at the same place.
///
///     Q′_rₜ = σ(δ (½ − rank_rₜ / B)),  rank 1 for the greatest of B values, equal values having their mean rank
///
/// Whatever the discriminator's confidence, values spread over (0, 1) alike. They are all positive, and no baseline is
/// subtracted.
///
/// > Reference: Guo, Lu, Cai, Zhang, Yu & Wang (2018), "Long text generation via adversarial training with leaked
/// > information", arXiv:1709.08624, "bootstrapped rescaled activation". δ = 16 is that of the authors' code.
public struct RankedValues<Base: TokenValues>: TokenValues {
  /// What gives Q.
  public var base: Base
  /// δ, how steep the function is in the middle of the ranks.
  public let steepness: Double

  /// The ranks of another's values.
  ///
  /// - Parameters:
  ///   - base: What gives Q.
  ///   - steepness: δ, positive.
  public init(_ base: Base, steepness: Double = 16) {
    if !(steepness > 0 && steepness.isFinite) {
      fatalError("RankedValues: the steepness \(steepness) is not positive and finite.")
    }
    self.base = base
    self.steepness = steepness
  }

  /// Q′, shape [sequences][T].
  ///
  /// - Complexity: That of the base, and sorting each place.
  public mutating func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    let values = base.values(of: sequences, using: &generator)
    guard let length = values.first?.count else { return values }
    let places = (0..<length).map { time in
      ranks(values.map { $0[time] }).map { rank in
        1 / (1 + .exp(-steepness * (0.5 - rank / Double(values.count))))
      }
    }
    return values.indices.map { row in places.map { $0[row] } }
  }
}

/// 1 for the greatest of some numbers, 2 for the next; equal ones have the mean of their ranks.
private func ranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { (-values[$0], $0) < (-values[$1], $1) }
  var ranks = [Double](repeating: 0, count: values.count)
  var first = 0
  while first < order.count {
    let end = order[first...].firstIndex { values[$0] != values[order[first]] } ?? order.count
    for place in first..<end { ranks[order[place]] = Double(first + 1 + end) / 2 }
    first = end
  }
  return ranks
}
