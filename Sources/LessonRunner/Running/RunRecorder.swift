import Glibc
import LessonEvents

/// Watches a lesson's program and sorts what it writes by cell.
struct RunRecorder: ChildObserver {
  /// How much of a cell's output is kept, and how much ends it.
  struct Limits: Sendable, Hashable {
    /// Printed bytes kept of one cell.
    var kept = 1 << 20
    /// Bytes, printed and shown, at which a cell is ended.
    var allowed = 256 << 20
    /// Standard error kept, bytes.
    var errors = 1 << 16
  }

  private(set) var record = RunRecord()
  var deadline: UInt64 { min(cellDeadline, budgetEnd) }
  private(set) var wantsEnd = false

  private let limits: Limits
  private let timeout: @Sendable (Int) -> Double
  private let report: @Sendable (LessonProgress) -> Void
  private var cellDeadline: UInt64
  private let budgetEnd: UInt64
  private var decoder: EventDecoder
  private var printed: [UInt8] = []
  private var errors: [UInt8] = []
  private var kept = 0
  private var seen = 0

  /// Watches a program that was given `secret`.
  ///
  /// - Parameter timeout: Seconds that a cell may take; -1 stands for what comes before the first.
  /// - Parameter budget: Seconds that the whole program may take; `nil` means any number.
  /// - Parameter report: Hears of everything as it happens.
  init(
    secret: [UInt8], limits: Limits, timeout: @escaping @Sendable (Int) -> Double, budget: Double?,
    report: @escaping @Sendable (LessonProgress) -> Void
  ) {
    decoder = EventDecoder(secret: secret)
    self.limits = limits
    self.timeout = timeout
    self.report = report
    cellDeadline = Clock.nanoseconds() + UInt64(timeout(-1) * 1e9)
    budgetEnd = budget.map { Clock.nanoseconds() + UInt64($0 * 1e9) } ?? .max
  }

  mutating func received(_ bytes: ArraySlice<UInt8>) {
    seen += bytes.count
    if seen > limits.allowed && !wantsEnd {
      wantsEnd = true
      record.interruption = .flood(bytes: seen)
    }
    for piece in decoder.decode(bytes) { take(piece) }
  }

  mutating func receivedError(_ bytes: ArraySlice<UInt8>) {
    errors += bytes.prefix(max(0, limits.errors - errors.count))
    report(.complained(Array(bytes)))
  }

  /// What was seen, when the program has ended.
  mutating func finish(_ ending: ChildEnding, seconds: Double) -> RunRecord {
    for piece in decoder.finish() { take(piece) }
    flushText()
    if record.interruption == nil && [.signalled(SIGTERM), .signalled(SIGKILL)].contains(ending) {
      let now = Clock.nanoseconds()
      if now >= cellDeadline {
        record.interruption = .timeout(seconds: timeout(record.current ?? -1))
      } else if now >= budgetEnd {
        record.interruption = .outgrown
      }
    }
    record.errors = String(decoding: errors, as: UTF8.self)
    record.ending = ending
    record.seconds = seconds
    return record
  }

  private mutating func take(_ piece: EventDecoder.Piece) {
    switch piece {
    case .text(let bytes):
      let room = max(0, limits.kept - kept)
      printed += bytes.prefix(room)
      kept += min(room, bytes.count)
      if let cell = record.current, bytes.count > room {
        record.cells[cell]?.discarded += bytes.count - room
      }
      report(.printed(Array(bytes.prefix(room))))
    case .event(let event): take(event)
    case .broken: break
    }
  }

  private mutating func take(_ event: LessonEvent) {
    flushText()
    switch event {
    case .cellBegan(let cell):
      record.current = cell
      record.cells[cell] = RunRecord.CellRecord()
      (kept, seen) = (0, 0)
      cellDeadline = Clock.nanoseconds() + UInt64(timeout(cell) * 1e9)
      report(.cellBegan(cell))
    case .cellEnded(let cell, let nanoseconds, let verification):
      record.cells[cell]?.hasEnded = true
      record.cells[cell]?.seconds = Double(nanoseconds) / 1e9
      record.cells[cell]?.verification = verification
      cellDeadline = Clock.nanoseconds() + UInt64(timeout(-1) * 1e9)
      report(.cellEnded(cell))
    case .value(let index, let text): record.values[index] = text
    case .display(let display):
      add(.display(display))
      report(.displayed(display))
    case .mismatch(let mismatch):
      if let cell = record.current { record.cells[cell]?.mismatches.append(mismatch) }
    case .progress(let label, let fraction):
      report(.progress(label: label, fraction: fraction))
    case .thrown: break
    case .crashed(let crash): record.crash = crash
    }
  }

  /// Adds what was printed since the last event to the cell under way.
  private mutating func flushText() {
    guard !printed.isEmpty, let cell = record.current else { return }
    if let text = String(validating: printed, as: UTF8.self) {
      add(.text(text))
    } else {
      // A character that the limit cut is not the cell's fault.
      let text = String(decoding: printed, as: UTF8.self)
      let isCut =
        kept >= limits.kept
        && String(validating: printed.dropLast(4).wholeCharacters, as: UTF8.self) != nil
      if !isCut { record.cells[cell]?.isMalformed = true }
      add(.text(text))
    }
    printed = []
  }

  private mutating func add(_ output: CellOutput) {
    guard let cell = record.current else { return }
    if case .text(let more) = output, case .text(let text) = record.cells[cell]?.outputs.last {
      let last = (record.cells[cell]?.outputs.count ?? 1) - 1
      record.cells[cell]?.outputs[last] = .text(text + more)
    } else {
      record.cells[cell]?.outputs.append(output)
    }
  }
}

extension ArraySlice<UInt8> {
  /// Without the trailing bytes that may belong to an unfinished character.
  fileprivate var wholeCharacters: ArraySlice<UInt8> {
    guard let last = lastIndex(where: { $0 & 0xc0 != 0x80 }) else { return self }
    return self[..<last]
  }
}
