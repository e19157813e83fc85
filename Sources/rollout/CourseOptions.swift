import ArgumentParser
import FoundationEssentials

/// Options that every verb understands.
struct CourseOptions: ParsableArguments {
  @Option(
    name: .customLong("course"),
    help: ArgumentHelp(
      "The course's folder; by default this one or the nearest above it that holds lessons/course.yml.",
      valueName: "folder"))
  var folder: String?

  @Flag(help: "Count warnings as errors.")
  var strict = false

  @Flag(help: "Say what is being done, cell by cell.")
  var verbose = false
}

/// Options of the verbs that run lessons.
struct RunOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "How many lessons run at once; by default one a core.")
  var jobs: Int?

  @Flag(name: .customLong("no-cache"), help: "Run lessons even if nothing has changed.")
  var ignoresCache = false

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs is \(jobs); it must be at least 1.") }
  }
}
