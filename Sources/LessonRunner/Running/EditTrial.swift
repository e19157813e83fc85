import LessonEvents
import LessonMarkup

/// Runs what an edit touched, and what that stands on; everything else keeps its result.
struct EditTrial {
  let workshop: Workshop
  let scope: EditScope
  /// The result before the edit; all of it was as it should be.
  let old: LessonResult

  private var lesson: Lesson { workshop.lesson }

  /// The result of the lesson's own program after the edit.
  struct Outcome: Sendable {
    var results: [Int: CellResult]
    var values: [Int: String]
    var compileSeconds = 0.0
    var runSeconds = 0.0
  }

  /// Compiles and runs; `nil` when anything is not as it should be: then the whole lesson has to run.
  func run(
    report: @escaping @Sendable (LessonProgress) -> Void
  ) throws(RunnerError) -> Outcome? {
    var outcome = unchanged
    let parts = parts
    if parts.isEmpty { return outcome }
    report(.compiling)
    let compiled = try workshop.compile(parts)
    guard let program = compiled.outcome.program else { return nil }
    report(.running(cells: compiled.program.cells.count))
    // It was quick enough before the edit; more than that needs the choice between plain and optimised anew.
    let budget =
      workshop.purpose == .plain ? Workshop.budget(compiled.outcome) + 2 * old.runSeconds : nil
    let record = try workshop.runner.run(program, of: lesson, budget: budget, report: report)
    guard record.ending == .exited(0), record.interruption == nil else { return nil }
    for cell in compiled.program.cells {
      guard let seen = record.cells[cell], seen.hasEnded else { return nil }
      var result = CellResult(seen, of: cell, in: lesson)
      guard result.status == .passed else { return nil }
      result.failures += compiled.triage.cellWarnings[cell] ?? []
      if scope.cells.contains(cell) {
        outcome.results[cell] = result
      } else if result.outputs != old.cells[cell].outputs {
        // It was not to change: something is shared that names don't show.
        return nil
      }
    }
    for index in scope.inlineCells {
      guard let value = record.values[index] else { return nil }
      outcome.values[index] = value
    }
    outcome.compileSeconds = compiled.outcome.seconds
    outcome.runSeconds = record.seconds
    return outcome
  }

  private var unchanged: Outcome {
    let kept = workshop.plan.program.filter { !scope.cells.contains($0) }
    let values = lesson.inlineCells.indices.compactMap { index in
      scope.inlineCells.contains(index) ? nil : old.values[index].map { (index, $0) }
    }
    return Outcome(
      results: Dictionary(uniqueKeysWithValues: kept.map { ($0, old.cells[$0]) }),
      values: Dictionary(uniqueKeysWithValues: values))
  }

  private var parts: [Program.Part] {
    let program = workshop.plan.program
    let inline = scope.inlineCells.map { lesson.inlineCells[$0].code }
    let needed = Set(
      workshop.slice.cells(
        neededBy: scope.cells.intersection(program), and: inline, among: program))
    let slots = [LessonPlan.Slot(cell: nil, inlineAfter: -1)] + workshop.plan.slots
    return slots.compactMap { slot in
      let cell = slot.cell.flatMap { needed.contains($0) ? $0 : nil }
      let inline = lesson.inlineCells.filter {
        $0.afterCell == slot.inlineAfter && scope.inlineCells.contains($0.index)
      }.map(\.index)
      return cell == nil && inline.isEmpty ? nil : Program.Part(cell: cell, inline: inline)
    }
  }
}
