/// What became of one lesson when it was run: the one record that testing, updating and rendering all read.
public struct LessonResult: Codable, Sendable, Hashable {
  /// One result a cell, in the lesson's order.
  public var cells: [CellResult]
  /// The values of the inline cells, in the lesson's order; `nil` where it could not be computed.
  public var values: [String?]
  /// Why inline cells have no value.
  public var valueFailures: [ValueFailure]
  /// Seconds spent compiling; 0 when it came from the cache.
  public var compileSeconds: Double
  /// Seconds spent running.
  public var runSeconds: Double

  /// Collects what became of a lesson.
  public init(
    cells: [CellResult], values: [String?], valueFailures: [ValueFailure] = [],
    compileSeconds: Double = 0, runSeconds: Double = 0
  ) {
    self.cells = cells
    self.values = values
    self.valueFailures = valueFailures
    self.compileSeconds = compileSeconds
    self.runSeconds = runSeconds
  }
}

/// Why an inline cell has no value.
public struct ValueFailure: Codable, Sendable, Hashable {
  /// Its place among the lesson's inline cells, from 0.
  public var index: Int
  /// What went wrong; line 0 and column 1 are the first character of its expression.
  public var failure: CellFailure

  /// Describes why an inline cell has no value.
  public init(index: Int, failure: CellFailure) {
    self.index = index
    self.failure = failure
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
    /// It needs a cell that was left out on purpose, being slow.
    case needsSlowCell
  }

  /// What kind of thing.
  public var kind: Kind
  /// The message, one line or more.
  public var message: String
  /// Lines below the cell's first line of code, from 0, so that moving a cell changes nothing;
  /// `nil` when unknown.
  public var line: Int?
  /// The column in that line, from 1 (without the fence's indentation); `nil` when unknown.
  public var column: Int?
  /// What else the compiler said of it, and the places it concerns.
  public var notes: [CellNote]

  /// Describes a failure.
  public init(
    kind: Kind, message: String, line: Int? = nil, column: Int? = nil, notes: [CellNote] = []
  ) {
    self.kind = kind
    self.message = message
    self.line = line
    self.column = column
    self.notes = notes
  }
}

/// Something that belongs to a failure and may stand in another cell.
public struct CellNote: Codable, Sendable, Hashable {
  /// The message.
  public var message: String
  /// The place of the cell among the lesson's cells, from 0; `nil` when it is about no cell.
  public var cell: Int?
  /// Lines below that cell's first line of code, from 0.
  public var line: Int?
  /// The column in that line, from 1.
  public var column: Int?

  /// Describes a note.
  public init(message: String, cell: Int? = nil, line: Int? = nil, column: Int? = nil) {
    self.message = message
    self.cell = cell
    self.line = line
    self.column = column
  }
}
