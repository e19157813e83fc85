import ArgumentParser
import Glibc
import LessonMarkup

/// What a verb found wrong, printed last, so that it is what one sees.
struct Report {
  private var diagnostics: [Diagnostic] = []

  /// Adds what one check found.
  ///
  /// What an earlier check told of the same place counts once: the page's writer stumbles over the same dead links
  /// as `CourseChecks`, which runs without pages too and is asked first.
  mutating func add(_ found: some Sequence<Diagnostic>) {
    let known = Set(diagnostics.map(Finding.init))
    diagnostics += found.filter { !known.contains(Finding($0)) }
  }

  /// How many are of a severity.
  func count(_ severity: Diagnostic.Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }

  /// Whether something is wrong with a lesson.
  func hasErrors(in lesson: Lesson) -> Bool {
    diagnostics.contains { $0.severity == .error && $0.file == lesson.path }
  }

  /// Prints everything on standard error, and a line of counts; throws when it is a failure.
  func finish(sources: [String: String], strict: Bool) throws {
    show(sources: sources)
    if count(.error) > 0 || (strict && count(.warning) > 0) { throw ExitCode.failure }
  }

  /// Prints everything on standard error, and a line of counts.
  func show(sources: [String: String]) {
    guard !diagnostics.isEmpty else { return }
    let printer = DiagnosticPrinter(sources: sources, isColored: Terminal.error != nil)
    writeError(printer.text(diagnostics))
    writeError("\(counted(count(.error), "error")), \(counted(count(.warning), "warning"))\n")
  }

  /// What makes two diagnostics one, whatever their words.
  private struct Finding: Hashable {
    var identifier: String
    var file: String
    var start: SourcePosition?

    init(_ diagnostic: Diagnostic) {
      identifier = diagnostic.identifier
      file = diagnostic.file
      start = diagnostic.span?.start
    }
  }
}

/// "1 error", "2 errors".
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
