/// A piece of a typeset cell.
enum CellFragment: Hashable {
  /// Plain characters.
  case text(String)
  /// Characters raised to an exponent's height.
  case superscript(String)

  /// The characters.
  var string: String {
    switch self {
    case .text(let string), .superscript(let string): string
    }
  }
}

/// The cells of one column as text whose decimal points line up when the column is set flush right.
///
/// Numbers are cut into parts (an estimate, an interval's ends); each part is padded to the widest
/// of its kind, so that parts stand below one another.
struct NumberColumn {
  /// Where the text goes.
  enum Style {
    /// A terminal: ASCII digits and signs that can be copied and parsed.
    case plain
    /// A page: true minus, thin spaces between groups of digits, raised exponents.
    case typeset
  }

  let values: [TableValue]
  let style: Style
  private let parts: [[NumberParts?]]
  private let isGrouped: Bool

  init(_ values: [TableValue], format: TableFormat, style: Style) {
    let resolved = format.resolved(for: values)
    self.values = values
    self.style = style
    parts = values.map { value in
      if case .integer(let count) = value, format == .automatic {
        return [NumberParts(isNegative: count < 0, whole: "\(count.magnitude)")]
      }
      return value.parts.map { $0.map(resolved.parts(of:)) }
    }
    let wholes = parts.joined().compactMap { $0?.whole }
    isGrouped = style == .typeset && wholes.contains { $0.utf8.count > 4 }
  }

  /// The cells, in order.
  var cells: [[CellFragment]] {
    let widths = (0..<3).map(partWidth)
    return values.indices.map { index in
      switch values[index] {
      case .text(let string): [.text(string)]
      case .missing: [.text("–")]
      default: merged(fragments(parts[index], of: values[index], widths: widths))
      }
    }
  }

  // MARK: Widths

  /// How many characters the widest number has before its point, and from its point on.
  private struct PartWidth {
    var head = 0
    var point = 0
    var fraction = 0
    var exponent = 0
  }

  private func partWidth(_ part: Int) -> PartWidth {
    var width = PartWidth()
    for row in parts where part < row.count {
      guard let number = row[part] else { continue }
      width.head = max(width.head, head(of: number).count)
      width.fraction = max(width.fraction, number.fraction.count)
      width.point = width.fraction > 0 ? 1 : 0
      width.exponent = max(width.exponent, exponentDigits(of: number).count)
    }
    return width
  }

  // MARK: Fragments

  private func fragments(
    _ row: [NumberParts?], of value: TableValue, widths: [PartWidth]
  ) -> [CellFragment] {
    func number(_ part: Int, padded: Bool = true) -> [CellFragment] {
      guard part < row.count, let number = row[part] else { return [] }
      let lead = padded && part > 0 ? widths[part].head - head(of: number).count : 0
      return [.text(pad(lead))] + written(number, width: widths[part])
    }
    return switch value {
    case .plusMinus: number(0) + [.text(" ± ")] + number(1)
    case .interval: number(0) + [.text(" [")] + number(1) + [.text(", ")] + number(2) + [.text("]")]
    case .range: [.text("[")] + number(1) + [.text(", ")] + number(2) + [.text("]")]
    default: number(0)
    }
  }

  private func written(_ number: NumberParts, width: PartWidth) -> [CellFragment] {
    var text = head(of: number)
    text += number.fraction.isEmpty ? "" : "." + number.fraction
    let missingPoint = number.fraction.isEmpty ? width.point : 0
    let padding =
      (missingPoint > 0 ? pointPad : "") + pad(width.fraction - number.fraction.count)
    let digits = exponentDigits(of: number)
    let exponentPadding = pad(width.exponent - digits.count)
    let power = style == .plain ? "e" : "×10"
    if digits.isEmpty {
      let powerPadding = pad(width.exponent > 0 ? power.count : 0)
      return [
        .text(text + padding + powerPadding), .superscript(exponentPadding), .text(number.suffix),
      ]
    }
    return [.text(text + power), .superscript(digits + exponentPadding), .text(padding)]
  }

  private func head(of number: NumberParts) -> String {
    let sign = number.isNegative ? (style == .plain ? "-" : "−") : ""
    return sign + (isGrouped ? grouped(number.whole) : number.whole)
  }

  private func exponentDigits(of number: NumberParts) -> String {
    guard let exponent = number.exponent else { return "" }
    if style == .plain { return "\(exponent)" }
    return exponent < 0 ? "−\(-exponent)" : "\(exponent)"
  }

  /// Digits in groups of three, with thin spaces between.
  private func grouped(_ digits: String) -> String {
    let characters = Array(digits)
    guard characters.count > 3, characters.allSatisfy(\.isNumber) else { return digits }
    var text = ""
    for (index, digit) in characters.enumerated() {
      if index > 0, (characters.count - index) % 3 == 0 { text += "\u{2009}" }
      text.append(digit)
    }
    return text
  }

  /// Blanks as wide as digits.
  private func pad(_ count: Int) -> String {
    String(repeating: style == .plain ? " " : "\u{2007}", count: max(0, count))
  }

  /// A blank as wide as a decimal point.
  private var pointPad: String { style == .plain ? " " : "\u{2008}" }

  private func merged(_ fragments: [CellFragment]) -> [CellFragment] {
    var result: [CellFragment] = []
    for fragment in fragments where !fragment.string.isEmpty {
      if case .text(let more) = fragment, case .text(let before) = result.last {
        result[result.count - 1] = .text(before + more)
      } else {
        result.append(fragment)
      }
    }
    return result
  }
}
