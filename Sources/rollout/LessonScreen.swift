import LessonEvents
import LessonMarkup
import LessonRunner
import Synchronization

/// What `rollout run` prints: cells as they run, then those that ran in programs of their own.
final class LessonScreen: Sendable {
  private struct State {
    /// The cells whose code was shown, so that a second try of a program doesn't show it again.
    var shown: Set<Int> = []
    /// Whether a line of progress stands on the terminal, to be wiped before anything else is written.
    var hasProgress = false
  }

  private let lesson: Lesson
  private let showsCode: Bool
  private let state = Mutex(State())

  init(_ lesson: Lesson, showsCode: Bool) {
    self.lesson = lesson
    self.showsCode = showsCode
  }

  /// Shows what happens, as it happens; from any thread, in order.
  func show(_ progress: LessonProgress) {
    switch progress {
    case .cellBegan(let index):
      let isNew = state.withLock { $0.shown.insert(index).inserted }
      if isNew { showCode(of: lesson.cells[index]) }
    case .printed(let bytes):
      wipeProgress()
      writeOutput(bytes)
    case .complained(let bytes):
      wipeProgress()
      writeError(bytes)
    case .displayed(let display): write(text(of: display))
    case .progress(let label, let fraction): showProgress(label, fraction)
    case .compiling, .running, .cellEnded, .tryingApart, .finished: wipeProgress()
    }
  }

  /// Shows the cells that never began in the lesson's own program: those that announce a failure, and stubs.
  func showRest(of result: LessonResult) {
    wipeProgress()
    let shown = state.withLock { $0.shown }
    for (cell, result) in zip(lesson.cells, result.cells) where !shown.contains(cell.index) {
      guard result.status == .passed, cell.options.outcome != .norun else { continue }
      showCode(of: cell)
      for output in result.outputs {
        switch output {
        case .text(let text): write(text)
        case .display(let display): write(self.text(of: display))
        }
      }
      for failure in result.failures { write("as announced: \(failure.message)\n") }
    }
  }

  private func showCode(of cell: Cell) {
    guard showsCode, !cell.options.hidden else { return }
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let text = lines.map { "│ \($0)" }.joined(separator: "\n")
    let title = "\nCell \(cell.index + 1) (\(lesson.path):\(cell.firstLine))\n"
    write(Terminal.output == nil ? "\(title)\(text)\n" : "\u{1B}[2m\(title)\(text)\u{1B}[0m\n")
  }

  private func text(of display: Display) -> String {
    let frames = display.frames.map { frame in
      display.frames.count > 1
        ? "\(display.control ?? "frame") = \(frame.label)\n\(frame.text)" : frame.text
    }
    // All frames of an animation would flood the screen: its first and its last one say enough.
    let shown = frames.count > 4 ? [frames[0], "  …", frames[frames.count - 1]] : frames
    let caption = display.caption.map { "\n\($0)" } ?? ""
    return "\(shown.joined(separator: "\n"))\(caption)\n"
  }

  private func showProgress(_ label: String, _ fraction: Double) {
    guard let terminal = Terminal.error, Terminal.output != nil else { return }
    let line = terminal.line(progressText(label, fraction))
    writeError("\r\u{1B}[2K\(line)")
    state.withLock { $0.hasProgress = true }
  }

  private func wipeProgress() {
    let isThere = state.withLock { state in
      defer { state.hasProgress = false }
      return state.hasProgress
    }
    if isThere { writeError("\r\u{1B}[2K") }
  }

  private func write(_ text: String) {
    wipeProgress()
    writeOutput(text.utf8)
  }
}
