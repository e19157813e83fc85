/// Numbers as the pages around the lessons write them.
package enum Quantities {
  /// Two significant digits: `3.6e-15`, `0.012`, `0`.
  package static func twoDigits(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : "\(value)" }
    var (digits, exponent) = significand(of: abs(value))
    digits = Array(digits.prefix(3))
    while digits.count < 3 { digits.append(0) }
    var two = digits[0] * 10 + digits[1] + (digits[2] >= 5 ? 1 : 0)
    if two == 100 { (two, exponent) = (10, exponent + 1) }
    let sign = value < 0 ? "-" : ""
    let mantissa = two % 10 == 0 ? "\(two / 10)" : "\(two / 10).\(two % 10)"
    guard (-4..<2).contains(exponent) else { return "\(sign)\(mantissa)e\(exponent)" }
    switch exponent {
    case 1: return "\(sign)\(two)"
    case 0: return "\(sign)\(mantissa)"
    default:
      let tail = two % 10 == 0 ? "\(two / 10)" : "\(two)"
      return "\(sign)0." + String(repeating: "0", count: -exponent - 1) + tail
    }
  }

  /// The digits of a positive number without leading zeros, and the power of ten of the first of
  /// them.
  ///
  /// The digits are those of the shortest decimal that reads back as the same number.
  private static func significand(of value: Double) -> (digits: [Int], exponent: Int) {
    let parts = "\(value)".split(separator: "e")
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts[0]
    let whole = mantissa.prefix { $0 != "." }.count
    let digits = mantissa.compactMap(\.wholeNumberValue)
    let leading = digits.prefix { $0 == 0 }.count
    return (Array(digits.dropFirst(leading)), power + whole - 1 - leading)
  }

  /// "1 case", "64 cases".
  package static func count(_ number: Int, _ singular: String) -> String {
    "\(number) \(singular)\(number == 1 ? "" : "s")"
  }

  /// A share in per cent, rounded down to a thousandth, as CSS writes it: `4.166%`.
  package static func percent(_ part: Int, of whole: Int) -> String {
    let thousandths = part * 100_000 / whole
    let digits = "\(thousandths % 1000)"
    let padded = String(repeating: "0", count: 3 - digits.count) + digits
    return "\(thousandths / 1000).\(padded)%"
  }

  /// A part's number in Roman numerals, as books write it.
  package static func roman(_ number: Int) -> String {
    let numerals = [(10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    var (rest, text) = (number, "")
    for (value, numeral) in numerals {
      while rest >= value { (rest, text) = (rest - value, text + numeral) }
    }
    return text
  }
}
