import ArgumentParser
import LessonEvents
import LessonMarkup
import LessonRunner
import SitePages

/// `rollout build`: the site.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs lessons where that is needed and writes the site into site/public.")

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
    report.add(workspace.diagnostics)
    let results = try await course.results(of: wanted, verbose: options.verbose)
    for (lesson, result) in results {
      report.add(result.diagnostics(in: lesson))
      report.add(result.differences(in: lesson))
    }
    let done = Dictionary(uniqueKeysWithValues: results.map { ($0.stem, $1) })
    var site = Site(
      course: workspace.course, references: workspace.references,
      folders: Site.Folders(package: workspace.folder, cache: "\(workspace.cacheFolder)/site"),
      edition: Site.Edition(
        library: workspace.course.module, toolchain: course.toolchain.shortVersion))
    site.jobs = course.jobs
    let built = try site.build(
      workspace.lessons.map { lesson in
        done[lesson.stem].map { SiteLesson(lesson, $0) }
          ?? SiteLesson(lesson, resultIdentity: "", result: nil)
      })
    report.add(built.diagnostics)
    let checks = CourseChecks(
      course: workspace.course, lessons: workspace.lessons, references: workspace.references)
    for lesson in wanted { report.add(checks.diagnostics(for: lesson)) }
    if options.verbose { built.written.forEach { print("wrote site/public/\($0)") } }
    print(
      """
      site/public/index.html: \(counted(workspace.lessons.count, "lesson")), \(built.written.count) files written, \
      \(built.unchangedPages) pages unchanged
      """)
    try report.finish(sources: workspace.sources, strict: options.strict)
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
