import LessonEvents
import LessonMarkup

/// Tries the cells that announce a failure, each after the cells above it, in a program of its own.
package struct ApartTrials {
  let workshop: Workshop
  /// The cells that the lesson's own program ran to their end.
  let sound: Set<Int>

  private var lesson: Lesson { workshop.lesson }

  /// What became of a cell that must not compile, must crash, or must throw.
  func result(of cell: Int) throws(RunnerError) -> CellResult {
    switch lesson.cells[cell].options.outcome {
    case .rejects: try rejected(cell)
    case .traps: try ended(cell, as: .trap)
    case .throws: try ended(cell, as: .thrown)
    case .completes, .norun: CellResult(status: .notRun)
    }
  }

  private func parts(before cell: Int) -> [Program.Part] {
    workshop.plan.slots[..<cell].compactMap { slot in
      slot.cell.flatMap { sound.contains($0) ? Program.Part(cell: $0) : nil }
    }
  }

  // MARK: - Cells that must not compile

  private func rejected(_ cell: Int) throws(RunnerError) -> CellResult {
    let all = parts(before: cell)
    let needed = workshop.slice.cells(neededBy: [cell], among: all.compactMap(\.cell))
    // Few cells suffice to find what was announced; all of them are asked before anything is found wrong.
    let result = try rejected(cell, after: all.filter { $0.cell.map(needed.contains) == true })
    return result.status == .passed ? result : try rejected(cell, after: all)
  }

  private func rejected(
    _ cell: Int, after above: [Program.Part]
  ) throws(RunnerError) -> CellResult {
    let whole = try workshop.compile(above + [Program.Part(cell: cell)], for: .check)
    guard let errors = whole.triage.cellErrors[cell] else {
      return unexpected("says `rejects`, and compiles")
    }
    guard let rest = Self.withoutMarkedLines(lesson.cells[cell].code) else {
      return CellResult(
        status: .failed,
        failures: errors + [
          CellFailure(
            kind: .compileError,
            message: "says `rejects`, and marks no line as the one at fault",
            notes: [CellNote(message: "end the line that must not compile with `// rejects`")])
        ])
    }
    let mended = try workshop.compile(above + [Program.Part(cell: cell, code: rest)], for: .check)
    guard let others = mended.triage.cellErrors[cell] else {
      return CellResult(status: .passed, failures: errors)
    }
    return CellResult(
      status: .failed,
      failures: others.map { error in
        var error = error
        error.message = "does not compile without its marked line either: \(error.message)"
        return error
      })
  }

  /// The code with the lines that end in `// rejects` emptied; `nil` when there is none.
  package static func withoutMarkedLines(_ code: String) -> String? {
    var isMarked = false
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.trimmingSuffix(while: \.isWhitespace).hasSuffix("// rejects") else { return line }
      isMarked = true
      return ""
    }
    return isMarked ? lines.joined(separator: "\n") : nil
  }

  // MARK: - Cells that must crash or throw

  private func ended(_ cell: Int, as kind: CellFailure.Kind) throws(RunnerError) -> CellResult {
    let (parts, compiled) = try compile(cell)
    guard let program = compiled.outcome.program else {
      let errors = compiled.triage.cellErrors[cell] ?? []
      let absences = Dictionary(
        uniqueKeysWithValues: workshop.plan.program.filter { !sound.contains($0) }.map {
          ($0, CompileTriage.Absence(reason: "failed"))
        })
      if let needed = compiled.triage.absentCells(that: errors, need: absences) {
        return CellResult(status: .skipped, failures: [Self.need(needed)])
      }
      return CellResult(status: .failed, failures: errors)
    }
    let record = try workshop.runner.run(program, of: lesson)
    let cause = try workshop.cause(of: record, parts: parts, compiled: compiled)
    guard let cause, record.current == cell, let seen = record.cells[cell] else {
      if let cause {
        return CellResult(
          status: .failed,
          failures: [
            CellFailure(
              kind: cause.kind,
              message: "the cells above it fail when run again: \(cause.message)")
          ])
      }
      return unexpected(
        kind == .trap ? "says `traps`, and runs to its end" : "says `throws`, and throws nothing")
    }
    var result = CellResult(seen, of: cell, in: lesson)
    let isAsAnnounced = cause.kind == kind
    let wasSound = result.status == .passed
    result.fail(cause)
    if isAsAnnounced {
      if wasSound { result.status = .passed }
    } else if cause.kind == .thrown {
      result.failures.append(
        CellFailure(kind: .unexpectedSuccess, message: "says `traps`, and throws: say `throws`"))
    }
    return result
  }

  /// Compiles a cell after those it stands on; if these don't do, after all above it.
  ///
  /// Where cells share more than names there is no such choice: an object may be changed by cells that don't name it.
  private func compile(
    _ cell: Int
  ) throws(RunnerError) -> (parts: [Program.Part], compiled: Workshop.Compiled) {
    let all = parts(before: cell) + [Program.Part(cell: cell)]
    if workshop.slice.sharesOnlyNames {
      let needed = workshop.slice.cells(neededBy: [cell], among: all.compactMap(\.cell))
      let parts = needed.map { Program.Part(cell: $0) }
      let compiled = try workshop.compile(parts)
      if compiled.outcome.isAccepted { return (parts, compiled) }
    }
    return (all, try workshop.compile(all))
  }

  private func unexpected(_ message: String) -> CellResult {
    CellResult(
      status: .failed, failures: [CellFailure(kind: .unexpectedSuccess, message: message)])
  }

  private static func need(_ needed: (names: [String], cells: [Int])) -> CellFailure {
    let names = needed.names.map { "'\($0)'" }.joined(separator: ", ")
    let cells = needed.cells.map { "cell \($0 + 1)" }.joined(separator: ", ")
    return CellFailure(
      kind: .needsFailedCell, message: "needs \(names) from \(cells), which failed")
  }
}

extension Substring {
  /// Without the characters at its end that fulfil `condition`.
  fileprivate func trimmingSuffix(while condition: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, condition(last) { rest.removeLast() }
    return rest
  }
}
