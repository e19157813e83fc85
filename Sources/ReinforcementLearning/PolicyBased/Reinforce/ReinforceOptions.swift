/// What REINFORCE credits actions with, and what it adds to that.
///
///     L(θ) = −1/n Σ_episodes Σ_t (c_t log π(a_t | o_t; θ) + β H(π(· | o_t; θ)))
///
/// −∇L is an estimate of ∇J(θ) from n episodes: with ``Credit/rewardToGo`` or
/// ``Credit/wholeTrajectory``, nothing standardised and β = 0, an unbiased one. An episode that was cut
/// off is credited as if nothing followed. What is subtracted from the returns before that is a
/// ``ReturnBaseline``.
public struct ReinforceOptions: Sendable, Hashable {
  /// The discount γ, in [0, 1].
  public let discount: Double
  /// How rewards are credited to actions.
  public let credit: Credit
  /// Over what credits are standardised.
  public let standardization: Standardization
  /// The weight β of the entropy, in units of reward a nat, not negative.
  public let entropyBonus: Double

  /// Over which actions credits are shifted to mean 0 and scaled to standard deviation 1, that with
  /// divisor n.
  ///
  /// The mean depends on the actions that it is subtracted from and the scale on what came out, so the
  /// estimate is of ∇J no more: it is biased, and its length says nothing. What is gained is one step
  /// size that fits however large the returns are.
  public enum Standardization: Sendable, Hashable, CaseIterable {
    /// Over none: credits stay as they are.
    case none
    /// Over the actions of each episode by itself. An episode of one step gets credit 0.
    case episode
    /// Over all actions of the batch.
    case batch
  }

  /// REINFORCE with these settings; by default what most programs do, for episodes that end.
  ///
  /// - Parameters:
  ///   - discount: γ, in [0, 1].
  ///   - credit: How rewards are credited to actions.
  ///   - standardization: Over what credits are standardised.
  ///   - entropyBonus: β, not negative.
  public init(
    discount: Double = 0.99, credit: Credit = .rewardToGoDroppingTimeDiscount,
    standardization: Standardization = .none, entropyBonus: Double = 0
  ) {
    guard (0...1).contains(discount), entropyBonus >= 0, entropyBonus.isFinite else {
      fatalError(
        "a discount of \(discount) and an entropy bonus of \(entropyBonus); they must be in [0, 1] and not negative"
      )
    }
    self.discount = discount
    self.credit = credit
    self.standardization = standardization
    self.entropyBonus = entropyBonus
  }

  /// The credits c_t of all actions of some episodes.
  ///
  /// - Parameter rewards: r₁ … r_T of each episode.
  /// - Returns: As many numbers for each episode as it has rewards.
  /// - Complexity: O(steps of all episodes).
  public func credits(of rewards: [[Double]]) -> [[Double]] {
    standardized(rewards.map { credit.weights(of: $0, discount: discount) })
  }

  /// The credits of all actions of some episodes, less a baseline: k_t (G_t − b_t).
  ///
  /// - Parameters:
  ///   - returns: G₀ … G_{T−1} of each episode; see ``Credit/returns(of:discount:)``.
  ///   - baseline: b₀ … b_{T−1} of each episode. With zeros the credits are those of
  ///     ``credits(of:)``, to the last bit.
  /// - Returns: As many numbers for each episode as it has returns.
  /// - Complexity: O(steps of all episodes).
  public func credits(ofReturns returns: [[Double]], less baseline: [[Double]]) -> [[Double]] {
    guard returns.map(\.count) == baseline.map(\.count) else {
      fatalError(
        "\(baseline.map(\.count)) baselines for \(returns.map(\.count)) returns; one each is needed"
      )
    }
    return standardized(
      zip(returns, baseline).map { returns, baseline in
        let weights = credit.baselineWeights(count: returns.count, discount: discount)
        return returns.indices.map { weights[$0] * (returns[$0] - baseline[$0]) }
      })
  }

  /// Credits after the standardisation that was asked for.
  private func standardized(_ credits: [[Double]]) -> [[Double]] {
    switch standardization {
    case .none: return credits
    case .episode: return credits.map { scaled([$0])[0] }
    case .batch: return scaled(credits)
    }
  }
}

/// Numbers shifted and scaled to mean 0 and standard deviation 1 over all groups together; zeros where
/// they are all alike.
///
/// The mean is that of differences to the first number: exact where all are alike, however many.
private func scaled(_ groups: [[Double]]) -> [[Double]] {
  guard let first = groups.joined().first else { return groups }
  let count = Double(groups.reduce(0) { $0 + $1.count })
  let mean = first + groups.reduce(0) { $0 + $1.reduce(0) { $0 + ($1 - first) } } / count
  let squares = groups.reduce(0) { $0 + $1.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } }
  let deviation = (squares / count).squareRoot()
  guard deviation > 1e-12 * mean.magnitude else { return groups.map { $0.map { _ in 0 } } }
  return groups.map { $0.map { ($0 - mean) / deviation } }
}
