/// Estimates how much room a text takes, without a font at hand.
///
/// A page is drawn in the reader's system font, so the estimate is the wider of two common ones
/// (DejaVu Sans and Liberation Sans, whose advance widths equal Arial's): text may turn out
/// narrower than estimated, hardly ever wider.
public enum TextMetrics {
  /// The width of one line of text, in the units of `size`.
  ///
  /// - Complexity: O(n) in the number of Unicode scalars.
  public static func width(
    _ text: String, size: Double = FontSize.label, bold: Bool = false
  ) -> Double {
    var thousandths = 0
    for scalar in text.unicodeScalars { thousandths += advance(scalar) }
    return Double(thousandths) / 1000 * size * (bold ? 1.15 : 1)
  }

  /// The height of capitals and digits, in the units of `size`.
  public static func capHeight(size: Double = FontSize.label) -> Double { 0.72 * size }

  /// The distance between the baselines of two lines, in the units of `size`.
  public static func lineHeight(size: Double = FontSize.label) -> Double { 1.3 * size }

  /// The text broken at spaces into lines no wider than `width`, where its words allow.
  public static func wrapped(
    _ text: String, width: Double, size: Double = FontSize.label, bold: Bool = false
  ) -> [String] {
    wrapped(text) { self.width($0, size: size, bold: bold) <= width }
  }

  /// The text broken at spaces into lines that fit, where its words allow.
  package static func wrapped(_ text: String, fits: (String) -> Bool) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      let longer = line.isEmpty ? String(word) : "\(line) \(word)"
      if !line.isEmpty, !fits(longer) {
        lines.append(line)
        line = String(word)
      } else {
        line = longer
      }
    }
    return lines + [line]
  }

  /// The advance width of a scalar in thousandths of the font size.
  private static func advance(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x20...0x7E: ascii[Int(scalar.value) - 0x20]
    case 0x00A0: 318
    case 0x0300...0x036F, 0x200B...0x200D, 0xFE00...0xFE0F: 0  // combining marks, joiners
    case 0x0391...0x03A9: 770  // Greek capitals
    case 0x03C9: 837  // ω
    case 0x03B1...0x03C8: 660
    case 0x00B9, 0x00B2, 0x00B3, 0x2070...0x209F: 528  // superscripts and subscripts
    case 0x2009, 0x202F: 200  // thin spaces
    case 0x2019, 0x2032, 0x00B7: 318
    case 0x2013: 556
    case 0x2014, 0x2026, 0x2190, 0x2192: 1000
    case 0x00D7, 0x00B1, 0x2191...0x22FF: 838
    case 0x2E80...0x9FFF, 0xAC00...0xD7AF, 0xFF00...0xFF60, 0x1F300...0x1FAFF: 1100  // full width
    default: 680
    }
  }

  /// Advance widths of U+0020…U+007E.
  private static let ascii: [Int] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 556,
    1015, 684, 686, 722, 770, 667, 611, 778, 752, 295, 500, 667, 557, 863, 748, 787,
    667, 787, 722, 667, 611, 732, 684, 989, 685, 667, 685, 390, 337, 390, 838, 556,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
  ]
}
