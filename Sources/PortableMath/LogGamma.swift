extension Double {
  /// Returns ln |Γ(x)| with an error below 3 ulp for x > 0.
  ///
  /// For x < 0 the result is a difference of terms that may cancel: the error is below 4 ulp of the
  /// largest of them, max(2, |ln |Γ(−x)||, |ln |x sin πx||).
  ///
  /// - x ≥ 8: Stirling's series with 9 terms.
  /// - 1 ≤ x ≤ 2.5: (x − 1) (x − 2) R(x), which keeps the relative error at both roots; R is a
  ///   Chebyshev interpolant of degree 26. Around this interval the recurrence Γ(x + 1) = x Γ(x).
  /// - x < 0: Γ(x) Γ(−x) = −π / (x sin πx).
  ///
  /// NaN gives NaN; ±0, the negative integers, ±∞ and x above 2.556·10³⁰⁵ give +∞.
  ///
  /// > Reference: Abramowitz & Stegun (1964), 6.1.17, 6.1.33, 6.1.40.
  public static func logGamma(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x.isInfinite || x == 0 { return .infinity }
    if x.magnitude < 0x1p-60 { return -log(x.magnitude) }
    return x > 0 ? positiveLogGamma(x) : reflectedLogGamma(x)
  }

  private static func positiveLogGamma(_ x: Double) -> Double {
    if x >= 8 { return stirling(x) }
    if x < 1 { return logGamma(onePlus: x) - log(x) }
    if x <= 2.5 { return logGamma(onePlus: x - 1) }
    var (last, product) = (x - 1, x - 1)
    while last > 2.5 {
      last -= 1
      product *= last
    }
    return log(product) + logGamma(onePlus: last - 1)
  }

  /// (x − ½) (ln x − 1) + ½ ln 2π − ½ + Σ B₂ₙ / (2n (2n − 1) x²ⁿ⁻¹).
  private static func stirling(_ x: Double) -> Double {
    (x - 0.5) * (log(x) - 1) + (0x1.acfe390c97d69p-2 + stirlingRemainder(x))
  }

  /// ln Γ(1 + u) for 0 ≤ u ≤ 1.5; the error of R is 2⁻⁶².
  private static func logGamma(onePlus u: Double) -> Double {
    let t = u - 0.75
    var ratio = 0.0
    for coefficient in logGammaCoefficients { ratio = ratio * t + coefficient }
    // ln Γ(1) is 0, not −0.
    return u * (u - 1) * ratio + 0
  }

  private static func reflectedLogGamma(_ x: Double) -> Double {
    let a = -x
    // From 2⁵² on every number is an integer; below, adding and subtracting 2⁵² rounds to one.
    guard a < 0x1p52 else { return .infinity }
    let fraction = a - ((a + 0x1p52) - 0x1p52)
    guard fraction != 0 else { return .infinity }
    let sine = sin(0x1.921fb54442d18p1 * fraction).magnitude
    return (0x1.250d048e7a1bdp0 - log(a * sine)) - positiveLogGamma(a)
  }
}

/// R of ln Γ(1 + u) = u (u − 1) R(u), in powers of u − ¾, the highest first.
private let logGammaCoefficients: [Double] = [
  0x1.f4cbf8edc33b6p-26, -0x1.c4c80c5f4d5c4p-25, -0x1.06240aa178238p-26, 0x1.d3189dbcfc448p-26,
  0x1.291400c14958dp-23, -0x1.0e06341228f94p-22, 0x1.257213af5a776p-22, -0x1.0d2594c4dfa2dp-21,
  0x1.173c1ec062edep-20, -0x1.00caa371a2f9bp-19, 0x1.d29b15c821a33p-19, -0x1.afaa62cab1b47p-18,
  0x1.91376b6228af2p-17, -0x1.75d6dcb9ea2e8p-16, 0x1.5dd6de6340730p-15, -0x1.491775bdc103fp-14,
  0x1.377669ad69c91p-13, -0x1.28f268c3a3698p-12, 0x1.1daed5a9d9909p-11, -0x1.16056269c6403p-10,
  0x1.12aa72f7b0764p-9, -0x1.14f7c58ebc36ap-8, 0x1.1f9587fa1d99dp-7, -0x1.382e176f60a22p-6,
  0x1.6cb6251711902p-5, -0x1.e96586307946ep-4, 0x1.ccf151e09cde8p-2,
]
