/// A lesson as parsed: its front matter, its text as a tree, and the parts that other stages ask for by kind.
public struct Lesson: Sendable, Hashable {
  /// The path as given, relative to the course's folder, e.g. `lessons/02-bellman-expectation.md`.
  public var path: String
  /// The file name without `.md`; names the page.
  public var stem: String
  /// The text, exactly as read.
  public var source: String
  /// What stands between the `---` lines.
  public var frontMatter: FrontMatter
  /// The text as a tree, front matter left out.
  public var blocks: [Block]
  /// Every `swift` fence in order; ``Block/cell(_:)`` refers to them by place.
  public var cells: [Cell]
  /// Every inline cell in order; ``Inline/value(_:)`` refers to them by place.
  public var inlineCells: [InlineCell]
  /// What parsing found wrong; a lesson with errors can still be looked at, never published.
  public var diagnostics: [Diagnostic]

  /// Collects the parts of a lesson.
  public init(
    path: String, stem: String, source: String, frontMatter: FrontMatter, blocks: [Block],
    cells: [Cell], inlineCells: [InlineCell], diagnostics: [Diagnostic]
  ) {
    self.path = path
    self.stem = stem
    self.source = source
    self.frontMatter = frontMatter
    self.blocks = blocks
    self.cells = cells
    self.inlineCells = inlineCells
    self.diagnostics = diagnostics
  }
}

/// The closed vocabulary of a lesson's front matter.
public struct FrontMatter: Sendable, Hashable {
  /// The lesson's title.
  public var title: String
  /// What it is about, in a sentence or two.
  public var summary: String
  /// The seed of the lesson's random streams.
  public var seed: UInt64
  /// The stems of lessons it builds on.
  public var requires: [String]
  /// What in the lecture or the literature it follows.
  public var source: String

  /// Collects the keys.
  public init(
    title: String = "", summary: String = "", seed: UInt64 = 0, requires: [String] = [],
    source: String = ""
  ) {
    self.title = title
    self.summary = summary
    self.seed = seed
    self.requires = requires
    self.source = source
  }
}

/// A `swift` fence.
public struct Cell: Sendable, Hashable {
  /// Its place among the lesson's cells, from 0.
  public var index: Int
  /// Its code, ending in a line feed (LF only, whatever the file's line ends).
  public var code: String
  /// The line of its first line of code, from 1.
  public var firstLine: Int
  /// How many characters the fence is indented by (a cell in a list), removed from each line of code.
  public var indentation: Int
  /// The whole fence.
  public var span: SourceSpan
  /// Its options.
  public var options: CellOptions
  /// What it is expected to print: the `output` fence right after it.
  public var expectation: Expectation?

  /// Collects the parts of a cell.
  public init(
    index: Int, code: String, firstLine: Int, indentation: Int = 0, span: SourceSpan,
    options: CellOptions = CellOptions(), expectation: Expectation? = nil
  ) {
    self.index = index
    self.code = code
    self.firstLine = firstLine
    self.indentation = indentation
    self.span = span
    self.options = options
    self.expectation = expectation
  }
}

/// The closed vocabulary of a cell's options.
public struct CellOptions: Sendable, Hashable {
  /// What the cell announces of its own end.
  public enum Outcome: String, Sendable, Hashable {
    /// It compiles and runs to its end.
    case completes
    /// It is shown and not run (nor compiled).
    case norun
    /// It must not compile; it must without the lines that end in `// rejects`.
    case rejects
    /// It must crash; it is run apart, after the cells before it.
    case traps
    /// It must throw out of the cell.
    case `throws`
  }

  /// What the cell announces of its own end.
  public var outcome = Outcome.completes
  /// Run, and not shown on the page.
  public var hidden = false
  /// Shown collapsed under this title.
  public var fold: String?
  /// Seconds it may take; `nil` means the tool's default.
  public var timeout: Double?
  /// Runs long; skipped by `rollout test` unless asked for by name.
  public var slow = false
  /// The label of the equation it checks.
  public var verifies: String?
  /// The stub of this exercise: shown, compiled and tested to fail the check.
  public var exercise: String?
  /// The solution of this exercise: folded, compiled in place of the stub, tested to pass the check.
  public var solution: String?
  /// The check of this exercise: run against stub and solution, shown folded.
  public var check: String?

  /// No options.
  public init() {}
}

/// An `output` fence.
public struct Expectation: Sendable, Hashable {
  /// The text, LF only; a line that is `…` alone stands for any number of lines.
  public var text: String
  /// The relative tolerance for numbers; `nil` means exact.
  public var tolerance: Double?
  /// The line of its first line of text, from 1.
  public var firstLine: Int
  /// The fence's content as a range of UTF-8 offsets into the lesson's source, for byte-exact updates.
  public var contentRange: Range<Int>
  /// The whole fence.
  public var span: SourceSpan

  /// Collects the parts of an expectation.
  public init(
    text: String, tolerance: Double?, firstLine: Int, contentRange: Range<Int>, span: SourceSpan
  ) {
    self.text = text
    self.tolerance = tolerance
    self.firstLine = firstLine
    self.contentRange = contentRange
    self.span = span
  }
}

/// An expression whose value stands in the prose: a code span that begins with `{swift}`, such as
/// `{swift} returns.mean`.
public struct InlineCell: Sendable, Hashable {
  /// Its place among the lesson's inline cells, from 0.
  public var index: Int
  /// The expression.
  public var code: String
  /// The index of the last cell above it; it is evaluated right after that cell (-1: before all).
  public var afterCell: Int
  /// Where it stands, backticks included.
  public var span: SourceSpan

  /// Collects the parts of an inline cell.
  public init(index: Int, code: String, afterCell: Int, span: SourceSpan) {
    self.index = index
    self.code = code
    self.afterCell = afterCell
    self.span = span
  }
}
