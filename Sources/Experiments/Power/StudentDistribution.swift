internal import PortableMath

/// The probability that a Student variable is at least as far from zero as t.
///
/// With ν degrees of freedom it is the regularised incomplete beta function I_x(ν/2, ½) at x = ν / (ν + t²).
///
/// - Parameter t: The distance from zero.
/// - Parameter freedom: ν > 0, whole or not.
func studentTail(beyond t: Double, freedom: Double) -> Double {
  if t.isInfinite { return 0 }
  return regularizedBeta(freedom / (freedom + t * t), a: freedom / 2, b: 0.5)
}

/// I_x(a, b), by its continued fraction on the side where that converges fast.
private func regularizedBeta(_ x: Double, a: Double, b: Double) -> Double {
  if x <= 0 || x >= 1 { return min(1, max(0, x)) }
  let logFactor =
    Double.logGamma(a + b) - Double.logGamma(a) - Double.logGamma(b)
    + a * Double.log(x) + b * Double.log1p(-x)
  let factor = Double.exp(logFactor)
  return x < (a + 1) / (a + b + 2)
    ? factor * betaFraction(x, a: a, b: b) / a
    : 1 - factor * betaFraction(1 - x, a: b, b: a) / b
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
///
/// > Reference: DLMF 8.17.22; Lentz (1976), doi:10.1364/AO.15.000668, as modified by Thompson & Barnett (1986).
private func betaFraction(_ x: Double, a: Double, b: Double) -> Double {
  let tiny = 1e-300
  func inverse(_ value: Double) -> Double { 1 / (value.magnitude < tiny ? tiny : value) }
  var c = 1.0
  var d = inverse(1 - (a + b) * x / (a + 1))
  var result = d
  // It converges in about √max(a, b) terms; the limit serves a and b up to a million.
  for term in 1...10_000 {
    let m = Double(term)
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = inverse(1 + even * d)
    c = 1 / inverse(1 + even / c)
    result *= c * d
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = inverse(1 + odd * d)
    c = 1 / inverse(1 + odd / c)
    let change = c * d
    result *= change
    if (change - 1).magnitude < 1e-15 { break }
  }
  return result
}
