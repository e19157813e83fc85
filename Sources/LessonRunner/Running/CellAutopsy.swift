import LessonEvents
import LessonMarkup

/// Says in words why a run ended before its time, and at which line of which cell.
struct CellAutopsy: Sendable {
  let lesson: Lesson
  let symbolizer: Symbolizer

  /// Why the run ended; `nil` when it came to its end.
  ///
  /// - Parameter cells: The cells of the program, for the lines.
  func cause(
    of record: RunRecord, program: String, cells: [Int]
  ) -> (failure: CellFailure, cell: Int?)? {
    if record.ending == .exited(0) && record.interruption == nil && !record.isInCell { return nil }
    var failure = failure(record)
    let frames = record.crash.map { crash in
      let addresses = failure.kind == .thrown ? crash.thrownLookedUp : crash.lookedUp
      return symbolizer.frames(of: addresses, in: program)
    }
    let message = DeathMessage(record.errors)
    if failure.kind == .trap && message.reason == .silent,
      let reason = frames?.lazy.compactMap(\.runtimeFailure).first
    {
      failure.message = reason
    }
    let place = place(message, failure.kind, frames ?? [], cells: cells)
    failure.line = place?.line
    failure.column = place?.column
    return (failure, place?.cell)
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

  private func place(
    _ message: DeathMessage, _ kind: CellFailure.Kind, _ frames: [Symbolizer.Frame], cells: [Int]
  ) -> (cell: Int, line: Int, column: Int?)? {
    let name = lesson.path.split(separator: "/").last.map(String.init) ?? lesson.path
    if kind == .trap, let file = message.file, let line = message.line, file == "lesson/\(name)" {
      return cell(at: line, among: cells).map { ($0, line - lesson.cells[$0].firstLine, nil) }
    }
    for frame in frames where frame.line > 0 && frame.file.hasSuffix(lesson.path) {
      if let cell = cell(at: frame.line, among: cells) {
        let line = frame.line - lesson.cells[cell].firstLine
        return (cell, line, frame.column > 0 ? frame.column : nil)
      }
    }
    return nil
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
