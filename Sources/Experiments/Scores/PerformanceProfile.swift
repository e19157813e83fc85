internal import RandomStreams

/// Which fraction of an algorithm's runs scores above each threshold.
///
/// Where the profile of one algorithm lies above that of another at every threshold, it is better on every quantile.
///
/// > Reference: Dolan & Moré (2002), doi:10.1007/s101070100263; Agarwal et al. (2021), arXiv:2108.13264, the "score
/// > distribution", strictly above.
public struct PerformanceProfile: Sendable, Hashable {
  /// The thresholds, ascending, in units of the scores.
  public let thresholds: [Double]
  /// For each threshold the fraction of runs above it, all tasks alike, with an interval that holds at this threshold.
  public let fractions: [Estimate]

  /// The profile of the scores at each threshold.
  ///
  /// - Parameters:
  ///   - scores: The scores of an algorithm.
  ///   - thresholds: Ascending, at least one.
  ///   - bootstrap: How the intervals are found; a resample serves all thresholds.
  ///   - generator: Gives one word, the seed of the stream that the resamples are drawn from.
  /// - Complexity: O(n log n + t) for n scores and t thresholds, times the resamples.
  public init(
    of scores: Scores, at thresholds: [Double], bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    if thresholds.isEmpty || zip(thresholds, thresholds.dropFirst()).contains(where: { !($0 < $1) })
    {
      fatalError("PerformanceProfile: thresholds must ascend, not \(thresholds).")
    }
    var stream = RandomStream(drawnFrom: &generator)
    let resampled = (0..<bootstrap.resamples).map { _ in
      fractionsAbove(thresholds, of: scores.resampled(using: &stream))
    }
    let found = fractionsAbove(thresholds, of: scores)
    self.thresholds = thresholds
    fractions = thresholds.indices.map { index in
      Estimate(
        value: found[index], resampled: resampled.map { $0[index] },
        confidence: bootstrap.confidence)
    }
  }
}

/// The fraction of scores strictly above each threshold.
private func fractionsAbove(_ thresholds: [Double], of scores: Scores) -> [Double] {
  let sorted = scores.pooled.sorted()
  var below = 0
  return thresholds.map { threshold in
    while below < sorted.count && sorted[below] <= threshold { below += 1 }
    return Double(sorted.count - below) / Double(sorted.count)
  }
}
