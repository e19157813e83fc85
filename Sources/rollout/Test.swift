import ArgumentParser
import LessonEvents
import LessonMarkup
import LessonRunner

/// `rollout test`: do the lessons still do what they say?
struct Test: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs lessons and compares what they print with what they say.",
    discussion: """
      Cells marked `slow` run only in lessons that are named. With --update, `output` fences that differ are \
      rewritten, and nothing else; an output that changes from one run to the next is refused.
      """)

  @Argument(help: "The lessons, by number, stem or path; all of them by default.")
  var names: [String] = []

  @Flag(help: "Accept what the cells print now.")
  var update = false

  @OptionGroup var options: CourseOptions
  @OptionGroup var running: RunOptions

  func run() async throws {
    let course = try RunningCourse(options, running, includesSlow: !names.isEmpty)
    let workspace = course.workspace
    let lessons = try workspace.lessons(named: names)
    var report = Report()
    report.add(workspace.diagnostics(about: lessons))
    let results = try await course.results(of: lessons, verbose: options.verbose)
    let checks = workspace.checks(after: results)
    for lesson in lessons { report.add(checks.diagnostics(for: lesson)) }
    for (lesson, result) in results {
      report.add(result.diagnostics(in: lesson))
      let differences = result.differences(in: lesson)
      if update {
        report.add(try await accept(result, of: lesson, course))
        report.add(differences.filter { $0.identifier != "output-mismatch" })
      } else {
        report.add(differences)
      }
      if options.verbose { say(summary(of: lesson, result)) }
    }
    let passed = lessons.count { !report.hasErrors(in: $0) }
    say("\(passed) of \(counted(lessons.count, "lesson")) passed")
    try report.finish(sources: workspace.sources, strict: options.strict)
  }

  /// Rewrites the fences whose output changed; refuses those whose output isn't the same in two runs.
  private func accept(
    _ result: LessonResult, of lesson: Lesson, _ course: RunningCourse
  ) async throws -> [Diagnostic] {
    let changed = zip(lesson.cells, result.cells).filter { cell, cellResult in
      cellResult.status == .passed
        && cell.expectation?.mismatch(with: cellResult.printed) != nil
    }
    if changed.isEmpty { return [] }
    let unsteady = Set(try await course.runner.unsteadyCells(of: lesson, since: result).cells)
    let outputs = changed.filter { !unsteady.contains($0.0.index) }
      .map { ($0.0.index, $0.1.printed) }
    let path = "\(course.workspace.folder)/\(lesson.path)"
    let source = try Workspace.bytes(of: path)
    guard Lesson.parse(source, path: lesson.path).source == lesson.source else {
      throw CommandError("\(lesson.path) was changed while it ran, so it is left alone; run again.")
    }
    let updated = ExpectationUpdater.update(
      source, of: lesson, outputs: Dictionary(uniqueKeysWithValues: outputs))
    if updated != source {
      try Workspace.write(updated, to: path)
      say("updated \(lesson.path): \(counted(outputs.count, "output"))")
    }
    return changed.filter { unsteady.contains($0.0.index) }.map { cell, _ in
      Diagnostic(
        "unsteady-output", file: lesson.path, at: cell.expectation?.span ?? cell.span,
        summary: "cell \(cell.index + 1) prints something else each time it runs",
        explanation:
          "Two runs of the same program gave different outputs, so there is none to accept.",
        fix:
          "draw from RandomStream(seed: lessonSeed), and print nothing that depends on time or on the order of a Set"
      )
    }
  }

  private func summary(of lesson: Lesson, _ result: LessonResult) -> String {
    let verified = result.cells.compactMap(\.verification).map(\.cases).reduce(0, +)
    let expected = lesson.cells.count { $0.expectation != nil }
    let seconds = Int((result.runSeconds * 1000).rounded())
    return
      "\(lesson.stem): \(counted(lesson.cells.count, "cell")), \(counted(expected, "expected output")), \(counted(verified, "comparison")), \(seconds) ms"
  }
}

extension LessonResult {
  /// The labels of everything the lesson shows by name: `fig-…` and `tab-…`.
  var labels: Set<String> {
    Set(
      cells.flatMap(\.outputs).compactMap { output in
        guard case .display(let display) = output, let name = display.name else { return nil }
        return "\(display.kind == .table ? "tab" : "fig")-\(name)"
      })
  }
}
