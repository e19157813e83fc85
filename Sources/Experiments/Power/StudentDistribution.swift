internal import PortableMath

/// The probability that a Student variable is at least as far from zero as t.
///
/// With ν degrees of freedom it is the regularised incomplete beta function I_x(ν/2, ½) at x = ν / (ν + t²).
///
/// - Parameter t: The distance from zero.
/// - Parameter freedom: ν > 0, whole or not.
func studentTail(beyond t: Double, freedom: Double) -> Double {
  if t.isInfinite { return 0 }
  return Double.regularizedIncompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5)
}

/// How far from zero a Student variable is at most, with a probability: how many standard errors an interval reaches.
///
/// It is where the probability beyond it is what is left; x of the regularised incomplete beta function is a quantile.
///
/// - Parameters:
///   - confidence: The probability, between 0 and 1.
///   - freedom: ν > 0, whole or not.
public func studentReach(confidence: Double, freedom: Double) -> Double {
  if !(confidence > 0 && confidence < 1 && freedom > 0) {
    fatalError(
      "studentReach: a confidence of \(confidence) with \(freedom) degrees of freedom; between 0 and 1, and above 0."
    )
  }
  let x = Double.betaQuantile(1 - confidence, freedom / 2, 0.5)
  return (freedom * (1 - x) / x).squareRoot()
}
