import ArgumentParser
import FoundationEssentials
import LessonRunner

/// `rollout clean`: removes the site and everything kept between runs.
struct Clean: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Removes the built site and all results kept between runs.")

  @OptionGroup var options: CourseOptions

  func run() async throws {
    // A course that can't be read can still be cleaned.
    let folder = try Workspace.folder(at: options.folder)
    try LessonRunner.clean(course: folder)
    let site = "\(folder)/site/public"
    guard FileManager.default.fileExists(atPath: site) else { return }
    do {
      try FileManager.default.removeItem(atPath: site)
    } catch {
      throw CommandError("can't remove", site, error)
    }
  }
}
