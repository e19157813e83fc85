/// Values of tokens from a discriminator that judges every beginning: each token is rewarded at once, and shares in the
/// rewards of those that follow, the less the later they come.
///
///     rₜ = 2 D(y₁ … yₜ) − 1,  Rₜ = Σ_{s ≥ t} γˢ⁻ᵗ r_s
///
/// Where rewards aren't dense, the last token alone is rewarded: rₜ = 0 for t < T, as if sentences were judged as wholes.
///
/// > Reference: de Masson d'Autume, Rosca, Rae & Mohamed (2019), arXiv:1905.09922.
public struct PrefixRewards: TokenValues, Sendable {
  /// D.
  public var discriminator: RecurrentDiscriminator
  /// γ, in [0, 1].
  public let discount: Double
  /// Whether every beginning is rewarded, or only the whole sequence.
  public let isDense: Bool

  /// Rewards of a discriminator.
  ///
  /// - Parameters:
  ///   - discriminator: D.
  ///   - discount: γ, in [0, 1].
  ///   - isDense: Whether every beginning is rewarded.
  public init(
    _ discriminator: RecurrentDiscriminator, discount: Double = 0.23, isDense: Bool = true
  ) {
    if !(0...1).contains(discount) {
      fatalError("PrefixRewards: the discount \(discount) is not in [0, 1].")
    }
    self.discriminator = discriminator
    self.discount = discount
    self.isDense = isDense
  }

  /// r of each token, in (−1, 1): 0 where the discriminator can't tell; shape [sequences][T].
  ///
  /// - Parameter sequences: Of one length.
  public func rewards(of sequences: [[Int]]) -> [[Double]] {
    zip(sequences, discriminator.probabilities(of: sequences)).map { sequence, probabilities in
      let rewards = probabilities.map { 2 * $0 - 1 }
      if isDense { return rewards }
      let last = sequence.count(endedBy: discriminator.end) - 1
      return rewards.indices.map { $0 == last ? rewards[$0] : 0 }
    }
  }

  /// R of each token. Nothing is drawn.
  public func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    rewards(of: sequences).map { rewardsToGo($0, discount: discount) }
  }
}

/// Rₜ = Σ_{s ≥ t} γˢ⁻ᵗ r_s, computed from the end.
private func rewardsToGo(_ rewards: [Double], discount: Double) -> [Double] {
  var sum = 0.0
  return rewards.reversed().map {
    sum = $0 + discount * sum
    return sum
  }.reversed()
}
