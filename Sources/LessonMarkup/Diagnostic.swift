/// A place in a lesson's text.
public struct SourcePosition: Sendable, Hashable, Comparable, Codable {
  /// The line, from 1.
  public var line: Int
  /// The column in characters, from 1.
  public var column: Int

  /// A place in a text.
  public init(line: Int, column: Int = 1) {
    self.line = line
    self.column = column
  }

  /// Reading order.
  public static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}

/// A stretch of a lesson's text; `end` is the place after its last character.
public struct SourceSpan: Sendable, Hashable, Codable {
  /// Where it starts.
  public var start: SourcePosition
  /// The place after its last character.
  public var end: SourcePosition

  /// A stretch from one place to another.
  public init(_ start: SourcePosition, _ end: SourcePosition) {
    self.start = start
    self.end = end
  }
}

/// Something an author or a reader should know about a file, with where, what and how to mend it.
public struct Diagnostic: Sendable, Hashable, Codable {
  /// How bad it is; only errors make a command fail (warnings too, with `--strict`).
  public enum Severity: String, Sendable, Hashable, Codable {
    case error, warning, note
  }

  /// A stable short name, e.g. `unknown-cell-option`.
  public var identifier: String
  /// How bad it is.
  public var severity: Severity
  /// The file, relative to the course's folder.
  public var file: String
  /// Where in the file; `nil` when it is about the whole file.
  public var span: SourceSpan?
  /// One line that says what is wrong.
  public var summary: String
  /// Why it is wrong, or more of what was found (a diff, the compiler's words); may be several lines.
  public var explanation: String?
  /// How to mend it.
  public var fix: String?

  /// Describes a problem.
  public init(
    _ identifier: String, _ severity: Severity = .error, file: String, at span: SourceSpan? = nil,
    summary: String, explanation: String? = nil, fix: String? = nil
  ) {
    self.identifier = identifier
    self.severity = severity
    self.file = file
    self.span = span
    self.summary = summary
    self.explanation = explanation
    self.fix = fix
  }
}
