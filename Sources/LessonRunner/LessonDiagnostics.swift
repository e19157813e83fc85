public import LessonEvents
public import LessonMarkup

extension LessonResult {
  /// Everything that went wrong when a lesson ran, each at its place in the Markdown.
  ///
  /// Outputs that differ from their expectation are told by ``differences(in:)``.
  public func diagnostics(in lesson: Lesson) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (cell, result) in zip(lesson.cells, cells) {
      for failure in result.failures {
        // What a cell announced came as it should: that is no problem.
        if result.status == .passed && failure.kind != .compileWarning { continue }
        found.append(Diagnostic(failure, in: cell, of: lesson))
      }
    }
    for failure in valueFailures where lesson.inlineCells.indices.contains(failure.index) {
      found.append(Diagnostic(failure.failure, in: lesson.inlineCells[failure.index], of: lesson))
    }
    return found
  }
}

extension Diagnostic {
  /// A cell's failure.
  init(_ failure: CellFailure, in cell: Cell, of lesson: Lesson) {
    let span = failure.line.map { cell.span(line: $0, column: failure.column) }
    self.init(
      failure.kind.identifier, failure.kind.severity, file: lesson.path,
      at: span ?? cell.span(line: 0, column: nil),
      summary: failure.summary(of: "cell \(cell.index + 1)"),
      explanation: failure.explanation(in: lesson), fix: failure.kind.fix)
  }

  /// An inline cell's failure.
  init(_ failure: CellFailure, in cell: InlineCell, of lesson: Lesson) {
    self.init(
      failure.kind.identifier, failure.kind.severity, file: lesson.path,
      at: cell.span(line: failure.line, column: failure.column),
      summary: failure.summary(of: "the inline cell `\(cell.code)`"),
      explanation: failure.explanation(in: lesson), fix: failure.kind.fix)
  }
}

extension Cell {
  /// A place in the cell's code, as one in the lesson; the whole line when the column is not known.
  ///
  /// - Parameter line: Lines below the first, from 0.
  /// - Parameter column: From 1, without the fence's indentation.
  func span(line: Int, column: Int?) -> SourceSpan {
    let rows = code.split(separator: "\n", omittingEmptySubsequences: false)
    let text = rows.indices.contains(line) ? rows[line] : ""
    let first = column ?? text.prefix { $0 == " " }.count + 1
    let end = column == nil ? max(first, text.count + 1) : first + 1
    let row = firstLine + line
    return SourceSpan(
      SourcePosition(line: row, column: indentation + first),
      SourcePosition(line: row, column: indentation + end))
  }
}

extension InlineCell {
  /// A place in the expression, as one in the lesson; the whole inline cell when it is not known.
  fileprivate func span(line: Int?, column: Int?) -> SourceSpan {
    // The expression ends right before the closing backtick.
    guard line == 0, let column, span.start.line == span.end.line,
      span.end.column - 1 - code.count > span.start.column
    else { return span }
    let first = span.end.column - 1 - code.count + column - 1
    let row = span.start.line
    return SourceSpan(
      SourcePosition(line: row, column: first), SourcePosition(line: row, column: first + 1))
  }
}

extension CellFailure {
  /// One line that says what went wrong.
  fileprivate func summary(of subject: String) -> String {
    let first = message.split(separator: "\n").first.map(String.init) ?? message
    return switch kind {
    case .compileError, .compileWarning: first
    case .mismatch: "\(subject): \(first)"
    case .trap: "\(subject) crashed: \(first)"
    case .thrown: "\(subject) threw an error: \(first)"
    case .timeout, .tooMuchOutput, .notText, .unexpectedSuccess, .needsFailedCell, .needsSlowCell:
      "\(subject) \(first)"
    }
  }

  /// The rest of the message, and the notes with their places.
  fileprivate func explanation(in lesson: Lesson) -> String? {
    var lines = message.split(separator: "\n").dropFirst().map(String.init)
    for note in notes {
      guard let cell = note.cell, let line = note.line, lesson.cells.indices.contains(cell) else {
        lines.append(note.message)
        continue
      }
      let start = lesson.cells[cell].span(line: line, column: note.column).start
      lines.append("\(lesson.path):\(start.line):\(start.column): \(note.message)")
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}

extension CellFailure.Kind {
  /// The kind as diagnostics name it: `compileError` is `compile-error`.
  fileprivate var identifier: String {
    rawValue.reduce(into: "") { $0 += $1.isUppercase ? "-\($1.lowercased())" : "\($1)" }
  }

  /// A skipped cell is a warning: the cell that it needs is the error.
  fileprivate var severity: Diagnostic.Severity {
    switch self {
    case .compileWarning, .needsFailedCell: .warning
    case .needsSlowCell: .note
    default: .error
    }
  }

  fileprivate var fix: String? {
    switch self {
    case .timeout: "make it shorter, or allow more with `timeout=120s` on the fence"
    case .thrown: "catch the error, or say `throws` on the fence if that is the point"
    case .tooMuchOutput: "print less: a page is for reading"
    case .needsFailedCell: "mend that cell first"
    default: nil
    }
  }
}
