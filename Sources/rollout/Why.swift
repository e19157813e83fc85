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
    let workspace = course.workspace
    let lessons = try workspace.lessons(named: names)
    for lesson in lessons { say("\(lesson.stem) \(try answer(for: lesson, course))") }
    var report = Report()
    report.add(workspace.diagnostics(about: lessons))
    try report.finish(sources: workspace.sources, strict: options.strict)
  }

  private func answer(for lesson: Lesson, _ course: RunningCourse) throws -> String {
    guard lesson.isSound else { return "can't run: its text has errors" }
    let reasons = try course.runner.reasonsToRun(lesson).map(\.description)
    return reasons.isEmpty
      ? "won't run again: nothing that it depends on has changed"
      : "will run again: \(reasons.joined(separator: "; "))"
  }
}
