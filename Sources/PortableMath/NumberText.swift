/// Returns a number with a fixed count of decimals, such as "3.14" or "-0.50".
///
/// The exact binary value is rounded to nearest, halves to even. There is no locale, no grouping,
/// and no negative zero: −0.001 with two decimals is "0.00". Not-a-number is "nan", the infinities
/// are "inf" and "-inf".
///
/// - Parameter value: Any number.
/// - Parameter decimals: The digits after the point; without any there is no point. Not negative.
/// - Complexity: O(|exponent|²) in the worst case; a few hundred nanoseconds for everyday numbers.
public func format(_ value: Double, decimals: Int) -> String {
  guard decimals >= 0 else { fatalError("format: decimals must be at least 0, not \(decimals)") }
  guard value.isFinite else { return nameOfNonFinite(value) }
  var expansion = DecimalExpansion(value)
  expansion.round(toDigits: expansion.point + decimals)
  var text = signed(value, isZero: expansion.digits.isEmpty)
  appendDigits(of: expansion, upTo: expansion.point + decimals, to: &text)
  return String(decoding: text, as: UTF8.self)
}

/// Returns a number in its general form with at most a count of significant digits, such as
/// "0.0123", "1200" or "1.23e-08".
///
/// Trailing zeros of the fraction are left out. Below 0.0001, and when the integer part has more
/// digits than asked for, the number is written with an exponent of at least two digits (C's and
/// Python's `g` form). Rounding and non-finite numbers are as for ``format(_:decimals:)``.
///
/// - Parameter value: Any number.
/// - Parameter significantDigits: The digits kept, at least 1.
/// - Complexity: As for ``format(_:decimals:)``.
public func format(_ value: Double, significantDigits: Int) -> String {
  guard significantDigits >= 1 else {
    fatalError("format: significantDigits must be at least 1, not \(significantDigits)")
  }
  guard value.isFinite else { return nameOfNonFinite(value) }
  guard value != 0 else { return "0" }
  var expansion = DecimalExpansion(value)
  expansion.round(toDigits: significantDigits)
  let count = (expansion.digits.lastIndex { $0 != 0 } ?? 0) + 1
  let exponent = expansion.point - 1
  var text = signed(value, isZero: false)
  if (-4..<significantDigits).contains(exponent) {
    appendDigits(of: expansion, upTo: max(count, expansion.point), to: &text)
  } else {
    appendSignificand(of: expansion, count: count, to: &text)
    let padding = exponent.magnitude < 10 ? "0" : ""
    text += "e\(exponent < 0 ? "-" : "+")\(padding)\(exponent.magnitude)".utf8
  }
  return String(decoding: text, as: UTF8.self)
}

/// Returns a number in scientific form with a fixed count of decimals and a bare exponent, such as
/// "1.59e-2".
///
/// Rounding and non-finite numbers are as for ``format(_:decimals:)``; zero is "0.00e0" with two
/// decimals.
///
/// - Parameter value: Any number.
/// - Parameter exponentDecimals: The digits after the point; without any there is no point. Not
///   negative.
/// - Complexity: As for ``format(_:decimals:)``.
public func format(_ value: Double, exponentDecimals: Int) -> String {
  guard exponentDecimals >= 0 else {
    fatalError("format: exponentDecimals must be at least 0, not \(exponentDecimals)")
  }
  guard value.isFinite else { return nameOfNonFinite(value) }
  var expansion = DecimalExpansion(value)
  expansion.round(toDigits: exponentDecimals + 1)
  var text = signed(value, isZero: value == 0)
  appendSignificand(of: expansion, count: exponentDecimals + 1, to: &text)
  text += "e\(value == 0 ? 0 : expansion.point - 1)".utf8
  return String(decoding: text, as: UTF8.self)
}

private func nameOfNonFinite(_ value: Double) -> String {
  value.isNaN ? "nan" : value < 0 ? "-inf" : "inf"
}

/// The start of a text: a minus sign for a negative number, nothing for others and for zero.
private func signed(_ value: Double, isZero: Bool) -> [UInt8] {
  value < 0 && !isZero ? [UInt8(ascii: "-")] : []
}

/// Appends integer part, point and fraction, up to the digit before `end`.
private func appendDigits(of expansion: DecimalExpansion, upTo end: Int, to text: inout [UInt8]) {
  // At least one digit stands before the point.
  let start = min(0, expansion.point - 1)
  for index in start..<end {
    if index == expansion.point { text.append(UInt8(ascii: ".")) }
    text.append(UInt8(ascii: "0") + expansion[index])
  }
}

/// Appends the first digit, the point and the others of `count` digits.
private func appendSignificand(of expansion: DecimalExpansion, count: Int, to text: inout [UInt8]) {
  for index in 0..<count {
    if index == 1 { text.append(UInt8(ascii: ".")) }
    text.append(UInt8(ascii: "0") + expansion[index])
  }
}
