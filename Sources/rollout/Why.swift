import ArgumentParser
import LessonMarkup
import LessonRunner

/// `rollout why <lesson>`: what would make a lesson run again.
struct Why: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Tells why a lesson will run again, or that it won't.")

  @Argument(help: "The lessons, by number, stem or path; all of them by default.")
  var names: [String] = []

  @OptionGroup var options: CourseOptions

  func run() async throws {
    let course = try RunningCourse(options)
    for lesson in try course.workspace.lessons(named: names) {
      let reasons = try course.runner.reasonsToRun(lesson).map(\.description)
      let answer =
        reasons.isEmpty
        ? "won't run again: nothing that it depends on has changed"
        : "will run again: \(reasons.joined(separator: "; "))"
      print("\(lesson.stem) \(answer)")
    }
  }
}
