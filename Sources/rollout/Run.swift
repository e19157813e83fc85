import ArgumentParser
import LessonMarkup
import LessonRunner

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
      screen.showRest(of: result)
      report.add(result.diagnostics(in: lesson))
      report.add(result.differences(in: lesson))
    }
    try report.finish(sources: course.workspace.sources, strict: options.strict)
  }
}
