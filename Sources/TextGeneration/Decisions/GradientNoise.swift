import RandomStreams
import StochasticOptimization

/// How much gradient estimates of a step scatter, measured on independent estimates.
///
/// Estimates from batches of B independent sequences have the total variance tr Σ / B, where Σ is the covariance of the
/// estimate from one sequence: against B, on logarithmic axes, a line of slope −1.
public struct GradientNoise: Sendable {
  /// B, how many sequences an estimate is made of.
  public let batch: Int
  /// The total variance of an estimate: the sum of the variances of its components, its mean squared distance to the mean.
  /// Unbiased.
  public let totalVariance: Double
  /// The standard error of the total variance, from the scatter of the squared distances.
  public let standardError: Double
  /// The squared norm of the mean gradient. Unbiased, so that it can be negative when there is more noise than signal.
  public let squaredNorm: Double

  /// The noise of some estimates.
  ///
  /// - Parameters:
  ///   - estimates: Independent estimates of one gradient, shape [n][d], n at least 3.
  ///   - batch: How many sequences each is made of.
  public init(of estimates: [[Double]], batch: Int) {
    let count = Double(estimates.count)
    guard let first = estimates.first, estimates.count >= 3 else {
      fatalError("GradientNoise: \(estimates.count) estimates; at least 3 are needed.")
    }
    var mean = [Double](repeating: 0, count: first.count)
    for estimate in estimates { mean.add(estimate, times: 1 / count) }
    // The distance to the mean of all is too small by the factor 1 − 1/n, in the mean, as it contains the estimate itself.
    let distances = estimates.map { estimate in
      zip(estimate, mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / (1 - 1 / count)
    }
    let total = distances.reduce(0, +) / count
    let scatter = distances.reduce(0) { $0 + ($1 - total) * ($1 - total) }
    self.batch = batch
    totalVariance = total
    standardError = (scatter / (count - 1) / count).squareRoot()
    squaredNorm = mean.reduce(0) { $0 + $1 * $1 } - total / count
  }
}

extension SequencePolicyGradient {
  /// How much the gradient estimates of a step scatter, with the model, the values and the baseline as they are; nothing is
  /// learned.
  ///
  /// - Parameters:
  ///   - values: What tells how much good each token did.
  ///   - batch: B, how many sequences an estimate is made of.
  ///   - count: How many independent estimates are made, at least 3.
  ///   - generator: Gives the seed of what is drawn; takes one word.
  /// - Complexity: B · count sequences; `count` gradients are kept.
  public func gradientNoise(
    of values: some TokenValues, batch: Int, count: Int,
    using generator: inout some RandomNumberGenerator
  ) -> GradientNoise {
    var stream = RandomStream(drawnFrom: &generator)
    var values = values
    let estimates = (0..<count).map { _ in
      let sequences = model.generate(batch, length: length, using: &stream)
      let step = Step(
        sequences: sequences, values: values.values(of: sequences, using: &stream))
      return gradient(of: step).components
    }
    return GradientNoise(of: estimates, batch: batch)
  }
}
