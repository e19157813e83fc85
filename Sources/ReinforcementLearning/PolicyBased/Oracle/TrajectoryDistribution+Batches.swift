public import Decisions
public import StochasticOptimization

extension TrajectoryDistribution {
  /// The exact mean and covariance of a vector that is worked out from a batch of independent
  /// trajectories.
  ///
  ///     all.moments(ofBatches: 2) { batch in estimator(batch, less: LeaveOneOutReturnBaseline()) }
  ///
  /// - Parameters:
  ///   - count: n, how many trajectories a batch has, at least 1.
  ///   - vector: A function with results of one shape [d].
  /// - Precondition: There are no more than a million batches.
  /// - Complexity: O(trajectoriesⁿ · (d² + the cost of the function)).
  public func moments(
    ofBatches count: Int, of vector: ([Trajectory<State, Action>]) -> [Double]
  ) -> EstimatorMoments {
    let batches = (0..<max(count, 0)).reduce(1.0) { product, _ in product * Double(elements.count) }
    guard count >= 1, batches <= 1e6 else {
      fatalError(
        "\(batches) batches of \(count) trajectories; at least one trajectory and at most a million batches can be listed"
      )
    }
    var (vectors, weights): ([[Double]], [Double]) = ([], [])
    func extend(_ batch: [Trajectory<State, Action>], probability: Double) {
      if batch.count == count {
        vectors.append(vector(batch))
        weights.append(probability)
      } else {
        for element in elements {
          extend(batch + [element.trajectory], probability: probability * element.probability)
        }
      }
    }
    extend([], probability: 1)
    return EstimatorMoments(of: vectors, weights: weights)
  }
}
