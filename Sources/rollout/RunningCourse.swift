import FoundationEssentials
import LessonEvents
import LessonMarkup
import LessonRunner

/// A course with what it takes to run its lessons: the compiler, the library, and a runner.
struct RunningCourse {
  let workspace: Workspace
  let toolchain: Toolchain
  let runner: LessonRunner
  let jobs: Int

  /// Reads the course, finds the compiler, and builds the library where that is needed.
  init(
    _ options: CourseOptions, _ running: RunOptions = .standard, includesSlow: Bool = true
  ) throws {
    workspace = try Workspace(at: options.folder)
    try workspace.requireCourse()
    let memory = Memory(folder: "\(workspace.cacheFolder)/memory")
    toolchain = try Toolchain.find(
      searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "", memory: memory)
    let library = try LibraryBuild.library(
      module: workspace.course.module, product: workspace.course.product,
      package: workspace.folder, toolchain: toolchain, report: { writeError($0) })
    var runnerOptions = LessonRunner.Options()
    runnerOptions.usesCache = !running.ignoresCache
    runnerOptions.includesSlow = includesSlow
    runnerOptions.jobs = running.jobs ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
    jobs = runnerOptions.jobs
    runner = LessonRunner(
      course: workspace.folder, library: library, toolchain: toolchain,
      cache: workspace.cacheFolder, memory: memory, options: runnerOptions)
  }

  /// Runs lessons that parsed without errors, several at once, and shows how far they are.
  ///
  /// - Returns: Each lesson with its result.
  func results(of lessons: [Lesson], verbose: Bool) async throws -> [(Lesson, LessonResult)] {
    let sound = lessons.filter(\.isSound)
    let display = ProgressDisplay(lessons: sound, verbose: verbose)
    defer { display.finish() }
    let results = try await runner.results(of: sound) { display.report($0, $1) }
    return Array(zip(sound, results))
  }
}

extension Lesson {
  /// Whether it parsed without errors: others are reported, and neither run nor published.
  var isSound: Bool { !diagnostics.contains { $0.severity == .error } }
}

extension RunOptions {
  /// The options that nobody gave.
  static var standard: RunOptions {
    var options = RunOptions()
    options.jobs = nil
    options.ignoresCache = false
    return options
  }
}
