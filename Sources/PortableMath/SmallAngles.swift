/// One number, or several side by side: what a formula is written in that serves both.
///
/// Only operations that IEEE 754 rounds correctly, so one number and a lane of many get the same bits.
@usableFromInline
package protocol Lanes {
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func + (a: Double, b: Self) -> Self
  static func - (a: Double, b: Self) -> Self
  static func * (a: Double, b: Self) -> Self
  static func / (a: Double, b: Self) -> Self
}

extension Double: Lanes {}
extension SIMD8: Lanes where Scalar == Double {}

/// sin r − r for |r| ≤ 0.786: r³ P(r²).
///
/// P interpolates (sin r / r − 1) / r² at Chebyshev nodes, relative error 2⁻⁶⁶.
@inlinable
@inline(__always)
package func sineExcess<Number: Lanes>(_ r: Number) -> Number {
  let z = r * r
  let z2 = z * z
  let low = -0x1.5555555555555p-3 + 0x1.1111111111110p-7 * z
  let middle = -0x1.a01a01a01990ap-13 + 0x1.71de3a545b148p-19 * z
  let highest = 0x1.ab13654fd392ap-41 * z2
  let high = -0x1.ae6454093c147p-26 + 0x1.61217781a8ccdp-33 * z - highest
  return (r * z) * (low + z2 * (middle + z2 * high))
}

/// cos r for |r| ≤ 0.786, as a sum of a leading part and a small rest: 1 − r²/2 + r⁴ P(r²).
///
/// P interpolates (cos r − 1 + r²/2) / r⁴ at Chebyshev nodes, error 2⁻⁷⁰; what rounding takes from 1 − r²/2 is `lost`.
@inlinable
@inline(__always)
package func cosineParts<Number: Lanes>(
  _ r: Number
) -> (leading: Number, lost: Number, rest: Number) {
  let z = r * r
  let z2 = z * z
  let low = 0x1.5555555555555p-5 - 0x1.6c16c16c16c16p-10 * z
  let middle = 0x1.a01a01a019cf6p-16 - 0x1.27e4fb7710638p-22 * z
  let highest = 0x1.ab746999271a1p-45 * z2
  let high = 0x1.1eed8de759d0dp-29 - 0x1.9394b3581cec8p-37 * z + highest
  let half = -0.5 * z
  let leading = 1 + half
  return (leading, (1 - leading) + half, z2 * (low + z2 * (middle + z2 * high)))
}

/// The sine of an angle of at most π/4 in magnitude, bit for bit `Double.sin`: without the reduction of large angles it
/// can be inlined and needs no branch.
@inlinable
@inline(__always)
package func sineOfSmall<Number: Lanes>(_ r: Number) -> Number { r + sineExcess(r) }

/// The cosine of an angle of at most π/4 in magnitude, bit for bit `Double.cos`.
@inlinable
@inline(__always)
package func cosineOfSmall<Number: Lanes>(_ r: Number) -> Number {
  let parts = cosineParts(r)
  return parts.leading + (parts.lost + parts.rest)
}
