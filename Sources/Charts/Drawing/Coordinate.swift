/// A length or position as SVG text: at most two decimals, no trailing zeros, never `-0`.
///
///     coordinate(12.3456)  // "12.35"
///     coordinate(-0.001)   // "0"
///
/// - Precondition: `value` is finite and below 10¹² in magnitude.
package func coordinate(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e12 else {
    fatalError("coordinate: \(value) cannot be drawn")
  }
  let hundredths = Int((value * 100).rounded())
  let whole = abs(hundredths) / 100
  let rest = abs(hundredths) % 100
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}
