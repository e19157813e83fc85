/// One number for the scores of an algorithm on all tasks.
///
/// > Reference: Agarwal et al. (2021), "Deep reinforcement learning at the edge of the statistical precipice",
/// > arXiv:2108.13264. The conventions are those of its library, rliable.
public enum Aggregate: Sendable, Hashable {
  /// The mean over tasks of each task's mean over runs.
  case mean
  /// The median over tasks of each task's mean over runs; with one task, the mean of its runs.
  case median
  /// The mean of the middle half of all scores, tasks and runs pooled.
  case interquartileMean
  /// By how much scores fall short of a target on average, those beyond it counted as reaching it; less is better.
  case optimalityGap(target: Double)

  /// This aggregate of the scores.
  ///
  /// - Parameter scores: The scores of one algorithm.
  /// - Complexity: O(n log n) in the number of scores.
  public func callAsFunction(_ scores: Scores) -> Double {
    switch self {
    case .mean: scores.tasks.map(\.average).average
    case .median: scores.tasks.map(\.average).sorted().middle
    case .interquartileMean: Experiments.interquartileMean(scores.pooled)
    case .optimalityGap(let target): scores.pooled.map { max(0, target - $0) }.average
    }
  }

  /// What tables and axes call it.
  public var name: String {
    switch self {
    case .mean: "Mean"
    case .median: "Median"
    case .interquartileMean: "IQM"
    case .optimalityGap: "Optimality gap"
    }
  }
}

/// The mean of the middle half of the numbers.
///
/// The ⌊n / 4⌋ least and as many greatest are left out. It is less swayed by outliers than the mean, and less wasteful
/// of data than the median.
///
/// - Parameter values: Finite numbers in any order, at least one.
/// - Complexity: O(n log n).
///
/// > Note: The cut is whole numbers, as in `scipy.stats.trim_mean(values, 0.25)`; no number is weighted by a fraction.
public func interquartileMean(_ values: [Double]) -> Double {
  if values.isEmpty { fatalError("interquartileMean: there are no values.") }
  let cut = values.count / 4
  return Array(values.sorted()[cut..<(values.count - cut)]).average
}
