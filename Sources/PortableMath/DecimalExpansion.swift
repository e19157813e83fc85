/// The exact decimal digits of a finite double: 0.d₁d₂d₃… · 10^point.
///
/// Every double M · 2ᵉ has a finite expansion: for e ≥ 0 it is the integer M · 2ᵉ, otherwise the
/// integer M · 5⁻ᵉ with the decimal point −e digits from the right. So a product of small integers
/// gives all digits, and rounding them is exact; no table, no locale, no C library.
struct DecimalExpansion {
  /// Most significant first, 0…9 each; the first is not zero. Empty for zero.
  private(set) var digits: [UInt8]
  /// How many digits stand before the decimal point; negative when zeros follow it.
  private(set) var point: Int

  /// The expansion of a finite number's magnitude.
  init(_ value: Double) {
    digits = []
    point = 0
    guard value != 0 else { return }
    let isNormal = value.exponentBitPattern != 0
    var significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
    var exponent = (isNormal ? Int(value.exponentBitPattern) : 1) - 1075
    let zeros = significand.trailingZeroBitCount
    significand >>= UInt64(zeros)
    exponent += zeros

    var integer = DecimalInteger(significand)
    if exponent >= 0 {
      integer.multiply(by: 2, times: exponent)
    } else {
      integer.multiply(by: 5, times: -exponent)
    }
    digits = integer.digits
    point = digits.count + min(exponent, 0)
  }

  /// Rounds to the given number of leading digits (which may be negative), halves to even.
  mutating func round(toDigits count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else { return digits = [] }
    let isUp: Bool
    if digits[count] == 5 && digits[(count + 1)...].allSatisfy({ $0 == 0 }) {
      isUp = count > 0 && digits[count - 1] % 2 == 1
    } else {
      isUp = digits[count] >= 5
    }
    digits.removeSubrange(count...)
    if isUp { increment() }
  }

  /// Adds one to the last digit.
  private mutating func increment() {
    while digits.last == 9 { digits.removeLast() }
    // The nines that went are zeros now, which the readers of `digits` supply.
    if digits.isEmpty {
      digits = [1]
      point += 1
    } else {
      digits[digits.count - 1] += 1
    }
  }

  /// The digit of weight 10^(point − 1 − index): zero before the first digit and after the last.
  subscript(_ index: Int) -> UInt8 {
    digits.indices.contains(index) ? digits[index] : 0
  }
}

/// A natural number in base 10⁹, least significant limb first.
private struct DecimalInteger {
  private static let base: UInt64 = 1_000_000_000
  private var limbs: [UInt64] = []

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      limbs.append(rest % Self.base)
      rest /= Self.base
    }
  }

  /// Multiplies by a small factor many times, as many at once as stay below 2³³.
  mutating func multiply(by factor: UInt64, times count: Int) {
    let batch = factor == 2 ? 32 : 13
    let product = (0..<batch).reduce(UInt64(1)) { result, _ in result * factor }
    for _ in 0..<(count / batch) { multiply(by: product) }
    for _ in 0..<(count % batch) { multiply(by: factor) }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let value = limbs[index] * factor + carry
      limbs[index] = value % Self.base
      carry = value / Self.base
    }
    while carry > 0 {
      limbs.append(carry % Self.base)
      carry /= Self.base
    }
  }

  /// The decimal digits, most significant first, without leading zeros.
  var digits: [UInt8] {
    var result: [UInt8] = []
    for limb in limbs.reversed() {
      var unit = Self.base / 10
      while unit > 0 {
        result.append(UInt8(limb / unit % 10))
        unit /= 10
      }
    }
    result.removeFirst(result.prefix { $0 == 0 }.count)
    return result
  }
}
