extension Double {
  /// Returns the sine of an angle in radians, of any size, with an error below 0.9 ulp.
  ///
  /// NaN and ±∞ give NaN, ±0 gives ±0.
  public static func sin(_ x: Double) -> Double {
    if x.magnitude <= 0.785 {
      return x.magnitude < 0x1p-27 ? x : sineOfSmall(x, plus: 0)
    }
    guard x.isFinite else { return .nan }
    let angle = ReducedAngle(x)
    return angle.trigonometric(quarters: angle.quarters)
  }

  /// Returns the cosine of an angle in radians, of any size, with an error below 0.9 ulp.
  ///
  /// NaN and ±∞ give NaN.
  public static func cos(_ x: Double) -> Double {
    if x.magnitude <= 0.785 { return cosineOfSmall(x, plus: 0) }
    guard x.isFinite else { return .nan }
    let angle = ReducedAngle(x)
    return angle.trigonometric(quarters: angle.quarters &+ 1)
  }
}

extension ReducedAngle {
  /// sin(angle + quarters · π/2).
  @inline(__always)
  fileprivate func trigonometric(quarters: Int) -> Double {
    let value = quarters & 1 == 0 ? sineOfSmall(high, plus: low) : cosineOfSmall(high, plus: low)
    return quarters & 2 == 0 ? value : -value
  }
}

/// sin(r + tail) for |r| ≤ 0.786: r + r³ P(r²) + tail cos r.
///
/// P interpolates (sin r / r − 1) / r² at Chebyshev nodes, relative error 2⁻⁶⁶.
@inline(__always)
func sineOfSmall(_ r: Double, plus tail: Double) -> Double {
  let z = r * r
  let z2 = z * z
  let low = -0x1.5555555555555p-3 + 0x1.1111111111110p-7 * z
  let middle = -0x1.a01a01a01990ap-13 + 0x1.71de3a545b148p-19 * z
  let high = -0x1.ae6454093c147p-26 + 0x1.61217781a8ccdp-33 * z - 0x1.ab13654fd392ap-41 * z2
  let series = low + z2 * (middle + z2 * high)
  return r + ((r * z) * series + tail * (1 - 0.5 * z))
}

/// cos(r + tail) for |r| ≤ 0.786: 1 − r²/2 + r⁴ P(r²) − r tail.
///
/// P interpolates (cos r − 1 + r²/2) / r⁴ at Chebyshev nodes, error 2⁻⁷⁰; the rounding error of 1 −
/// r²/2 is added back.
@inline(__always)
func cosineOfSmall(_ r: Double, plus tail: Double) -> Double {
  let z = r * r
  let z2 = z * z
  let low = 0x1.5555555555555p-5 - 0x1.6c16c16c16c16p-10 * z
  let middle = 0x1.a01a01a019cf6p-16 - 0x1.27e4fb7710638p-22 * z
  let high = 0x1.1eed8de759d0dp-29 - 0x1.9394b3581cec8p-37 * z + 0x1.ab746999271a1p-45 * z2
  let series = low + z2 * (middle + z2 * high)
  let sum = DoubleDouble(larger: 1, plus: -0.5 * z)
  return sum.high + (sum.low + (z2 * series - r * tail))
}
