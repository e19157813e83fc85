private import PortableMath

/// How the numbers of a column are written.
public enum TableFormat: Sendable, Hashable {
  /// Counts whole; other numbers with the decimals that give the column's largest four significant
  /// digits, or as ``scientific(_:)`` where the magnitudes ask for it.
  case automatic
  /// This many digits after the point.
  case decimals(Int)
  /// This many significant digits, never fewer than stand before the point.
  case significant(Int)
  /// A power of ten, with this many digits after the point: 1.2 × 10⁻⁵.
  case scientific(Int)
  /// A hundredfold with this many decimals and a percent sign: 0.25 as 25 %.
  case percent(Int)
  /// The shortest digits that read back as the same `Double`.
  case exact
}

/// A number cut where a column aligns it.
struct NumberParts: Equatable {
  var isNegative = false
  /// Digits before the point, or a word such as `NaN`.
  var whole: String
  /// Digits after the point, or none.
  var fraction = ""
  /// The power of ten, if written.
  var exponent: Int?
  /// What follows without being part of the number.
  var suffix = ""
}

extension TableFormat {
  /// The format that `automatic` means for these values; any other format is itself.
  func resolved(for values: [TableValue]) -> TableFormat {
    guard self == .automatic else { return self }
    let numbers = values.filter { if case .integer = $0 { false } else { true } }
      .flatMap(\.parts).compactMap { $0 }.filter { $0.isFinite && $0 != 0 }.map(abs)
    guard let largest = numbers.max() else { return .decimals(0) }
    if largest >= 1e7 || largest < 1e-3 { return .scientific(2) }
    let isWhole = numbers.allSatisfy { $0 == $0.rounded() && $0 < 1e7 }
    let exponent = scientific(largest, decimals: 3).exponent ?? 0
    return .decimals(isWhole ? 0 : min(max(3 - exponent, 1), 6))
  }

  /// The number in this format, which is not `automatic`.
  func parts(of value: Double) -> NumberParts {
    if value.isNaN { return NumberParts(whole: "NaN") }
    if value.isInfinite { return NumberParts(isNegative: value < 0, whole: "∞") }
    let magnitude = abs(value)
    var parts: NumberParts
    switch self {
    case .decimals(let count): parts = fixed(magnitude, decimals: count)
    case .percent(let count):
      parts = fixed(100 * magnitude, decimals: count)
      parts.suffix = " %"
    case .significant(let count):
      let exponent = scientific(magnitude, decimals: count - 1).exponent ?? 0
      parts = fixed(magnitude, decimals: max(0, count - 1 - exponent))
    case .scientific(let count):
      parts = magnitude == 0 ? NumberParts(whole: "0") : scientific(magnitude, decimals: count)
    case .automatic, .exact: parts = shortest(magnitude)
    }
    let isZero = (parts.whole + parts.fraction).allSatisfy { $0 == "0" }
    parts.isNegative = value < 0 && !isZero
    return parts
  }

  private func fixed(_ magnitude: Double, decimals: Int) -> NumberParts {
    NumberParts(format(magnitude, decimals: decimals))
  }

  private func scientific(_ magnitude: Double, decimals: Int) -> NumberParts {
    NumberParts(format(magnitude, exponentDecimals: decimals))
  }

  private func shortest(_ magnitude: Double) -> NumberParts {
    NumberParts(DataTable.Value.number(magnitude).description)
  }
}

extension NumberParts {
  /// Cuts a positive number's text: `12`, `12.5` or `1.25e-7`.
  init(_ text: String) {
    let halves = text.split(separator: "e")
    let pieces = halves[0].split(separator: ".")
    self.init(
      whole: String(pieces[0]), fraction: pieces.count > 1 ? String(pieces[1]) : "",
      exponent: halves.count > 1 ? Int(halves[1]) : nil)
  }
}
