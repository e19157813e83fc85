public import LessonEvents

/// What happens while a lesson is compiled and run, for a person who watches; nothing of it is needed for the result.
public enum LessonProgress: Sendable {
  /// Its program is being compiled.
  case compiling
  /// Its program starts; it has this many cells.
  case running(cells: Int)
  /// A cell starts.
  case cellBegan(Int)
  /// The cell under way printed something; not always whole characters.
  case printed([UInt8])
  /// The cell under way wrote to standard error.
  case complained([UInt8])
  /// The cell under way showed something.
  case displayed(Display)
  /// How far the cell under way has come, from 0 to 1.
  case progress(label: String, fraction: Double)
  /// A cell came to its end.
  case cellEnded(Int)
  /// Cells and exercises are being tried apart; nothing that they print is reported.
  case tryingApart
  /// The result is there; `isFresh` when it did not come from the cache.
  case finished(isFresh: Bool)
}
