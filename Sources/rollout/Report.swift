import ArgumentParser
import Glibc
import LessonMarkup

/// What a verb found wrong, printed last, so that it is what one sees.
struct Report {
  private var diagnostics: [Diagnostic] = []

  /// Adds what was found; the same thing found twice counts once.
  mutating func add(_ found: some Sequence<Diagnostic>) {
    for diagnostic in found where !diagnostics.contains(diagnostic) {
      diagnostics.append(diagnostic)
    }
  }

  /// How many are of a severity.
  func count(_ severity: Diagnostic.Severity) -> Int {
    diagnostics.count { $0.severity == severity }
  }

  /// Prints everything on standard error, and a line of counts; throws when it is a failure.
  func finish(sources: [String: String], strict: Bool) throws {
    if !diagnostics.isEmpty {
      let printer = DiagnosticPrinter(sources: sources, isColored: isatty(STDERR_FILENO) == 1)
      writeError(printer.text(diagnostics))
      writeError("\(counted(count(.error), "error")), \(counted(count(.warning), "warning"))\n")
    }
    if count(.error) > 0 || (strict && count(.warning) > 0) { throw ExitCode.failure }
  }
}

/// "1 error", "2 errors".
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
