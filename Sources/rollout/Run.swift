import ArgumentParser
import Glibc
import LessonEvents
import LessonMarkup
import LessonRunner
import Synchronization

/// `rollout run <lesson>`: a lesson in the terminal, live: each cell's code, then what it prints and shows.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs one lesson in the terminal, showing cells and what they print as they go.")

  @Argument(help: "The lesson, by number, stem or path.")
  var name: String

  @Flag(help: "Leave the code out, show only what it prints.")
  var quiet = false

  @OptionGroup var options: CourseOptions

  func run() async throws {
    var running = RunOptions.standard
    running.ignoresCache = true
    let course = try RunningCourse(options, running)
    guard let lesson = try course.workspace.lessons(named: [name]).first else { return }
    var report = Report()
    report.add(lesson.diagnostics)
    if report.count(.error) == 0 {
      let screen = LessonScreen(lesson, showsCode: !quiet)
      let result = try await course.runner.result(of: lesson) { screen.show($0) }
      report.add(result.diagnostics(in: lesson))
      report.add(result.differences(in: lesson))
    }
    try report.finish(sources: course.workspace.sources, strict: options.strict)
  }
}

/// What `rollout run` prints, as it happens.
private final class LessonScreen: Sendable {
  private let lesson: Lesson
  private let showsCode: Bool
  private let isTerminal = isatty(STDOUT_FILENO) == 1
  /// The last cell whose code was shown, so that a second try of a program doesn't show it again.
  private let shown = Mutex(-1)

  init(_ lesson: Lesson, showsCode: Bool) {
    self.lesson = lesson
    self.showsCode = showsCode
  }

  func show(_ progress: LessonProgress) {
    switch progress {
    case .cellBegan(let index):
      let isNew = shown.withLock { last in
        defer { last = max(last, index) }
        return index > last
      }
      if isNew, showsCode, !lesson.cells[index].options.hidden {
        write(code(of: lesson.cells[index]))
      }
    case .printed(let bytes): writeOutput(bytes)
    case .complained(let bytes): writeError(bytes)
    case .displayed(let display): write(text(of: display))
    case .progress(let label, let fraction) where isTerminal:
      let end = fraction >= 1 ? "\u{1B}[2K" : ""
      writeError("\r\(label) \(Int((fraction * 100).rounded())) %\r\(end)")
    case .compiling, .running, .cellEnded, .tryingApart, .finished, .progress: break
    }
  }

  private func code(of cell: Cell) -> String {
    let lines = cell.code.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let text = lines.map { "│ \($0)" }.joined(separator: "\n")
    let title = "\nCell \(cell.index + 1) (\(lesson.path):\(cell.firstLine))\n"
    return isTerminal ? "\u{1B}[2m\(title)\(text)\u{1B}[0m\n" : "\(title)\(text)\n"
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

  private func write(_ text: String) { writeOutput(text.utf8) }
}
