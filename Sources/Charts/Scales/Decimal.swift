/// Powers of ten without `pow`: exact for exponents of at most 22 in magnitude, the same bits
/// everywhere beyond.
enum Decimal {
  /// 10ⁿ.
  static func power(_ exponent: Int) -> Double {
    var value = 1.0
    for _ in 0..<abs(exponent) { value *= 10 }
    return exponent < 0 ? 1 / value : value
  }

  /// `integer` · 10ⁿ, correctly rounded for |n| ≤ 22: 3 · 10⁻¹ is 0.3, not 0.30000000000000004.
  static func scaled(_ integer: Int, _ exponent: Int) -> Double {
    exponent < 0 ? Double(integer) / power(-exponent) : Double(integer) * power(exponent)
  }

  /// The largest n with 10ⁿ ≤ |value|.
  ///
  /// - Precondition: `value` is finite and not zero.
  static func exponent(of value: Double) -> Int {
    var exponent = 0
    let magnitude = abs(value)
    while power(exponent) > magnitude, exponent > -323 { exponent -= 1 }
    while power(exponent + 1) <= magnitude { exponent += 1 }
    return exponent
  }
}
