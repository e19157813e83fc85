/// What the other episodes of a batch returned from the same time on.
///
///     b_{i,t} = 1/(n − 1) Σ_{j ≠ i} G_{j,t},   G_{j,t} = 0 where episode j had ended
///
/// It leaves the estimate unbiased: the episodes of a batch are independent of each other. It has
/// nothing to remember and nothing to tune.
///
/// > Note: Kool et al. compare whole returns, one number an episode. This is that where an episode is
/// > one action; else the baseline depends on the time.
///
/// > Reference: Kool, van Hoof & Welling (2019), "Buy 4 REINFORCE samples, get a baseline for free!".
public struct LeaveOneOutReturnBaseline<Observation: Sendable>: ReturnBaseline {
  /// A baseline that remembers nothing.
  public init() {}

  /// The mean of the other episodes' returns for each action.
  ///
  /// - Precondition: At least two episodes.
  /// - Complexity: O(episodes · steps).
  public func values(for batch: ReturnBatch<Observation>) -> [[Double]] {
    let all = batch.returns
    guard all.count >= 2 else {
      fatalError("leaving one of \(all.count) episodes out; at least two are needed")
    }
    return all.indices.map { own in
      var sums = [Double](repeating: 0, count: all[own].count)
      for other in all.indices where other != own {
        for (time, value) in zip(sums.indices, all[other]) { sums[time] += value }
      }
      return sums.map { $0 / Double(all.count - 1) }
    }
  }
}
