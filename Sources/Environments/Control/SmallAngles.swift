/// Sines and cosines of small angles, one or many at once, bit for bit those of PortableMath's
/// `Double.sin` and `Double.cos`, whose polynomials these are: without the reduction of large
/// angles they can be inlined and need no branch.

/// The sine of an angle of at most π/4 in magnitude: r + r³ P(r²).
@inlinable
@inline(__always)
func sineOfSmall<Number: Lanes>(_ r: Number) -> Number {
  let z = r * r
  let z2 = z * z
  let low = -0x1.5555555555555p-3 + 0x1.1111111111110p-7 * z
  let middle = -0x1.a01a01a01990ap-13 + 0x1.71de3a545b148p-19 * z
  let highest = 0x1.ab13654fd392ap-41 * z2
  let high = -0x1.ae6454093c147p-26 + 0x1.61217781a8ccdp-33 * z - highest
  let series = low + z2 * (middle + z2 * high)
  return r + (r * z) * series
}

/// The cosine of an angle of at most π/4 in magnitude: 1 − r²/2 + r⁴ P(r²), to which the rounding
/// error of 1 − r²/2 is added back.
@inlinable
@inline(__always)
func cosineOfSmall<Number: Lanes>(_ r: Number) -> Number {
  let z = r * r
  let z2 = z * z
  let low = 0x1.5555555555555p-5 - 0x1.6c16c16c16c16p-10 * z
  let middle = 0x1.a01a01a019cf6p-16 - 0x1.27e4fb7710638p-22 * z
  let highest = 0x1.ab746999271a1p-45 * z2
  let high = 0x1.1eed8de759d0dp-29 - 0x1.9394b3581cec8p-37 * z + highest
  let series = low + z2 * (middle + z2 * high)
  let half = -0.5 * z
  let sum = 1 + half
  let lost = (1 - sum) + half
  return sum + (lost + z2 * series)
}
