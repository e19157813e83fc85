public import LessonEvents
public import LessonMarkup

extension LessonResult {
  /// Where the cells that ran did not do what the lesson says of them: outputs that differ from their expectation, and
  /// cells that say they verify an equation but compare nothing.
  ///
  /// What failed to run is told by ``diagnostics(in:)``.
  public func differences(in lesson: Lesson) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (cell, result) in zip(lesson.cells, cells) where result.status == .passed {
      if let mismatch = cell.expectation?.mismatch(with: result.printed) {
        let start = SourcePosition(line: mismatch.line)
        found.append(
          Diagnostic(
            "output-mismatch", file: lesson.path,
            at: SourceSpan(start, SourcePosition(line: mismatch.line, column: 2)),
            summary: "cell \(cell.index + 1) prints something else than expected",
            explanation: mismatch.diff,
            fix: "mend the cell, or accept what it prints: rollout test \(lesson.stem) --update"))
      }
      if let label = cell.options.verifies, result.verification == nil {
        found.append(
          Diagnostic(
            "verifies-nothing", file: lesson.path, at: cell.span(line: 0, column: nil),
            summary:
              "cell \(cell.index + 1) says that it verifies \(label), but it compares nothing",
            fix: "compare the two sides: verify(left, equals: right, within: 1e-12)"))
      }
    }
    return found
  }
}
