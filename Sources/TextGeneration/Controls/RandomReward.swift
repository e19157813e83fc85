internal import RandomStreams

/// A random value for each token, uniform in a range, whatever was written: a reward that says nothing, and varies.
///
///     RandomReward()            // 0 … 1: a constant of ½, and noise
///     RandomReward.zeroMean     // −½ … ½: noise alone
///
/// As with ``ConstantReward`` the mean of the gradient is 0, also where values have another mean; steps vary by E[r²]
/// times Fisher's information.
public struct RandomReward: TokenValues, Sendable, Hashable {
  /// Where values lie.
  public let range: Range<Double>

  /// Values of a range, not empty and finite.
  public init(in range: Range<Double> = 0..<1) {
    if range.isEmpty || !range.lowerBound.isFinite || !range.upperBound.isFinite {
      fatalError("RandomReward: the range \(range) is empty or not finite.")
    }
    self.range = range
  }

  /// Values with mean 0, as far apart as those of `RandomReward()`.
  public static let zeroMean = RandomReward(in: -0.5..<0.5)

  /// Independent values, shape [sequences][T]. Takes one word.
  public func values(
    of sequences: [[Int]], using generator: inout some RandomNumberGenerator
  ) -> [[Double]] {
    var stream = RandomStream(drawnFrom: &generator)
    return sequences.map { $0.map { _ in .uniform(in: range, using: &stream) } }
  }
}
