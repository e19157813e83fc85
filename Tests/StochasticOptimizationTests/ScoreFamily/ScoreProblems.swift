import PortableMath
import StochasticOptimization
import Testing

/// What the estimators of this family are tried on: black boxes over discrete outcomes.
enum ScoreProblems {
  /// The flat toy of the literature: one coin, f = (z − 0.45)².
  static var toy: (node: BernoulliNode, f: Objective<[Double]>) {
    (node: BernoulliNode(logits: [0.4]), f: square(around: 0.45))
  }

  /// Three coins that act together.
  static var coins: (node: BernoulliNode, f: Objective<[Double]>) {
    (
      node: BernoulliNode(logits: [0.5, -1, 0.2]),
      f: Objective { (z: [Double]) in 2 * z[0] - z[1] + 3 * z[0] * z[2] - 1.5 * z[1] * z[2] + 0.7 }
    )
  }

  /// Two rows of two coins, each row with its own function.
  static var rows: (node: BernoulliNode, f: Objective<[Double]>) {
    (
      node: BernoulliNode(logits: [0.3, -0.8, 1.1, 0.1], coins: 2),
      f: Objective<[Double]>.batched { outcomes in
        outcomes.enumerated().map { row, z in
          row == 0 ? 1 + z[0] - 2 * z[0] * z[1] : -3 + 0.5 * z[0] + z[1]
        }
      }
    )
  }

  /// One choice among four.
  static var wheel: (node: CategoricalNode, f: Objective<[Double]>) {
    (
      node: CategoricalNode(logits: [1, 0, -1, 0.3]),
      f: Objective { (z: [Double]) in z.dot([2, -1, 5, 0.5]) }
    )
  }

  /// (z − t)².
  static func square(around target: Double) -> Objective<[Double]> {
    Objective { ($0[0] - target) * ($0[0] - target) }
  }
}

/// How far the mean of an estimator is from the exact gradient, over all its cases.
func bias<Node: EnumerableNode>(
  of estimator: some GradientEstimator<Node>, on node: Node, _ f: Objective<Node.Outcome>
) -> Double {
  largestDifference(
    moments(of: estimator, on: node, of: f).mean, exactGradient(of: f, on: node).components)
}

/// How many standard errors the worst component of g, and of its squares, is from its exact mean, over n draws.
///
/// The standard errors are exact too: the variances of g and g² divided by n, by going through all cases.
func worstDeviation<Node: StochasticNode>(
  of estimator: some GradientEstimator<Node>, on node: Node, _ f: Objective<Node.Outcome>,
  count: Int, using generator: inout some RandomNumberGenerator
) -> Double {
  func withSquares(_ gradient: [Double]) -> [Double] { gradient + gradient.map { $0 * $0 } }
  var (vectors, weights) = ([] as [[Double]], [] as [Double])
  EnumeratedChance.forEachCase {
    withSquares(estimator.estimate(of: f, on: node, using: &$0).gradient.components)
  } visit: {
    vectors.append($0)
    weights.append($1)
  }
  let exact = EstimatorMoments(of: vectors, weights: weights)
  var mean = [Double](repeating: 0, count: exact.mean.count)
  for _ in 0..<count {
    let estimate = estimator.estimate(of: f, on: node, using: &generator)
    mean.add(withSquares(estimate.gradient.components), times: 1 / Double(count))
  }
  return mean.indices.reduce(0) { worst, index in
    // What varies by rounding only is compared to rounding.
    let error = max((exact.variances[index] / Double(count)).squareRoot(), 1e-13)
    return max(worst, (mean[index] - exact.mean[index]).magnitude / error)
  }
}
