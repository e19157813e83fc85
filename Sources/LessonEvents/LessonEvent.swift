/// What a running lesson tells the tool, one event at a time, in the order it happened.
///
/// Events travel inside the child's standard output (see `EventFrame`), so text that a cell prints and
/// figures that it shows keep their order.
public enum LessonEvent: Codable, Sendable, Hashable {
  /// A cell starts; the number is its place among the lesson's cells, from 0.
  case cellBegan(Int)
  /// A cell came to its end, with what `verify` found in it (`nil` when it verified nothing).
  case cellEnded(Int, nanoseconds: UInt64, verification: Verification?)
  /// The value of an inline cell; the number is its place among the lesson's inline cells, from 0.
  case value(Int, String)
  /// A figure, a table, a slider or an animation.
  case display(Display)
  /// A `verify` that failed: how far apart the sides were and where (a line of the lesson).
  case mismatch(Mismatch)
  /// How far a long cell has come, from 0 to 1, for a person who watches.
  case progress(label: String, fraction: Double)
  /// An error thrown out of a cell.
  case thrown(cell: Int, description: String)
  /// The program is about to die of a signal.
  case crashed(Crash)
}

/// Where a program was when a signal ended it.
public struct Crash: Codable, Sendable, Hashable {
  /// The signal's number.
  public var signal: Int
  /// The instruction that was interrupted, counted from the program's start in memory; 0 when it is in another image.
  public var address: UInt64
  /// The return addresses on the stack, innermost first, counted from the program's start in memory; those of other
  /// images are left out.
  public var frames: [UInt64]
  /// The same at the last `throw`; empty unless throws are traced.
  public var thrownFrames: [UInt64]

  /// Describes a crash.
  public init(signal: Int, address: UInt64, frames: [UInt64], thrownFrames: [UInt64] = []) {
    self.signal = signal
    self.address = address
    self.frames = frames
    self.thrownFrames = thrownFrames
  }
}

/// What the `verify` calls of one cell found.
public struct Verification: Codable, Sendable, Hashable {
  /// The largest absolute difference between the two sides.
  public var largestDifference: Double
  /// The largest tolerance that any of the calls allowed.
  public var tolerance: Double
  /// How many comparisons were made.
  public var cases: Int
  /// How many of them were out of tolerance.
  public var failures: Int

  /// Describes the comparisons of one cell.
  public init(largestDifference: Double, tolerance: Double, cases: Int, failures: Int) {
    self.largestDifference = largestDifference
    self.tolerance = tolerance
    self.cases = cases
    self.failures = failures
  }
}

/// One comparison out of tolerance.
public struct Mismatch: Codable, Sendable, Hashable {
  /// The left side, as printed.
  public var left: String
  /// The right side, as printed.
  public var right: String
  /// The absolute difference (not a number when either side is).
  public var difference: String
  /// The tolerance of the call.
  public var tolerance: Double
  /// The line of the lesson that called `verify`, from 1.
  public var line: Int

  /// Describes a failed comparison.
  public init(left: String, right: String, difference: String, tolerance: Double, line: Int) {
    self.left = left
    self.right = right
    self.difference = difference
    self.tolerance = tolerance
    self.line = line
  }
}
