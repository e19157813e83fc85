import Glibc
import LessonMarkup
import LessonRunner
import Synchronization

/// Shows which lessons are running and how far they are: a line a running lesson that is redrawn in a terminal,
/// plain lines elsewhere.
final class ProgressDisplay: Sendable {
  private struct State {
    /// What each running lesson is doing, by its place.
    var doing: [Int: String] = [:]
    var cells: [Int: Int] = [:]
    var drawnLines = 0
  }

  private let lessons: [Lesson]
  private let verbose: Bool
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let state = Mutex(State())

  init(lessons: [Lesson], verbose: Bool) {
    self.lessons = lessons
    self.verbose = verbose
  }

  /// Takes note of what happened in the lesson with this place; from any thread.
  func report(_ place: Int, _ progress: LessonProgress) {
    state.withLock { state in
      let count = lessons[place].cells.count
      switch progress {
      case .compiling: state.doing[place] = "compiling"
      case .running: state.doing[place] = "running"
      case .cellBegan(let cell):
        state.cells[place] = cell
        state.doing[place] = "cell \(cell + 1) of \(count)"
      case .progress(let label, let fraction):
        let cell = state.cells[place].map { "cell \($0 + 1) of \(count)" } ?? "running"
        let percent = "\(Int((fraction * 100).rounded())) %"
        state.doing[place] = "\(cell), \(label.isEmpty ? "" : "\(label) ")\(percent)"
      case .tryingApart: state.doing[place] = "trying cells apart"
      case .finished(let isFresh):
        state.doing[place] = nil
        if isFresh { finished(place, &state) }
      case .cellEnded, .printed, .complained, .displayed: return
      }
      if isTerminal {
        redraw(&state)
      } else if verbose, let doing = state.doing[place] {
        writeError("\(lessons[place].stem): \(doing)\n")
      }
    }
  }

  /// Takes the running lines away.
  func finish() {
    state.withLock { state in
      state.doing = [:]
      if isTerminal { redraw(&state) }
    }
  }

  private func finished(_ place: Int, _ state: inout State) {
    erase(&state)
    writeError("ran \(lessons[place].stem)\n")
  }

  private func redraw(_ state: inout State) {
    erase(&state)
    let lines = state.doing.sorted { $0.key < $1.key }.map {
      "\(lessons[$0.key].stem): \($0.value)\n"
    }
    writeError(lines.joined())
    state.drawnLines = lines.count
  }

  private func erase(_ state: inout State) {
    guard isTerminal, state.drawnLines > 0 else { return }
    // Up that many lines, then clear to the end of the screen.
    writeError("\u{1B}[\(state.drawnLines)A\u{1B}[J")
    state.drawnLines = 0
  }
}
