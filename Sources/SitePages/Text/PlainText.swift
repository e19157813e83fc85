/// Text as a program printed it, made fit for a page.
package enum PlainText {
  /// The text without terminal escapes, and with what a carriage return overwrote gone.
  ///
  /// > Reference: ECMA-48, "Control functions for coded character sets".
  package static func withoutEscapes(_ text: String) -> String {
    var result: [Unicode.Scalar] = []
    var lineStart = 0
    var scalars = text.unicodeScalars.makeIterator()
    var pending: Unicode.Scalar?
    while let scalar = pending ?? scalars.next() {
      pending = nil
      switch scalar {
      case "\u{1B}": skipEscape(&scalars)
      case "\u{8}": if result.count > lineStart { result.removeLast() }
      case "\r":
        pending = scalars.next()
        if let pending, pending != "\n" { result.removeSubrange(lineStart...) }
      case "\n":
        result.append(scalar)
        lineStart = result.count
      default: result.append(scalar)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: result)
    return String(view)
  }

  private static func skipEscape(_ scalars: inout String.UnicodeScalarView.Iterator) {
    switch scalars.next() {
    case "[":
      // Parameters and intermediates, up to a final byte.
      while let scalar = scalars.next(), !("\u{40}"..."\u{7E}").contains(scalar) {}
    case "]", "P", "X", "^", "_":
      // A string, up to a bell or "ESC \".
      while let scalar = scalars.next(), scalar != "\u{7}" {
        if scalar == "\u{1B}" {
          _ = scalars.next()
          break
        }
      }
    case "(", ")", "#", "%": _ = scalars.next()
    default: break
    }
  }

  /// The page with every character that HTML forbids replaced by U+FFFD.
  ///
  /// > Reference: HTML, "Control characters and noncharacters".
  package static func withoutForbidden(_ page: String) -> String {
    guard page.unicodeScalars.contains(where: isForbidden) else { return page }
    var scalars = String.UnicodeScalarView()
    for scalar in page.unicodeScalars { scalars.append(isForbidden(scalar) ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }

  private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0, 0xFDD0...0xFDEF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
