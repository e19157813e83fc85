import LessonEvents
import LessonMarkup

/// Says in words why a run ended before its time, and at which line of which cell.
struct CellAutopsy: Sendable {
  let lesson: Lesson
  let symbolizer: Symbolizer

  /// Why the run ended, with the line in the cell under way and, when it was in a function of another cell, the place
  /// there; `nil` when the run came to its end.
  ///
  /// - Parameter cells: The cells of the program, for the lines.
  func cause(of record: RunRecord, program: String, cells: [Int]) -> CellFailure? {
    if record.ending == .exited(0) && record.interruption == nil && !record.isInCell { return nil }
    var failure = failure(record)
    let message = DeathMessage(record.errors)
    let addresses = record.crash.map { crash in
      if failure.kind == .thrown { return crash.thrownLookedUp }
      return record.interruption == nil ? crash.lookedUp : crash.interruptedLookedUp
    }
    let frames = symbolizer.frames(of: addresses ?? [], in: program)
    if failure.kind == .trap && message.reason == .silent,
      let reason = frames.lazy.compactMap(\.runtimeFailure).first
    {
      failure.message = reason
    }
    let own = failure.kind == .trap ? place(named: message, cells: cells) : nil
    let places = [own].compactMap { $0 } + frames.compactMap { place(of: $0, cells: cells) }
    let current = record.isInCell ? record.current : nil
    let call = places.first { $0.cell == current }
    failure.line = call?.line
    // Where in an endless line it was ended is chance.
    failure.column = record.interruption == nil ? call?.column : nil
    if let origin = places.first, origin.cell != current {
      failure.notes.append(
        CellNote(
          message: "it was here", cell: origin.cell, line: origin.line, column: origin.column))
    }
    return failure
  }

  private func failure(_ record: RunRecord) -> CellFailure {
    switch record.interruption {
    case .timeout(let seconds):
      return CellFailure(
        kind: .timeout,
        message: "was still running after \(Self.text(seconds)) s and was ended")
    case .flood(let bytes):
      return CellFailure(
        kind: .tooMuchOutput, message: "wrote more than \(bytes >> 20) MiB and was ended")
    case .outgrown, nil: break
    }
    let message = DeathMessage(record.errors)
    switch (message.reason, record.ending) {
    case (.thrown, _): return CellFailure(kind: .thrown, message: message.text)
    case (.trap, _): return CellFailure(kind: .trap, message: message.text)
    case (.silent, .signalled(let signal)):
      let words = SignalName.explanation(Int(signal))
      return CellFailure(
        kind: .trap, message: message.text.isEmpty ? words : "\(message.text)\n\(words)")
    case (.silent, .exited(let status)):
      return CellFailure(kind: .trap, message: "it ended the whole program with exit(\(status))")
    }
  }

  private typealias Place = (cell: Int, line: Int, column: Int?)

  /// The place that Swift's own message names, if it is the lesson's.
  private func place(named message: DeathMessage, cells: [Int]) -> Place? {
    let name = lesson.path.split(separator: "/").last.map(String.init) ?? lesson.path
    guard let line = message.line, message.file == "lesson/\(name)",
      let cell = cell(at: line, among: cells)
    else { return nil }
    return (cell, line - lesson.cells[cell].firstLine, nil)
  }

  private func place(of frame: Symbolizer.Frame, cells: [Int]) -> Place? {
    guard frame.line > 0, frame.file.hasSuffix(lesson.path),
      let cell = cell(at: frame.line, among: cells)
    else { return nil }
    let line = frame.line - lesson.cells[cell].firstLine
    return (cell, line, frame.column > 0 ? frame.column : nil)
  }

  private func cell(at line: Int, among cells: [Int]) -> Int? {
    cells.first {
      let first = lesson.cells[$0].firstLine
      return (first..<(first + lesson.cells[$0].lineCount)).contains(line)
    }
  }

  static func text(_ seconds: Double) -> String {
    seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
  }
}

extension Symbolizer.Frame {
  /// The words of a check that optimised code makes without a message.
  fileprivate var runtimeFailure: String? {
    let mark = "Swift runtime failure: "
    return function.hasPrefix(mark) ? String(function.dropFirst(mark.count)) : nil
  }
}
