internal import PortableMath

/// A two-sided test of whether two algorithms differ.
public enum SignificanceTest: Sendable, Hashable {
  /// Welch's t: whether the means differ, the deviations being unknown and unequal.
  case welch
  /// Mann–Whitney: whether the probability of improvement differs from ½.
  ///
  /// The normal approximation with ties and continuity corrected, `scipy.stats.mannwhitneyu(method="asymptotic")`.
  case probabilityOfImprovement

  /// The probability of a difference this large or larger if the algorithms were alike.
  ///
  /// Where neither sample spreads there is no scale to judge a difference by, and the p-value is 1.
  ///
  /// - Parameters:
  ///   - x: The scores of the one algorithm, at least two.
  ///   - y: The scores of the other, at least two.
  /// - Complexity: O(n log n).
  ///
  /// > Reference: Welch (1947), doi:10.1093/biomet/34.1-2.28; Mann & Whitney (1947), doi:10.1214/aoms/1177730491.
  public func pValue(_ x: [Double], _ y: [Double]) -> Double {
    if x.count < 2 || y.count < 2 {
      fatalError("SignificanceTest: two scores each are needed, not \(x.count) and \(y.count).")
    }
    return switch self {
    case .welch: welchPValue(x, y)
    case .probabilityOfImprovement: mannWhitneyPValue(x, y)
    }
  }
}

private func welchPValue(_ x: [Double], _ y: [Double]) -> Double {
  // The squared standard errors of both means.
  let (a, b) = (x.variance / Double(x.count), y.variance / Double(y.count))
  guard a + b > 0 else { return 1 }
  let t = (x.average - y.average) / (a + b).squareRoot()
  // Divided by (a + b)² so that no square under- or overflows.
  let (p, q) = (a / (a + b), b / (a + b))
  let freedom = 1 / (p * p / Double(x.count - 1) + q * q / Double(y.count - 1))
  return studentTail(beyond: t, freedom: freedom)
}

private func mannWhitneyPValue(_ x: [Double], _ y: [Double]) -> Double {
  let (n, m) = (Double(x.count), Double(y.count))
  let total = n + m
  // Σ (t³ − t) over groups of t equal scores.
  let ties = runLengths((x + y).sorted()).reduce(0.0) { sum, length in
    sum + Double(length) * (Double(length) * Double(length) - 1)
  }
  let variance = n * m / 12 * (total + 1 - ties / (total * (total - 1)))
  guard variance > 0 else { return 1 }
  let distance = (mannWhitneyStatistic(x, y) - n * m / 2).magnitude - 0.5
  if distance <= 0 { return 1 }
  return 2 * normalTail(beyond: distance / variance.squareRoot())
}

/// How many neighbours are equal, group by group.
private func runLengths(_ sorted: [Double]) -> [Int] {
  var lengths: [Int] = []
  var last = Double.nan
  for value in sorted {
    if value == last { lengths[lengths.count - 1] += 1 } else { lengths.append(1) }
    last = value
  }
  return lengths
}

/// The probability that a standard normal variable is above z ≥ 0, to a relative 10⁻¹³ where it is above 10⁻³⁰⁰: the
/// quantile function inverted by bisection.
private func normalTail(beyond z: Double) -> Double {
  var (low, high) = (0.0, 0.5)
  while high - low > 1e-13 * high, high > 1e-300 {
    let middle = (low + high) / 2
    if -Double.normalQuantile(middle) > z { low = middle } else { high = middle }
  }
  return (low + high) / 2
}

extension [Double] {
  /// The unbiased variance of two numbers or more.
  var variance: Double {
    let mean = average
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
  }
}
