extension Double {
  /// Returns xʸ with an error below 0.7 ulp (1.2 where the result is subnormal).
  ///
  /// xʸ = e^(y ln x), with ln x to 68 bits and the product y ln x as the sum of two doubles, for |y
  /// ln x| can be as large as 745 and its absolute error becomes the result's relative one.
  ///
  /// Special values follow IEEE 754-2019, section 9.2.1 (C's `pow`): x⁰ = 1ʸ = 1 even for NaN; a
  /// negative x with a finite y that is no integer gives NaN; (−1)^±∞ = 1; zeros and infinities
  /// keep their sign for odd y.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if y == 0 || x == 1 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    let base = x.magnitude
    let isNegative = x.sign == .minus && y.isOddInteger
    if base == 0 || base == .infinity {
      let result = (base == 0) == (y > 0) ? 0 : Double.infinity
      return isNegative ? -result : result
    }
    if x < 0 && y.isFinite && !y.isInteger { return .nan }
    let result = positivePower(base, y)
    return isNegative ? -result : result
  }

  /// xʸ for 0 < x < ∞.
  private static func positivePower(_ x: Double, _ y: Double) -> Double {
    // |ln x| lies in {0} ∪ [2⁻⁵³, 745], so beyond these exponents the result has overflowed,
    // vanished or is 1.
    if y.magnitude >= 0x1p64 {
      if x == 1 { return 1 }
      return (x > 1) == (y > 0) ? .infinity : 0
    }
    if y.magnitude < 0x1p-65 { return 1 }
    let logarithm = ReducedLogarithm(x).natural
    let product = DoubleDouble(logarithm.high, times: y)
    let exponent = DoubleDouble(larger: product.high, plus: product.low + logarithm.low * y)
    return exponential(exponent.high, plus: exponent.low)
  }

  /// Whether the finite number is a whole one; from 2⁵³ on, all are.
  private var isInteger: Bool {
    magnitude >= 0x1p53 || Double(Int64(self)) == self
  }

  /// Whether the number is an odd integer; from 2⁵³ on, all are even.
  private var isOddInteger: Bool {
    magnitude < 0x1p53 && isInteger && Int64(self) & 1 == 1
  }
}
