import Charts

/// Blocks of code and of printed text.
enum CodeMarkup {
  /// A block of code; the script puts a copy button on it.
  static func block(_ code: MarkupNode) -> MarkupNode {
    element("pre", ["class": "code"], [element("code", [:], [code])])
  }

  /// Swift code, coloured, without the line feed at its end.
  static func swift(_ source: String) -> MarkupNode {
    block(SwiftHighlighter.markup(of: source.hasSuffix("\n") ? String(source.dropLast()) : source))
  }

  /// What a program printed.
  static func printed(_ text: String) -> MarkupNode {
    var text = PlainText.withoutEscapes(text)
    if text.hasSuffix("\n") { text.removeLast() }
    // HTML drops a line feed right after <pre>; <samp> keeps it.
    return element("pre", ["class": "printed"], [element("samp", [:], [.text(text)])])
  }
}
