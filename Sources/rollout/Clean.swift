import ArgumentParser
import FoundationEssentials
import LessonRunner

/// `rollout clean`: removes the site and everything kept between runs.
struct Clean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Removes the built site and all results kept between runs.")

  @OptionGroup var options: CourseOptions

  func run() async throws {
    let workspace = try Workspace(at: options.folder)
    try LessonRunner.clean(course: workspace.folder)
    let site = "\(workspace.folder)/site/public"
    if FileManager.default.fileExists(atPath: site) {
      try FileManager.default.removeItem(atPath: site)
    }
  }
}
