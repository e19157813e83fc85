internal import RandomStreams

/// How probable it is that a run of one algorithm scores above a run of another, ties counted half.
///
///     P(X > Y) + ½ P(X = Y), averaged over the tasks
///
/// On one task with n and m runs, this is the Mann–Whitney statistic U / (n m).
///
/// - Parameters:
///   - scores: The scores of the one algorithm.
///   - others: The scores of the other, on the same tasks; the number of runs may differ.
/// - Complexity: O((n + m) log(n + m)) a task.
///
/// > Reference: Agarwal et al. (2021), arXiv:2108.13264, section 4.3.
public func probabilityOfImprovement(of scores: Scores, over others: Scores) -> Double {
  requireSameTasks(scores, others)
  return zip(scores.tasks, others.tasks).map { x, y in
    mannWhitneyStatistic(x, y) / Double(x.count * y.count)
  }.average
}

extension Bootstrap {
  /// The estimate of the probability that a run of one algorithm scores above a run of another, ties counted half.
  ///
  /// The runs of both algorithms are resampled, each task by itself.
  ///
  /// - Parameters:
  ///   - scores: The scores of the one algorithm.
  ///   - others: The scores of the other, on the same tasks; the number of runs may differ.
  ///   - generator: Gives one word, the seed of the stream that the resamples are drawn from.
  /// - Complexity: O((n + m) log(n + m)) a task, times the resamples.
  public func probabilityOfImprovement(
    of scores: Scores, over others: Scores, using generator: inout some RandomNumberGenerator
  ) -> Estimate {
    requireSameTasks(scores, others)
    var stream = RandomStream(drawnFrom: &generator)
    let values = (0..<resamples).map { _ in
      let resampled = scores.resampled(using: &stream)
      return Experiments.probabilityOfImprovement(
        of: resampled, over: others.resampled(using: &stream))
    }
    return Estimate(
      value: Experiments.probabilityOfImprovement(of: scores, over: others), resampled: values,
      confidence: confidence)
  }
}

/// How many pairs (x, y) have x > y, with half of those that have x = y.
func mannWhitneyStatistic(_ x: [Double], _ y: [Double]) -> Double {
  let sorted = y.sorted()
  var (below, notAbove, doubled) = (0, 0, 0)
  for value in x.sorted() {
    while below < sorted.count && sorted[below] < value { below += 1 }
    notAbove = max(notAbove, below)
    while notAbove < sorted.count && sorted[notAbove] <= value { notAbove += 1 }
    doubled += below + notAbove
  }
  return Double(doubled) / 2
}

private func requireSameTasks(_ scores: Scores, _ others: Scores) {
  if scores.tasks.count != others.tasks.count {
    fatalError(
      """
      probabilityOfImprovement: \(scores.tasks.count) tasks of one algorithm, but \(others.tasks.count) of the other.
      """)
  }
}
