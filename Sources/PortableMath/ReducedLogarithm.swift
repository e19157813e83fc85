// Goals, in order of priority: the same bits on every machine; about 68 good bits, which every
// logarithm and every power needs, so that there is one kernel; speed.

/// ln m to 68 bits as `high + low`, where x = 2^exponent · m and m lies in [0.71, 1.43).
///
/// With c the multiple of 1/64 nearest to m,
///
///     ln m = ln c + 2 artanh s,   s = (m − c) / (m + c),   |s| ≤ 0.0055
///
/// ln c comes from a table of two doubles per entry, and 2 artanh s = 2s + s³ (2/3 + 2/5 s² + 2/7
/// s⁴ + 2/9 s⁶) to within 2⁻⁷⁸. Only 2s and ln c need more than a double: s is split into a head of
/// 26 bits, whose products with the halves of m + c are exact, and the quotient of the exact
/// remainder. Around m = 1 the table holds zero, and nothing cancels.
///
/// > Reference: Tang (1990), "Table-driven implementation of the logarithm function",
/// > doi:10.1145/98267.98294, for the method; the table comes from
/// > `Tests/PortableMathTests/Fixtures/derive_constants.py`.
struct ReducedLogarithm {
  var exponent: Double
  var high: Double
  var low: Double

  /// Reduces a positive finite number.
  @inline(__always)
  init(_ x: Double) {
    let isSubnormal = x < .leastNormalMagnitude
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    // 0x3FE6C… is 45.5/64: the exponent counts from there, so that m is rounded to 46/64 at least.
    let power = Int64(bitPattern: bits &- 0x3FE6_C000_0000_0000) &>> 52
    exponent = Double(isSubnormal ? power &- 54 : power)
    let m = Double(bitPattern: bits &- UInt64(bitPattern: power &<< 52))

    // Adding 1.5·2⁴⁶ rounds to a multiple of 1/64, and leaves 64 c in the low bits of the sum.
    let shifted = m + 0x1.8p46
    let c = shifted - 0x1.8p46
    let index = Int(truncatingIfNeeded: shifted.bitPattern & 0x7F)
    let difference = m - c
    let sum = m + c
    let inverse = 1 / sum
    let sumHead = sum.head
    let sumTail = (sum - sumHead) + (m - (sum - c))
    let s = difference * inverse
    let head = s.head
    let tail = ((difference - head * sumHead) - head * sumTail) * inverse

    let square = s * s
    let series = (2.0 / 3 + 2.0 / 5 * square) + (square * square) * (2.0 / 7 + 2.0 / 9 * square)
    let entry = 2 &* (index &- 46)
    let leading = DoubleDouble(larger: logarithmTable[entry], plus: 2 * head)
    high = leading.high
    low = leading.low + (2 * tail + (s * square * series + logarithmTable[entry &+ 1]))
  }

  /// ln x = exponent · ln 2 + ln m; the low part may reach 2⁻¹⁶ of the high one.
  @inline(__always)
  var natural: DoubleDouble {
    // The exponent has 11 bits, so its product with the first 32 bits of ln 2 is exact.
    var whole = DoubleDouble(larger: exponent * 0x1.62e42feep-1, plus: high)
    whole.low += low + exponent * 0x1.a39ef35793c76p-33
    return whole
  }

  /// The product of ln m with a constant given as the sum of two doubles.
  @inline(__always)
  func times(high factor: Double, low rest: Double) -> DoubleDouble {
    let product = DoubleDouble(high, times: factor)
    return DoubleDouble(larger: product.high, plus: product.low + (high * rest + low * factor))
  }
}

/// ln(j/64) for j = 46…91, each as the sum of two doubles.
private let logarithmTable: [Double] = [
  -0x1.522ae0738a3d8p-2, 0x1.8f7e9b38a6979p-57,
  -0x1.3c25277333184p-2, 0x1.2ad27e50a8ec6p-56,
  -0x1.269621134db92p-2, -0x1.e0efadd9db02bp-56,
  -0x1.1178e8227e47cp-2, 0x1.0e63a5f01c691p-57,
  -0x1.f991c6cb3b379p-3, -0x1.f665066f980a2p-57,
  -0x1.d1037f2655e7bp-3, -0x1.60629242471a2p-57,
  -0x1.a93ed3c8ad9e3p-3, -0x1.bcafa9de97203p-57,
  -0x1.823c16551a3c2p-3, 0x1.1232ce70be781p-57,
  -0x1.5bf406b543db2p-3, 0x1.1f5b44c0df7e7p-61,
  -0x1.365fcb0159016p-3, -0x1.7d411a5b944adp-58,
  -0x1.1178e8227e47cp-3, 0x1.0e63a5f01c691p-58,
  -0x1.da727638446a2p-4, -0x1.401fa71733019p-58,
  -0x1.9335e5d594989p-4, 0x1.478a85704ccb7p-58,
  -0x1.4d3115d207eacp-4, -0x1.769f42c7842ccp-58,
  -0x1.08598b59e3a07p-4, 0x1.dd7009902bf32p-58,
  -0x1.894aa149fb343p-5, -0x1.a8be97660a23dp-60,
  -0x1.0415d89e74444p-5, -0x1.c05cf1d753622p-59,
  -0x1.0205658935847p-6, -0x1.27c8e8416e71fp-60,
  0, 0,
  0x1.fc0a8b0fc03e4p-7, -0x1.83092c59642a1p-62,
  0x1.f829b0e783300p-6, 0x1.33e3f04f1ef23p-60,
  0x1.77458f632dcfcp-5, 0x1.18d3ca87b9296p-59,
  0x1.f0a30c01162a6p-5, 0x1.85f325c5bbacdp-59,
  0x1.341d7961bd1d1p-4, -0x1.b599f227becbbp-58,
  0x1.6f0d28ae56b4cp-4, -0x1.906d99184b992p-58,
  0x1.a926d3a4ad563p-4, 0x1.942f48aa70ea9p-58,
  0x1.e27076e2af2e6p-4, -0x1.61578001e0162p-60,
  0x1.0d77e7cd08e59p-3, 0x1.9a5dc5e9030acp-57,
  0x1.29552f81ff523p-3, 0x1.301771c407dbfp-57,
  0x1.44d2b6ccb7d1ep-3, 0x1.9f4f6543e1f88p-57,
  0x1.5ff3070a793d4p-3, -0x1.bc60efafc6f6ep-58,
  0x1.7ab890210d909p-3, 0x1.be36b2d6a0608p-59,
  0x1.9525a9cf456b4p-3, 0x1.d904c1d4e2e26p-57,
  0x1.af3c94e80bff3p-3, -0x1.398cff3641985p-58,
  0x1.c8ff7c79a9a22p-3, -0x1.4f689f8434012p-57,
  0x1.e27076e2af2e6p-3, -0x1.61578001e0162p-59,
  0x1.fb9186d5e3e2bp-3, -0x1.caaae64f21acbp-57,
  0x1.0a324e27390e3p-2, 0x1.7dcfde8061c03p-56,
  0x1.1675cababa60ep-2, 0x1.ce63eab883717p-61,
  0x1.22941fbcf7966p-2, -0x1.76f5eb09628afp-56,
  0x1.2e8e2bae11d31p-2, -0x1.8f4cdb95ebdf9p-56,
  0x1.3a64c556945eap-2, -0x1.c68651945f97cp-57,
  0x1.4618bc21c5ec2p-2, 0x1.f42decdeccf1dp-56,
  0x1.51aad872df82dp-2, 0x1.3927ac19f55e3p-59,
  0x1.5d1bdbf5809cap-2, 0x1.4236383dc7fe1p-56,
  0x1.686c81e9b14afp-2, -0x1.ddea0f7f58e3dp-57,
]
