/// An angle less a whole number of quarter turns: x = quarters · π/2 + (high + low), |high| ≤ π/4.
///
/// x = M · 2ᵉ with an integer M. In the product M · (2ᵉ · 2/π) those bits of 2/π that contribute
/// multiples of four quarter turns are never looked at; the next 192 are multiplied by M in
/// integers, which leaves the number of quarter turns and the fraction to within 2⁻¹³⁷. No double
/// comes closer to a multiple of π/2 than about 2⁻⁶¹ quarter turns, so that 75 bits of the fraction
/// are good. One method serves every size of angle.
///
/// > Reference: Payne & Hanek (1983), "Radian reduction for trigonometric functions",
/// > doi:10.1145/1057600.1057602.
struct ReducedAngle {
  /// The number of quarter turns, modulo 4.
  var quarters: Int
  var high: Double
  var low: Double

  /// Reduces a finite angle of at least 2⁻¹ in magnitude.
  init(_ x: Double) {
    let significand = x.significandBitPattern | 1 << 52
    let exponent = Int(x.exponentBitPattern) - 1075
    // The first bit wanted has weight 2 after scaling; 64 zeros stand before the bits of 2/π.
    var (top, middle, bottom) = significand.timesBitsOfTwoOverPi(from: exponent - 2 + 64)

    let turns = Int(top >> 62)
    top = top << 2 | middle >> 62
    middle = middle << 2 | bottom >> 62
    bottom <<= 2
    // A fraction of half a quarter turn or more counts from the next quarter turn, downwards.
    let isNegative = top >> 63 == 1
    if isNegative { (top, middle, bottom) = (~top, ~middle, ~bottom) }
    quarters = (isNegative ? turns + 1 : turns) & 3

    let zeros = top.leadingZeroBitCount
    let leading = top << zeros | middle >> (64 - zeros)
    let trailing = middle << zeros | bottom >> (64 - zeros)
    let scale = Double.powerOfTwo(-64 - zeros)
    let fraction = Double(leading & ~0x7FF)
    let rest = Double((leading & 0x7FF) << 53 | trailing >> 11) * 0x1p-53

    let product = DoubleDouble(fraction, times: 0x1.921fb54442d18p0)
    let correction = product.low + (fraction * 0x1.1a62633145c07p-54 + rest * 0x1.921fb54442d18p0)
    let angle = DoubleDouble(larger: product.high, plus: correction)
    high = angle.high * scale
    low = angle.low * scale
    if isNegative != (x < 0) { (high, low) = (-high, -low) }
    if x < 0 { quarters = -quarters & 3 }
  }
}

extension UInt64 {
  /// The low 192 bits of self times the 192 bits of 2/π that start at an offset.
  @inline(__always)
  fileprivate func timesBitsOfTwoOverPi(from offset: Int) -> (UInt64, UInt64, UInt64) {
    func word(_ index: Int) -> UInt64 {
      let position = offset >> 6 + index
      let shift = UInt64(offset & 63)
      return twoOverPi[position] << shift | twoOverPi[position + 1] >> (64 - shift)
    }
    let low = multipliedFullWidth(by: word(2))
    let middle = multipliedFullWidth(by: word(1))
    let (second, carry) = middle.low.addingReportingOverflow(low.high)
    let top = self &* word(0) &+ middle.high &+ (carry ? 1 : 0)
    return (top, second, low.low)
  }
}

/// 64 zeros and the first 1216 bits of 2/π.
private let twoOverPi: [UInt64] = [
  0,
  0xA2F9_836E_4E44_1529, 0xFC27_57D1_F534_DDC0, 0xDB62_9599_3C43_9041, 0xFE51_63AB_DEBB_C561,
  0xB724_6E3A_424D_D2E0, 0x0649_2EEA_09D1_921C, 0xFE1D_EB1C_B129_A73E, 0xE882_35F5_2EBB_4484,
  0xE99C_7026_B45F_7E41, 0x3991_D639_8353_39F4, 0x9C84_5F8B_BDF9_283B, 0x1FF8_97FF_DE05_980F,
  0xEF2F_118B_5A0A_6D1F, 0x6D36_7ECF_27CB_09B7, 0x4F46_3F66_9E5F_EA2D, 0x7527_BAC7_EBE5_F17B,
  0x3D07_39F7_8A52_92EA, 0x6BFB_5FB1_1F8D_5D08, 0x5603_3046_FC7B_6BAB,
]
