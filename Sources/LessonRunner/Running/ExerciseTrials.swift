import LessonEvents
import LessonMarkup

/// Tries the stubs of exercises: each must compile, and fail its check.
///
/// All stubs stand in one program, which costs one compilation for a lesson; only when one of them ends the program
/// are those after it tried in another, where the first is solved.
struct ExerciseTrials {
  let workshop: Workshop
  /// The cells that the lesson's own program ran to their end.
  let sound: Set<Int>

  private var lesson: Lesson { workshop.lesson }
  private var pending: [LessonPlan.Exercise]
  private var results: [Int: CellResult] = [:]

  init(workshop: Workshop, sound: Set<Int>) {
    self.workshop = workshop
    self.sound = sound
    pending = workshop.plan.exercises.filter { exercise in
      guard exercise.stub != nil, let solution = exercise.solution, let check = exercise.check
      else { return false }
      return sound.contains(solution) && sound.contains(check)
    }
  }

  /// What became of each stub.
  mutating func run() throws(RunnerError) -> [Int: CellResult] {
    while !pending.isEmpty { try tryPending() }
    return results
  }

  private mutating func tryPending() throws(RunnerError) {
    let compiled = try compile()
    guard let program = compiled.outcome.program else { return refuse(compiled.triage) }
    let record = try workshop.runner.run(program, of: lesson)
    // Only whether it failed counts, not where.
    let cause = workshop.autopsy.cause(of: record, program: program, cells: compiled.program.cells)
    let undecided = pending.filter { exercise in
      guard let check = exercise.check, let seen = record.cells[check], seen.hasEnded else {
        return true
      }
      settle(exercise, isCaught: (seen.verification?.failures ?? 0) > 0)
      return false
    }
    if let first = undecided.first {
      if let cause, [.trap, .thrown].contains(cause.kind) {
        settle(first, isCaught: true)
      } else if let stub = first.stub {
        results[stub] = CellResult(
          status: .failed, failures: [cause].compactMap { $0 })
      }
    }
    pending = Array(undecided.dropFirst())
  }

  /// Compiles the cells that stubs and checks stand on; if those don't do, all up to the last check.
  private func compile() throws(RunnerError) -> Workshop.Compiled {
    let tried = Set(pending.compactMap(\.stub) + pending.compactMap(\.check))
    let needed = workshop.slice.cells(neededBy: tried, among: cells)
    let compiled = try workshop.compile(needed.map { Program.Part(cell: $0) })
    return compiled.outcome.isAccepted
      ? compiled : try workshop.compile(cells.map { Program.Part(cell: $0) })
  }

  /// The cells up to the last check, with the stubs that are tried in the place of their solutions.
  private var cells: [Int] {
    let stubs = Set(pending.compactMap(\.stub))
    let last = pending.compactMap(\.check).max() ?? 0
    return workshop.plan.slots[...last].compactMap { slot in
      if stubs.contains(slot.inlineAfter) { return slot.inlineAfter }
      return slot.cell.flatMap { sound.contains($0) ? $0 : nil }
    }
  }

  private mutating func settle(_ exercise: LessonPlan.Exercise, isCaught: Bool) {
    guard let stub = exercise.stub else { return }
    if isCaught {
      results[stub] = CellResult(status: .passed)
    } else {
      results[stub] = CellResult(
        status: .failed,
        failures: [
          CellFailure(
            kind: .unexpectedSuccess,
            message: "is a stub that passes the check of exercise '\(exercise.name)' already")
        ])
    }
  }

  /// Stubs that do not compile, or with which their check does not, are taken out of the trial.
  private mutating func refuse(_ triage: CompileTriage) {
    let refused = pending.filter { exercise in
      let blamed = [exercise.stub, exercise.check].compactMap { $0 }
      guard let stub = exercise.stub,
        let cell = blamed.first(where: { triage.cellErrors[$0] != nil }),
        let errors = triage.cellErrors[cell]
      else { return false }
      results[stub] = CellResult(status: .failed)
      for var error in errors {
        if cell != stub { error.message = "with this stub, another cell fails: \(error.message)" }
        results[stub]?.fail(error, at: cell, in: stub)
      }
      return true
    }
    // An error elsewhere comes from some stub: try the first alone, so that it is known which.
    if refused.isEmpty, let first = pending.first, let stub = first.stub {
      let errors = triage.cellErrors.sorted { $0.key < $1.key }
      results[stub] = CellResult(status: .failed)
      for (cell, found) in errors {
        for var error in found {
          error.message = "with this stub, another cell fails: \(error.message)"
          results[stub]?.fail(error, at: cell, in: stub)
        }
      }
      pending.removeFirst()
    }
    pending.removeAll { exercise in refused.contains(exercise) }
  }
}
