// Goals, in order of priority: the same bits on every machine; an error well below one ulp; speed.

/// eˣ = 2ᵏ (1 + r + rest) with k an integer and |r| ≤ ½ ln 2.
///
/// k is x / ln 2 rounded to nearest, and x − k ln 2 is computed with ln 2 in two parts (Cody &
/// Waite): k times the first, of 32 bits, is exact and so is its subtraction from x. What rounding
/// r takes away goes to `rest`, together with e^r − 1 − r = r²/2 + r³ P(r), P a Chebyshev
/// interpolant of degree 9 (its part of the error is 2⁻⁶¹).
///
/// > Reference: Cody & Waite (1980), *Software Manual for the Elementary Functions*, chapter 6; the
/// > constants come from `Tests/PortableMathTests/Fixtures/derive_constants.py`.
struct ReducedExponential {
  var k: Int
  var r: Double
  var rest: Double

  /// Reduces x + tail, where |x| < 750 and |tail| is at most an ulp of x.
  @inline(__always)
  init(_ x: Double, plus tail: Double = 0) {
    // Adding 1.5·2⁵² leaves the nearest integer in the low bits of the sum.
    let shifted = x * 0x1.71547652b82fep0 + 0x1.8p52
    let turns = shifted - 0x1.8p52
    k = Int(Int32(truncatingIfNeeded: shifted.bitPattern))
    let head = x - turns * 0x1.62e42feep-1
    let correction = turns * 0x1.a39ef35793c76p-33 - tail
    r = head - correction
    let lost = (head - r) - correction
    let square = r * r
    let fourth = square * square
    let cubic =
      polynomial(
        r, 0x1.5555555555556p-3, 0x1.5555555555555p-5, 0x1.11111111109a2p-7, 0x1.6c16c16c167d8p-10,
        0x1.a01a01a7d176dp-13, 0x1.a01a01a482a5bp-16, 0x1.71de0d7a972efp-19, 0x1.27e4e1d6ed7e8p-22)
      + (fourth * fourth) * (0x1.af3924be99a57p-26 + 0x1.1f6725cc8f974p-29 * r)
    rest = square * (0.5 + r * cubic) + (lost + lost * r)
  }
}

/// e^(x + tail) with one final rounding.
@inline(__always)
func exponential(_ x: Double, plus tail: Double = 0) -> Double {
  guard x < 710 else { return x.isNaN ? x : .infinity }
  guard x > -746 else { return 0 }
  let reduced = ReducedExponential(x, plus: tail)
  let sum = DoubleDouble(larger: 1, plus: reduced.r)
  return (sum.high + (sum.low + reduced.rest)).scaled(byPowerOfTwo: reduced.k)
}

extension Double {
  /// Returns eˣ with an error below 0.7 ulp (1.2 where the result is subnormal).
  ///
  /// NaN gives NaN, −∞ gives 0, +∞ and every x above 709.78 give +∞.
  public static func exp(_ x: Double) -> Double {
    exponential(x)
  }

  /// Returns eˣ − 1 with an error below 1 ulp, also where x is close to 0.
  ///
  /// NaN gives NaN, ±0 gives ±0, −∞ gives −1, +∞ gives +∞.
  public static func expm1(_ x: Double) -> Double {
    guard x < 710 else { return x.isNaN ? x : .infinity }
    guard x > -40 else { return -1 }
    guard x.magnitude > 0x1p-54 else { return x }
    let reduced = ReducedExponential(x)
    if reduced.k == 0 { return reduced.r + reduced.rest }
    if reduced.k < -1 { return exponential(x) - 1 }
    // 2ᵏ (1 + e) − 1 = 2ᵏ ((1 − 2⁻ᵏ) + e), the bracket as the sum of two doubles.
    let offset = DoubleDouble(larger: 1, plus: -powerOfTwo(-Swift.min(reduced.k, 64)))
    let sum = DoubleDouble(larger: offset.high, plus: reduced.r)
    let low = offset.low + (sum.low + reduced.rest)
    return (sum.high + low).scaled(byPowerOfTwo: reduced.k)
  }
}
