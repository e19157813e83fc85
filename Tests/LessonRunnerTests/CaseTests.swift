import Glibc
import LessonEvents
import LessonMarkup
import LessonRunner
import Testing

/// Every folder of `Cases` is a lesson and what the runner is expected to find in it.
///
/// `RECORD_CASES=1` writes what it finds, and fails, so that a recording is never taken for a passing test.
@Suite struct `Runner cases` {
  static let names = RunnerFixture.names(in: "\(RunnerFixture.sources)/Cases")

  @Test func `there are cases`() { #expect(Self.names.count >= 10) }

  @Test(arguments: names)
  func `a lesson comes out as expected`(_ name: String) async throws {
    let folder = "\(RunnerFixture.sources)/Cases/\(name)"
    let source = try #require(RunnerFixture.text(of: "\(folder)/lesson.md"))
    let lesson = Lesson.parse(Array(source.utf8), path: "lessons/lesson.md")
    let found = try await RunnerFixture.withFolder { scratch in
      var options = LessonRunner.Options()
      options.includesSlow = false
      let runner = try RunnerFixture.runner(in: scratch, options: options)
      let result = try await runner.result(of: lesson)
      return ResultText.describe(result, of: lesson)
    }
    let expected = "\(folder)/expected.txt"
    if getenv("RECORD_CASES") != nil {
      try RunnerFixture.write(found, to: expected)
      Issue.record("recorded \(expected): look at it, then run again without RECORD_CASES")
    } else {
      #expect(found == RunnerFixture.text(of: expected))
    }
  }
}

/// A result as text, all that is the same in every run.
enum ResultText {
  static func describe(_ result: LessonResult, of lesson: Lesson) -> String {
    var lines: [String] = []
    for (cell, found) in zip(lesson.cells, result.cells) {
      lines.append("cell \(cell.index + 1) (line \(cell.firstLine)): \(found.status.rawValue)")
      for output in found.outputs { lines += describe(output) }
      if let sum = found.verification {
        lines.append(
          "  verified \(sum.cases), failed \(sum.failures), largest difference "
            + "\(sum.largestDifference), tolerance \(sum.tolerance)")
      }
      if found.status == .passed {
        for failure in found.failures { lines.append("  announced: \(failure.message)") }
      }
    }
    for (cell, value) in zip(lesson.inlineCells, result.values) {
      lines.append("`\(cell.code)`: \(value ?? "no value")")
    }
    let diagnostics = result.diagnostics(in: lesson)
    if !diagnostics.isEmpty { lines.append("") }
    lines.append(DiagnosticPrinter(sources: [lesson.path: lesson.source]).text(diagnostics))
    return lines.joined(separator: "\n") + "\n"
  }

  private static func describe(_ output: CellOutput) -> [String] {
    switch output {
    case .text(let text):
      text.split(separator: "\n", omittingEmptySubsequences: false).map { "  | \($0)" }
    case .display(let display):
      ["  \(display.kind.rawValue) \(display.name ?? "-"), \(display.frames.count) frame(s)"]
        + ["  caption: \(display.caption ?? "-")", "  \(display.frames.map(\.description))"]
    }
  }
}
