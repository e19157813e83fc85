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
