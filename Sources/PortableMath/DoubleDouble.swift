/// Error-free transformations: the rounding error of an operation, as a second number.
///
/// Only `+ - *` and masks of bits are used, never a fused multiply-add, so that every IEEE-754
/// machine computes the same pair.
///
/// > Reference: Dekker (1971), "A floating-point technique for extending the available precision",
/// > doi:10.1007/BF01397083.
struct DoubleDouble {
  /// The sum or product rounded to nearest.
  var high: Double
  /// What rounding took away.
  var low: Double

  /// a + b, exactly, when |a| ≥ |b| or a = 0.
  @inline(__always)
  init(larger a: Double, plus b: Double) {
    high = a + b
    low = (a - high) + b
  }

  /// a · b to within 2⁻¹⁰⁴ of itself, when nothing over- or underflows: only the product of the two
  /// tails, of 27 bits each, may be rounded.
  @inline(__always)
  init(_ a: Double, times b: Double) {
    high = a * b
    let aHead = a.head, aTail = a - aHead
    let bHead = b.head, bTail = b - bHead
    low = ((aHead * bHead - high) + aHead * bTail + aTail * bHead) + aTail * bTail
  }
}

extension Double {
  /// The leading 26 bits of the significand; the rest has at most 27.
  @inline(__always)
  var head: Double { Double(bitPattern: bitPattern & 0xFFFF_FFFF_F800_0000) }

  /// 2ᵏ for −1022 ≤ k ≤ 1023.
  @inline(__always)
  static func powerOfTwo(_ k: Int) -> Double {
    Double(bitPattern: UInt64(truncatingIfNeeded: 1023 &+ k) &<< 52)
  }

  /// x · 2ᵏ with one rounding, for x in [½, 2] and −2044 ≤ k ≤ 2046.
  @inline(__always)
  func scaled(byPowerOfTwo k: Int) -> Double {
    let half = k >> 1
    return self * .powerOfTwo(half) * .powerOfTwo(k &- half)
  }
}

/// c₀ + c₁x + … + c₇x⁷ by Estrin's scheme: pairs first, so that the processor can overlap them.
@inline(__always)
func polynomial(
  _ x: Double, _ c0: Double, _ c1: Double, _ c2: Double, _ c3: Double, _ c4: Double,
  _ c5: Double, _ c6: Double, _ c7: Double
) -> Double {
  let x2 = x * x
  let low = (c0 + c1 * x) + x2 * (c2 + c3 * x)
  let high = (c4 + c5 * x) + x2 * (c6 + c7 * x)
  return low + (x2 * x2) * high
}
