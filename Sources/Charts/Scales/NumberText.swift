private import PortableMath

/// Numbers as people read them in figures: a true minus sign, thousands apart, no needless zeros.
package enum NumberText {
  /// The number with this many decimals: `−1 234.50`.
  ///
  /// Groups of three digits stand apart by a thin space from five digits on (or from four, where
  /// neighbours have five: `groupsFour`).
  package static func fixed(_ value: Double, decimals: Int, groupsFour: Bool = true) -> String {
    let digits = format(abs(value), decimals: decimals)
    let isZero = !digits.contains { $0 != "0" && $0 != "." }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    let whole = grouped(parts[0], groupsFour: groupsFour)
    let text = parts.count > 1 ? "\(whole).\(parts[1])" : whole
    return value < 0 && !isZero ? "−\(text)" : text
  }

  /// The number with at most `digits` significant digits, in the shortest form: `0.25`, `−13`,
  /// `2×10⁷`.
  package static func short(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return value.isNaN ? "undefined" : value < 0 ? "−∞" : "∞" }
    if value == 0 { return "0" }
    let exponent = Decimal.exponent(of: value)
    if exponent >= 7 || exponent < -4 {
      return scientific(value, exponent: exponent, digits: digits)
    }
    return trimmed(fixed(value, decimals: max(0, digits - 1 - exponent), groupsFour: false))
  }

  /// A mantissa and a power of ten; the power alone where the mantissa is one.
  private static func scientific(_ value: Double, exponent: Int, digits: Int) -> String {
    let mantissa = trimmed(fixed(value / Decimal.power(exponent), decimals: digits - 1))
    let power = "10\(superscript(exponent))"
    switch mantissa {
    case "1": return power
    case "−1": return "−\(power)"
    case "10": return "10\(superscript(exponent + 1))"  // 9.9999 rounds to 10
    case "−10": return "−10\(superscript(exponent + 1))"
    default: return "\(mantissa)×\(power)"
    }
  }

  /// The integer in raised digits: `10` + `superscript(-3)` reads 10⁻³.
  package static func superscript(_ number: Int) -> String {
    let digits: [Character] = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    let raised = String(abs(number)).compactMap { $0.wholeNumberValue }.map { digits[$0] }
    return (number < 0 ? "⁻" : "") + String(raised)
  }

  /// The text without zeros at the end of its decimals.
  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func grouped(_ digits: Substring, groupsFour: Bool) -> String {
    guard digits.count > (groupsFour ? 3 : 4) else { return String(digits) }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "\u{2009}" }
      text.append(digit)
    }
    return text
  }
}
