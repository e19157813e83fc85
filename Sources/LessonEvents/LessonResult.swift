/// What became of one lesson when it was run: the one record that testing, updating and rendering all read.
public struct LessonResult: Codable, Sendable, Hashable {
  /// One result a cell, in the lesson's order.
  public var cells: [CellResult]
  /// The values of the inline cells, in the lesson's order; `nil` where it could not be computed.
  public var values: [String?]
  /// Seconds spent compiling; 0 when it came from the cache.
  public var compileSeconds: Double
  /// Seconds spent running.
  public var runSeconds: Double

  /// Collects what became of a lesson.
  public init(
    cells: [CellResult], values: [String?], compileSeconds: Double = 0, runSeconds: Double = 0
  ) {
    self.cells = cells
    self.values = values
    self.compileSeconds = compileSeconds
    self.runSeconds = runSeconds
  }
}

/// What became of one cell.
public struct CellResult: Codable, Sendable, Hashable {
  /// How it ended.
  public enum Status: String, Codable, Sendable, Hashable {
    /// It ran to its end, or did what it announced (`rejects`, `traps`, `throws`).
    case passed
    /// It did not: see the failures.
    case failed
    /// It was left out, since it needs a cell that failed: see the failures.
    case skipped
    /// Its options say that it is not to be run.
    case notRun
  }

  /// How it ended.
  public var status: Status
  /// What it printed and showed, in order; adjacent texts are joined.
  public var outputs: [CellOutput]
  /// What its `verify` calls found; `nil` when it has none.
  public var verification: Verification?
  /// What went wrong, or, for a cell that announced it, the message that came as announced.
  public var failures: [CellFailure]
  /// Seconds from its start to its end.
  public var seconds: Double

  /// Everything it printed, without what it showed.
  public var printed: String {
    outputs.map { if case .text(let text) = $0 { text } else { "" } }.joined()
  }

  /// Collects what became of a cell.
  public init(
    status: Status, outputs: [CellOutput] = [], verification: Verification? = nil,
    failures: [CellFailure] = [], seconds: Double = 0
  ) {
    self.status = status
    self.outputs = outputs
    self.verification = verification
    self.failures = failures
    self.seconds = seconds
  }
}

/// One piece of a cell's output.
public enum CellOutput: Codable, Sendable, Hashable {
  /// Printed text, valid UTF-8.
  case text(String)
  /// A figure, table, slider or animation.
  case display(Display)
}

/// Something that went wrong in a cell, or that the cell announced.
public struct CellFailure: Codable, Sendable, Hashable {
  /// What kind of thing.
  public enum Kind: String, Codable, Sendable, Hashable {
    case compileError, compileWarning, trap, thrown, timeout, mismatch, tooMuchOutput, notText
    /// It announced a failure that did not come.
    case unexpectedSuccess
    /// It needs a cell that failed.
    case needsFailedCell
  }

  /// What kind of thing.
  public var kind: Kind
  /// The message, one line or more.
  public var message: String
  /// Lines below the cell's first line of code, from 0, so that moving a cell changes nothing;
  /// `nil` when unknown.
  public var line: Int?
  /// The column in that line, from 1; `nil` when unknown.
  public var column: Int?

  /// Describes a failure.
  public init(kind: Kind, message: String, line: Int? = nil, column: Int? = nil) {
    self.kind = kind
    self.message = message
    self.line = line
    self.column = column
  }
}
