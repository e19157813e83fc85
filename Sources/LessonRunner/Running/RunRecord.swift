import Glibc
import LessonEvents

/// What was seen of one run of a lesson's program.
struct RunRecord: Sendable {
  /// What was seen of one cell.
  struct CellRecord: Sendable {
    var outputs: [CellOutput] = []
    var verification: Verification?
    var mismatches: [Mismatch] = []
    var seconds = 0.0
    var hasEnded = false
    /// Whether something it printed was not UTF-8.
    var isMalformed = false
    /// Bytes it printed that were not kept.
    var discarded = 0
  }

  /// Why the run was ended by us.
  enum Interruption: Sendable, Hashable {
    case timeout(seconds: Double)
    case flood(bytes: Int)
    /// A program that is not optimised ran longer than is worth waiting for.
    case outgrown
  }

  /// The cells that began.
  var cells: [Int: CellRecord] = [:]
  /// The values of inline cells.
  var values: [Int: String] = [:]
  /// The cell that began last.
  var current: Int?
  /// Where the program was when a signal ended it.
  var crash: Crash?
  /// Standard error.
  var errors = ""
  /// Why we ended it; `nil` when it ended by itself.
  var interruption: Interruption?
  /// How it ended.
  var ending = ChildEnding.exited(0)
  /// Seconds from start to end.
  var seconds = 0.0

  /// Whether the program may fare better when it is optimised: it took long, or used up its stack.
  var needsSpeed: Bool { interruption == .outgrown || ending == .signalled(SIGSEGV) }

  /// Whether the cell under way is unfinished.
  var isInCell: Bool { current.map { cells[$0]?.hasEnded != true } ?? false }
}
