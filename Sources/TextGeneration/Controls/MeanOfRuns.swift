internal import PortableMath

/// The mean of a few runs' values, and where the mean of all runs that there could be is, if values are normally distributed.
///
///     mean ± t · s / √n,  t the quantile of Student's distribution with n − 1 degrees of freedom
///
/// For three runs, t at 95 % is 4.30: more than twice as wide as where the deviation is known.
public struct MeanOfRuns: Sendable, Hashable {
  /// The mean.
  public let value: Double
  /// Its confidence interval.
  public let interval: ClosedRange<Double>

  /// The mean of some values.
  ///
  /// - Parameters:
  ///   - values: At least two, of independent runs.
  ///   - confidence: How often such an interval has the true mean in it, between 0 and 1.
  public init(of values: [Double], confidence: Double = 0.95) {
    let mean = SampleMean(of: values)
    let reach = studentQuantile(confidence, freedom: values.count - 1) * mean.standardError
    value = mean.value
    interval = (value - reach)...(value + reach)
  }
}

/// How far from 0 a Student variable is at most, with a probability.
///
/// P(|T| > t) = I_x(ν/2, ½) at x = ν / (ν + t²), so that x is a quantile of the beta distribution.
private func studentQuantile(_ probability: Double, freedom: Int) -> Double {
  let freedom = Double(freedom)
  let x = Double.betaQuantile(1 - probability, freedom / 2, 0.5)
  return (freedom * (1 - x) / x).squareRoot()
}
