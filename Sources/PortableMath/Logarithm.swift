extension Double {
  /// Returns ln x with an error below 0.51 ulp.
  ///
  /// NaN gives NaN, ±0 gives −∞, a negative number NaN, +∞ gives +∞.
  public static func log(_ x: Double) -> Double {
    if let special = logarithmOfSpecial(x) { return special }
    let whole = ReducedLogarithm(x).natural
    return whole.high + whole.low
  }

  /// Returns ln (1 + x) with an error below 0.51 ulp, also where x is close to 0.
  ///
  /// NaN gives NaN, ±0 gives ±0, −1 gives −∞, a number below −1 NaN, +∞ gives +∞.
  public static func log1p(_ x: Double) -> Double {
    if let special = logarithmOfSpecial(1 + x) { return special }
    guard x.magnitude > 0x1p-40 else { return x - 0.5 * x * x }
    // ln(u + c) = ln u + c/u to within (c/u)² ≤ 2⁻¹⁰⁶, where u + c = 1 + x exactly.
    let sum = 1 + x
    let lost = x.magnitude < 1 ? x - (sum - 1) : 1 - (sum - x)
    let whole = ReducedLogarithm(sum).natural
    return whole.high + (whole.low + lost / sum)
  }

  /// Returns log₂ x with an error below 0.51 ulp; exact for powers of two.
  ///
  /// Special values as for `log(_:)`.
  public static func log2(_ x: Double) -> Double {
    if let special = logarithmOfSpecial(x) { return special }
    let reduced = ReducedLogarithm(x)
    let fraction = reduced.times(high: 0x1.71547652b82fep0, low: 0x1.777d0ffda0d24p-56)
    let sum = DoubleDouble(larger: reduced.exponent, plus: fraction.high)
    return sum.high + (sum.low + fraction.low)
  }

  /// Returns log₁₀ x with an error below 0.51 ulp; exact for powers of ten.
  ///
  /// Special values as for `log(_:)`.
  public static func log10(_ x: Double) -> Double {
    if let special = logarithmOfSpecial(x) { return special }
    let reduced = ReducedLogarithm(x)
    let fraction = reduced.times(high: 0x1.bcb7b1526e50ep-2, low: 0x1.95355baaafad3p-57)
    // The exponent has 11 bits, so its product with the first 41 bits of log₁₀ 2 is exact.
    let whole = reduced.exponent * 0x1.34413509f7p-2
    let sum = DoubleDouble(larger: whole, plus: fraction.high)
    return sum.high + (sum.low + (fraction.low + reduced.exponent * 0x1.3fde623e2566bp-43))
  }

  /// ln of everything but the positive finite numbers; nil for those.
  @inline(__always)
  private static func logarithmOfSpecial(_ x: Double) -> Double? {
    if x > 0 && x < .infinity { return nil }
    if x == 0 { return -.infinity }
    return x < 0 ? .nan : x
  }
}
