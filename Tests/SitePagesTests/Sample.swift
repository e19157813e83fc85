import Charts
import LessonEvents
import LessonMarkup
import SitePages

/// A course of three lessons that uses everything a page can show, with the runs that a runner
/// would have recorded.
enum Sample {
  static let course = Course(
    title: "Rollout",
    summary:
      "A course in reinforcement learning whose equations have unit tests. Every number and figure on its pages was computed by the Swift code above it.",
    module: "Rollout", product: "RolloutLessons",
    parts: [
      Course.Part(
        title: "Deciding with a model",
        summary: "When the world is known, the best decisions can be computed.",
        lessons: ["01-returns", "02-bellman-expectation", "03-optimality"]),
      Course.Part(
        title: "Value-based learning",
        summary: "When it is not, they can be learned from experience.", lessons: []),
    ])

  static var references: References {
    var sutton = Reference(
      key: "sutton2018", type: "book", title: "Reinforcement Learning: An Introduction")
    sutton.authors = [
      Reference.Name(family: "Sutton", given: "Richard S."),
      Reference.Name(family: "Barto", given: "Andrew G."),
    ]
    sutton.issued = "2018"
    sutton.publisher = "MIT Press"
    sutton.url = "http://incompleteideas.net/book/the-book-2nd.html"
    var puterman = Reference(
      key: "puterman1978", type: "article-journal",
      title: "Modified policy iteration algorithms for discounted Markov decision problems")
    puterman.authors = [
      Reference.Name(family: "Puterman", given: "Martin L."),
      Reference.Name(family: "Shin", given: "Moon Chirl"),
    ]
    puterman.issued = "1978"
    puterman.containerTitle = "Management Science"
    puterman.volume = "24"
    puterman.issue = "11"
    puterman.page = "1127–1137"
    puterman.doi = "10.1287/mnsc.24.11.1127"
    return References([sutton, puterman])
  }

  /// A lesson of the fixtures and its run.
  static func lesson(_ stem: String, _ text: String? = nil) -> SiteLesson {
    let path = "lessons/\(stem).md"
    let lesson = Lesson.parse(text ?? Fixtures.text("\(stem).md"), path: path)
    return SiteLesson(lesson, result(for: lesson))
  }

  /// All lessons with their runs.
  static var lessons: [SiteLesson] { course.parts.flatMap(\.lessons).map { lesson($0) } }

  /// What a runner would have recorded: a cell's comments say what it does.
  ///
  /// `// prints: …`, `// shows: name`, `// verified: difference cases`, `// error: line column
  /// message`, `// trap: line message`. A cell with an expectation prints that.
  static func result(for lesson: Lesson) -> LessonResult {
    LessonResult(
      cells: lesson.cells.map(run),
      values: lesson.inlineCells.map { $0.code == "broken" ? nil : "22.03" })
  }

  private static func run(_ cell: Cell) -> CellResult {
    var result = CellResult(status: cell.options.outcome == .norun ? .notRun : .passed)
    if let expected = cell.expectation { result.outputs.append(.text(expected.text)) }
    for line in cell.code.split(separator: "\n") {
      guard let start = line.firstRange(of: "// ") else { continue }
      let words = line[start.upperBound...].split(separator: " ", maxSplits: 1)
      guard words.count == 2 else { continue }
      let rest = String(words[1])
      switch words[0] {
      case "prints:": result.outputs.append(.text(rest.replacing("\\e", with: "\u{1B}") + "\n"))
      case "shows:": result.outputs.append(.display(SampleFigures.display(rest)))
      case "verified:":
        let numbers = rest.split(separator: " ").compactMap { Double($0) }
        result.verification = Verification(
          largestDifference: numbers[0], tolerance: 1e-12, cases: Int(numbers[1]),
          failures: numbers.count > 2 ? Int(numbers[2]) : 0)
      case "error:", "trap:":
        let parts = rest.split(separator: " ", maxSplits: 2)
        result.failures.append(
          CellFailure(
            kind: words[0] == "trap:" ? .trap : .compileError, message: String(parts[2]),
            line: Int(parts[0]), column: words[0] == "trap:" ? nil : Int(parts[1])))
      default: break
      }
    }
    return result
  }
}
