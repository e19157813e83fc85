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
    /// The lines that stand on the terminal.
    var drawn: [String] = []
  }

  private let lessons: [Lesson]
  private let verbose: Bool
  private let terminal = Terminal.error
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
        state.doing[place] = "\(cell), \(progressText(label, fraction))"
      case .tryingApart: state.doing[place] = "trying cells apart"
      case .finished(let isFresh):
        state.doing[place] = nil
        if isFresh { finished(place, &state) }
      case .cellEnded, .printed, .complained, .displayed: return
      }
      if terminal != nil {
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
      redraw(&state)
    }
  }

  private func finished(_ place: Int, _ state: inout State) {
    writeError("\(erasure(&state))ran \(lessons[place].stem)\n")
  }

  private func redraw(_ state: inout State) {
    guard let terminal else { return }
    let lines = state.doing.sorted { $0.key < $1.key }.map {
      terminal.line("\(lessons[$0.key].stem): \($0.value)")
    }
    if lines == state.drawn { return }
    // In one piece, so that nothing flickers.
    writeError(erasure(&state) + lines.map { "\($0)\n" }.joined())
    state.drawn = lines
  }

  /// What takes the drawn lines away: up that many lines, then clear to the end of the screen.
  private func erasure(_ state: inout State) -> String {
    defer { state.drawn = [] }
    return state.drawn.isEmpty ? "" : "\u{1B}[\(state.drawn.count)A\u{1B}[J"
  }
}

/// "sweeps 40 %": how far a cell says that it has come.
func progressText(_ label: String, _ fraction: Double) -> String {
  let share = fraction.isFinite ? min(max(fraction, 0), 1) : 0
  return "\(label.isEmpty ? "" : "\(label) ")\(Int((share * 100).rounded())) %"
}
