/// Labels of neighbouring ticks, all written the same way.
enum TickLabels {
  /// Labels with one number of decimals, or all with one power of ten where the numbers are huge or
  /// tiny.
  static func labels(of values: [Double], decimals: Int) -> [String] {
    let largest = values.map { abs($0) }.max() ?? 0
    guard largest > 0 else { return values.map { NumberText.fixed($0, decimals: 0) } }
    let exponent = Decimal.exponent(of: largest)
    if exponent >= 7 || decimals > 5 {
      let mantissaDecimals = max(0, decimals + exponent)
      return values.map { value in
        if value == 0 { return "0" }
        let mantissa = value / Decimal.power(exponent)
        let digits =
          exponent >= 7
          ? NumberText.short(mantissa) : NumberText.fixed(mantissa, decimals: mantissaDecimals)
        return "\(digits)×10\(NumberText.superscript(exponent))"
      }
    }
    return values.map {
      NumberText.fixed($0, decimals: decimals, groupsFour: largest >= 10_000)
    }
  }

  /// Labels of a logarithmic axis: plain numbers from 0.001 to 10 000, else all as powers of ten.
  static func decadeLabels(of values: [Double]) -> [String] {
    let magnitudes = values.map { abs($0) }.filter { $0 > 0 }
    let isPlain = magnitudes.allSatisfy { $0 > 0.0009 && $0 < 10_001 }
    if isPlain { return values.map { NumberText.short($0) } }
    return values.map { value in
      if value == 0 { return "0" }
      let exponent = Decimal.exponent(of: value * (1 + 1e-9))
      let digit = Int((abs(value) / Decimal.power(exponent)).rounded())
      let power = "10\(NumberText.superscript(exponent))"
      return (value < 0 ? "−" : "") + (digit == 1 ? power : "\(digit)×\(power)")
    }
  }
}
