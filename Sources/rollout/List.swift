import ArgumentParser
import LessonMarkup

/// `rollout list`: the lessons and their titles.
struct List: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Lists the lessons of the course.")

  @OptionGroup var options: CourseOptions

  func run() async throws {
    let workspace = try Workspace(at: options.folder)
    for part in workspace.course.parts {
      say(part.title)
      for lesson in workspace.lessons where part.lessons.contains(lesson.stem) {
        let number = workspace.course.number(of: lesson.stem) ?? ""
        let indent = String(repeating: " ", count: max(0, 4 - number.count))
        let title = lesson.frontMatter.title
        say("\(indent)\(number)  \(title.isEmpty ? "(no title)" : title)  (\(lesson.path))")
      }
    }
    var report = Report()
    report.add(workspace.diagnostics(about: []))
    try report.finish(sources: workspace.sources, strict: options.strict)
  }
}
