import ArgumentParser
import LessonEvents
import LessonMarkup
import LessonRunner
import SitePages

/// `rollout build`: the site.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs lessons where that is needed and writes the site into site/public.",
    discussion: """
      A lesson that fails when it runs gets a page that shows the failure where it happened. A lesson whose text has \
      errors isn't run and keeps the page it had. The other lessons are built in any case.
      """)

  @Argument(
    help: "The lessons whose pages are wanted, by number, stem or path; all of them by default.")
  var names: [String] = []

  @OptionGroup var options: CourseOptions
  @OptionGroup var running: RunOptions

  func run() async throws {
    let course = try RunningCourse(options, running)
    let workspace = course.workspace
    let wanted = try workspace.lessons(named: names)
    var report = Report()
    report.add(workspace.diagnostics(about: wanted))
    let results = try await course.results(of: wanted, verbose: options.verbose)
    let checks = workspace.checks(after: results)
    for lesson in wanted { report.add(checks.diagnostics(for: lesson)) }
    for (lesson, result) in results {
      report.add(result.diagnostics(in: lesson))
      report.add(result.differences(in: lesson))
    }
    let built: SiteReport
    do {
      built = try site(of: course, results)
    } catch {
      // What was found in the lessons is told all the same.
      report.show(sources: workspace.sources)
      throw error
    }
    let others = Set(workspace.lessons.map(\.path)).subtracting(wanted.map(\.path))
    report.add(built.diagnostics.filter { !others.contains($0.file) })
    if options.verbose { built.written.forEach { say("wrote site/public/\($0)") } }
    let failed = wanted.count { report.hasErrors(in: $0) }
    let lessons = counted(workspace.lessons.count, "lesson")
    say(
      """
      site/public/index.html: \(wanted.count < workspace.lessons.count ? "\(wanted.count) of " : "")\(lessons), \
      \(failed > 0 ? "\(failed) with errors, " : "")\(counted(built.written.count, "file")) written, \
      \(counted(built.unchangedPages, "page")) unchanged
      """)
    try report.finish(sources: workspace.sources, strict: options.strict)
  }

  /// Writes the pages of the lessons that have a result; those of the others are left as they are.
  private func site(
    of course: RunningCourse, _ results: [(Lesson, LessonResult)]
  ) throws -> SiteReport {
    let workspace = course.workspace
    let done = Dictionary(uniqueKeysWithValues: results.map { ($0.stem, $1) })
    var site = Site(
      course: workspace.course, references: workspace.references,
      folders: Site.Folders(package: workspace.folder, cache: "\(workspace.cacheFolder)/site"),
      edition: Site.Edition(
        library: workspace.course.module, toolchain: course.toolchain.shortVersion))
    site.jobs = course.jobs
    return try site.build(
      workspace.lessons.map { lesson in
        done[lesson.stem].map { SiteLesson(lesson, $0) }
          ?? SiteLesson(lesson, resultIdentity: "", result: nil)
      })
  }
}

extension Toolchain {
  /// "Swift 6.3.1", out of all that the compiler says of itself.
  var shortVersion: String {
    let words = version.split { $0 == " " || $0 == "\n" }
    guard let place = words.firstIndex(of: "version"), place + 1 < words.count else {
      return "Swift"
    }
    return "Swift \(words[place + 1])"
  }
}
