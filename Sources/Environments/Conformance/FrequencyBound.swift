import PortableMath

/// When a count or a mean is too far from what it should be, at a false-alarm rate shared by many comparisons.
struct FrequencyBound {
  /// t, so that each comparison fails a correct simulator with probability at most 2 exp(−t).
  let threshold: Double

  /// Shares a false-alarm rate equally among comparisons.
  init(falseAlarmRate: Double, comparisons: Int) {
    threshold = Double.log(2 * Double(max(1, comparisons)) / falseAlarmRate)
  }

  /// Whether an outcome of this probability can have come so often.
  func allows(_ count: Int, of draws: Int, probability: Double) -> Bool {
    let share = Double(count) / Double(draws)
    return Double(draws) * Self.divergence(share, probability) < threshold
  }

  /// The largest distance of the mean of bounded independent numbers to its expectation.
  ///
  /// - Parameter width: The width of the range they lie in.
  func largestDeviation(ofMeanOf draws: Int, width: Double) -> Double {
    width * (threshold / (2 * Double(draws))).squareRoot()
  }

  /// The Kullback–Leibler divergence of two coins, KL(q ‖ p), in nats.
  static func divergence(_ q: Double, _ p: Double) -> Double {
    func term(_ q: Double, _ p: Double) -> Double {
      q == 0 ? 0 : p <= 0 ? .infinity : q * Double.log(q / p)
    }
    return max(0, term(q, p) + term(1 - q, 1 - p))
  }
}
