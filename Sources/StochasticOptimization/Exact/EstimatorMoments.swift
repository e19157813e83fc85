import PortableMath

/// The exact mean and covariance of a vector estimator, one number a component.
public struct EstimatorMoments: Sendable {
  /// The mean, shape [d].
  public let mean: [Double]
  /// The covariance, shape [d][d].
  public let covariance: [[Double]]

  /// The moments of vectors that have these probabilities.
  ///
  /// - Parameters:
  ///   - vectors: What can come out, shape [n][d].
  ///   - weights: How likely each is, shape [n]; they sum to 1.
  /// - Precondition: At least one vector, all of one shape, and as many weights.
  /// - Complexity: O(n d²); deviations are summed, so that no digits cancel.
  public init(of vectors: [[Double]], weights: [Double]) {
    guard let first = vectors.first, vectors.count == weights.count else {
      fatalError("the moments of \(vectors.count) vectors with \(weights.count) weights")
    }
    var mean = [Double](repeating: 0, count: first.count)
    for (vector, weight) in zip(vectors, weights) { mean.add(vector, times: weight) }
    let empty = [Double](repeating: 0, count: first.count)
    var covariance = [[Double]](repeating: empty, count: first.count)
    for (vector, weight) in zip(vectors, weights) {
      let deviation = vector.subtracting(mean)
      for row in deviation.indices where deviation[row] != 0 {
        covariance[row].add(deviation, times: weight * deviation[row])
      }
    }
    self.mean = mean
    self.covariance = covariance
  }

  /// The variance of each component, shape [d]: the diagonal of the covariance.
  public var variances: [Double] { covariance.indices.map { covariance[$0][$0] } }

  /// The sum of the variances: the mean squared distance of one sample to the mean.
  public var totalVariance: Double { variances.reduce(0, +) }

  /// The bias, the mean less what should have been estimated; shape [d].
  ///
  /// - Parameter exact: What should have been estimated, shape [d].
  public func bias(against exact: [Double]) -> [Double] { mean.subtracting(exact) }

  /// How many independent samples a check needs to notice the bias, with the given probability, in
  /// the component where it is easiest; infinite when there is no bias.
  ///
  ///     n = min_i ((z_α + z_β) σ_i / bias_i)²,   z_α for α/(2 d) on each side, z_β for the power
  ///
  /// - Parameters:
  ///   - exact: What should have been estimated, shape [d].
  ///   - falseAlarmRate: α, how often the check may reject a right estimator, in (0, 1).
  ///   - power: How often it must reject this one, in (0, 1).
  public func samplesToNotice(
    biasAgainst exact: [Double], falseAlarmRate: Double, power: Double
  ) -> Double {
    guard power > 0, power < 1 else {
      fatalError("samplesToNotice: a power of \(power); it must be in (0, 1)")
    }
    let z =
      criticalDeviation(falseAlarmRate: falseAlarmRate, components: mean.count)
      + Double.normalQuantile(power)
    return zip(bias(against: exact), variances).reduce(.infinity) { least, component in
      let (bias, variance) = component
      return bias == 0 ? least : min(least, max(1, z * z * variance / (bias * bias)))
    }
  }
}

/// The number of standard errors that a right estimate exceeds in none of its components, but for
/// the given rate of false alarms: the normal quantile at 1 − α/(2 d), by Bonferroni's inequality.
///
/// - Parameters:
///   - falseAlarmRate: α, for all components together, in (0, 1).
///   - components: d, at least 1.
public func criticalDeviation(falseAlarmRate: Double, components: Int) -> Double {
  guard falseAlarmRate > 0, falseAlarmRate < 1, components >= 1 else {
    fatalError(
      "a false-alarm rate of \(falseAlarmRate) over \(components) components; it must be in (0, 1) over at least one"
    )
  }
  return -Double.normalQuantile(falseAlarmRate / Double(2 * components))
}
