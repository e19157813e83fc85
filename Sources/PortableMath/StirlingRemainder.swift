/// ln Γ(x) − ((x − ½) ln x − x + ½ ln 2π) = Σ B₂ₙ / (2n (2n − 1) x²ⁿ⁻¹) for x ≥ 8, with 9 terms.
///
/// > Reference: Abramowitz & Stegun (1964), 6.1.40.
@inline(__always)
func stirlingRemainder(_ x: Double) -> Double {
  let inverse = 1 / x
  let square = inverse * inverse
  return inverse
    * polynomial(
      square, 0x1.5555555555555p-4, -0x1.6c16c16c16c17p-9, 0x1.a01a01a01a01ap-11,
      -0x1.3813813813814p-11, 0x1.b951e2b18ff23p-11, -0x1.f6ab0d9993c7dp-10,
      0x1.a41a41a41a41ap-8, -0x1.e4286cb0f5398p-6 + 0x1.6fe96381e0680p-3 * square)
}
