import PortableMath

/// The mean of independent numbers, and how far it may be from the mean of what they are drawn from.
public struct SampleMean: Sendable, Hashable {
  /// The mean.
  public let value: Double
  /// s/√n, with s² = Σ (x − mean)² / (n − 1); 0 for numbers that are all equal.
  public let standardError: Double

  /// A mean that is known.
  public init(value: Double, standardError: Double) {
    self.value = value
    self.standardError = standardError
  }

  /// The mean of independent numbers, at least two.
  public init(of numbers: [Double]) {
    if numbers.count < 2 {
      fatalError("SampleMean: of \(numbers.count) numbers; two are needed to tell how they vary.")
    }
    let count = Double(numbers.count)
    let mean = numbers.reduce(0, +) / count
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    value = mean
    standardError = (squares / (count - 1) / count).squareRoot()
  }

  /// Where the true mean is, if means are normally distributed: mean ± z · standard error.
  ///
  /// - Parameter confidence: How often such an interval has it, between 0 and 1.
  public func interval(confidence: Double = 0.95) -> ClosedRange<Double> {
    if !(confidence > 0 && confidence < 1) {
      fatalError("SampleMean: the confidence \(confidence) is not between 0 and 1.")
    }
    let reach = .normalQuantile((1 + confidence) / 2) * standardError
    return value - reach...value + reach
  }

  /// The difference of two means of samples that have nothing to do with each other.
  public static func - (left: SampleMean, right: SampleMean) -> SampleMean {
    SampleMean(
      value: left.value - right.value,
      standardError: (left.standardError * left.standardError
        + right.standardError * right.standardError).squareRoot())
  }
}
