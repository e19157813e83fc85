import Charts
import LessonEvents
import LessonMarkup

/// A failure as the compiler would print it: place, kind and message, then the line of code with a
/// caret below it.
enum CompilerMessage {
  /// The message of a failure of a cell.
  ///
  /// - Parameter file: The lesson's file name.
  static func markup(of failure: CellFailure, in cell: Cell, file: String) -> MarkupNode {
    let kind = kind(of: failure)
    let isWarning = failure.kind == .compileWarning
    var nodes: [MarkupNode] = [
      element("span", ["class": "place"], [.text("\(place(of: failure, in: cell, file: file)): ")])
    ]
    if let kind { nodes.append(element("span", ["class": "kind"], [.text("\(kind): ")])) }
    var message = PlainText.withoutEscapes(failure.message)
    while message.hasSuffix("\n") { message.removeLast() }
    nodes.append(element("span", ["class": "message"], [.text(message)]))
    nodes.append(contentsOf: excerpt(of: failure, in: cell))
    return element(
      "pre", ["class": isWarning ? "diagnostic warning" : "diagnostic"],
      [element("samp", [:], nodes)])
  }

  private static func place(of failure: CellFailure, in cell: Cell, file: String) -> String {
    guard let line = failure.line else { return "\(file):\(cell.firstLine)" }
    let column = failure.column.map { ":\($0 + cell.indentation)" } ?? ""
    return "\(file):\(cell.firstLine + line)\(column)"
  }

  private static func kind(of failure: CellFailure) -> String? {
    switch failure.kind {
    case .compileError: "error"
    case .compileWarning: "warning"
    case .trap: failure.message.lowercased().hasPrefix("fatal error") ? nil : "fatal error"
    case .thrown: "error thrown"
    case .timeout: "timeout"
    case .mismatch: "mismatch"
    case .tooMuchOutput, .notText: "output"
    case .unexpectedSuccess: "unexpected success"
    case .needsFailedCell, .needsSlowCell: "skipped"
    }
  }

  private static func excerpt(of failure: CellFailure, in cell: Cell) -> [MarkupNode] {
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = failure.line, lines.indices.contains(line) else { return [] }
    let number = "\(cell.firstLine + line)"
    let code = String(lines[line])
    var nodes: [MarkupNode] = [
      element("span", ["class": "gutter"], [.text("\n\(number) │ ")]),
      SwiftHighlighter.markup(of: code),
    ]
    guard let column = failure.column, column >= 1 else { return nodes }
    let indent = code.prefix(column - 1).map { $0 == "\t" ? "\t" : " " }.joined()
    let blank = String(repeating: " ", count: number.count)
    nodes.append(element("span", ["class": "gutter"], [.text("\n\(blank) │ ")]))
    nodes.append(element("span", ["class": "caret"], [.text("\(indent)^")]))
    return nodes
  }
}
