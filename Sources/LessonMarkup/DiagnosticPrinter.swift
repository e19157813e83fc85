/// Prints diagnostics for people, with the source line and a caret line under what is meant:
///
///     lessons/05-reinforce.md:41:10: error: a cell has no option 'hiden' [unknown-cell-option]
///         ```swift hiden
///                  ^~~~~
///         Known options are hidden, fold, …
///         fix: did you mean 'hidden'?
public struct DiagnosticPrinter: Sendable {
  private let sources: [String: SourceText]
  private let isColored: Bool

  /// A printer that shows lines of these files.
  ///
  /// - Parameter sources: The texts of the files, by the paths that diagnostics name.
  /// - Parameter isColored: Whether to use a terminal's colours.
  public init(sources: [String: String], isColored: Bool = false) {
    self.sources = sources.mapValues { SourceText(Array($0.utf8)) }
    self.isColored = isColored
  }

  /// All diagnostics by file and position, an empty line between them; empty when there are none.
  public func text(_ diagnostics: some Sequence<Diagnostic>) -> String {
    diagnostics.inReadingOrder.map(text).joined(separator: "\n")
  }

  /// One diagnostic; each line ends in a line feed.
  public func text(_ diagnostic: Diagnostic) -> String {
    var lines = [headline(diagnostic)]
    if let span = diagnostic.span, let source = sources[diagnostic.file],
      source.lines.indices.contains(span.start.line - 1)
    {
      lines += excerpt(of: source, at: span)
    }
    lines += indented(diagnostic.explanation, first: "")
    lines += indented(diagnostic.fix, first: "fix: ")
    return lines.map { $0 + "\n" }.joined()
  }

  private func headline(_ diagnostic: Diagnostic) -> String {
    let start = diagnostic.span.map { ":\($0.start.line):\($0.start.column)" } ?? ""
    let severity = diagnostic.severity.rawValue
    let color: Color =
      switch diagnostic.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    return paint("\(diagnostic.file)\(start): ", .bold) + paint("\(severity): ", color)
      + paint(diagnostic.summary, .bold) + " [\(diagnostic.identifier)]"
  }

  private func indented(_ text: String?, first: String) -> [String] {
    guard let text else { return [] }
    let rest = String(repeating: " ", count: first.count)
    return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
      $1.isEmpty ? "" : "    \($0 == 0 ? first : rest)\($1)"
    }
  }

  // MARK: - The source line

  private static let mostColumns = 96
  private static let columnsBefore = 60

  /// The line where a span starts, cut to what is near the span, and the carets under it.
  private func excerpt(of source: SourceText, at span: SourceSpan) -> [String] {
    let line = Array(source.string(source.lines[span.start.line - 1]))
    let start = min(span.start.column - 1, line.count)
    let end = span.end.line == span.start.line ? min(span.end.column - 1, line.count) : line.count
    let isLong = line.count > Self.mostColumns
    let first = isLong ? max(0, min(start - Self.columnsBefore, line.count - Self.mostColumns)) : 0
    let last = min(line.count, first + Self.mostColumns)
    var shown = first > 0 ? "…" : ""
    var carets = first > 0 ? " " : ""
    for index in first..<last {
      let (text, width) = Self.shown(line[index], atColumn: carets.count)
      shown += text
      let mark = index == start ? "^" : index > start && index < end ? "~" : " "
      let rest = start <= index && index < end ? "~" : " "
      if width > 0 { carets += mark + String(repeating: rest, count: width - 1) }
    }
    if last < line.count { shown += "…" }
    if start >= last { carets += "^" }
    while carets.last == " " { carets.removeLast() }
    return ["    " + shown, "    " + paint(carets, .green)]
  }

  /// A character as it is shown, and its width: tabs go to the next fourth column, other control
  /// characters are replaced.
  private static func shown(_ character: Character, atColumn column: Int) -> (String, Int) {
    if character == "\t" {
      let width = 4 - column % 4
      return (String(repeating: " ", count: width), width)
    }
    if character.unicodeScalars.first?.properties.generalCategory == .control {
      return ("\u{FFFD}", 1)
    }
    return (String(character), character.displayWidth)
  }

  // MARK: - Colours

  private enum Color: Int {
    case bold = 1
    case red = 31
    case green = 32
    case yellow = 33
    case cyan = 36
  }

  private func paint(_ text: String, _ color: Color) -> String {
    isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }
}
