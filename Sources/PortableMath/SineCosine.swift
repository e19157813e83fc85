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

/// sin(r + tail) for |r| ≤ 0.786: sin r + tail cos r.
@inline(__always)
func sineOfSmall(_ r: Double, plus tail: Double) -> Double {
  r + (sineExcess(r) + tail * (1 - 0.5 * (r * r)))
}

/// cos(r + tail) for |r| ≤ 0.786: cos r − r tail.
@inline(__always)
func cosineOfSmall(_ r: Double, plus tail: Double) -> Double {
  let parts = cosineParts(r)
  return parts.leading + (parts.lost + (parts.rest - r * tail))
}
