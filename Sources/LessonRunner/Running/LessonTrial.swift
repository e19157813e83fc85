import LessonEvents
import LessonMarkup

/// Compiles and runs a lesson's program until every cell that can be run has been.
///
/// A cell that does not compile is left out and the rest compiled again; so is one that ends the program, and the
/// cells after it run in another program without it. What needs a cell that was left out is skipped, by name.
struct LessonTrial {
  private typealias Absence = CompileTriage.Absence

  private var workshop: Workshop
  private let report: @Sendable (LessonProgress) -> Void
  private var lesson: Lesson { workshop.lesson }

  /// What became of each cell so far.
  private(set) var results: [Int: CellResult] = [:]
  /// The values of inline cells so far.
  private(set) var values: [Int: String] = [:]
  /// Why inline cells have no value.
  private(set) var valueFailures: [Int: CellFailure] = [:]
  /// Seconds spent compiling.
  private(set) var compileSeconds = 0.0
  /// Seconds spent running.
  private(set) var runSeconds = 0.0

  private var warnings: [Int: [CellFailure]] = [:]
  private var absences: [Int: Absence] = [:]

  init(_ workshop: Workshop, report: @escaping @Sendable (LessonProgress) -> Void) {
    self.workshop = workshop
    // What a second program repeats of the first is not told again.
    let news = NewsFilter()
    self.report = { progress in
      if let progress = news.new(in: progress) { report(progress) }
    }
    for cell in workshop.plan.slow {
      absences[cell] = Absence(reason: "is slow and was not asked for", isMeant: true)
    }
  }

  /// How the program that was run was compiled.
  var purpose: Compiler.Purpose { workshop.purpose }

  /// The cells that ran to their end, in the order of the program: what cells that are tried apart stand on.
  var soundCells: Set<Int> {
    Set(results.filter { $0.value.status != .skipped && absences[$0.key] == nil }.keys)
  }

  /// Compiles and runs; afterwards every cell of the program has its result.
  mutating func run() throws(RunnerError) {
    while let (parts, compiled) = try compileWhatCompiles(), let program = compiled.outcome.program
    {
      report(.running(cells: compiled.program.cells.count))
      let record = try workshop.runner.run(
        program, of: lesson,
        budget: workshop.purpose == .plain ? Workshop.budget(compiled.outcome) : nil, report: report
      )
      runSeconds += record.seconds
      if workshop.purpose == .plain && record.needsSpeed {
        workshop.purpose = .optimised
        continue
      }
      if record.cells.isEmpty && record.values.isEmpty && inlineCells(after: -1).isEmpty {
        throw RunnerError(
          .cannotStart, "the lesson's program \(program) ended before its first cell",
          underlying: record.errors.isEmpty ? "\(record.ending)" : record.errors,
          fix: "build the library again: swift build -c release")
      }
      let cause = try workshop.cause(of: record, parts: parts, compiled: compiled)
      // A cell that ran before may fail now, without the one that was left out: then there is no way on.
      let isStuck =
        cause != nil && record.isInCell && record.current.map { results[$0] != nil } == true
      take(record)
      guard let cause else { break }
      if isStuck || !exclude(cause, in: record) {
        skipTheRest(because: cause)
        break
      }
    }
    for (cell, failures) in warnings { results[cell]?.failures += failures }
  }

  /// The parts of the program without what was left out.
  private var parts: [Program.Part] {
    workshop.plan.slots.map { slot in
      Program.Part(
        cell: slot.cell.flatMap { absences[$0] == nil ? $0 : nil },
        inline: inlineCells(after: slot.inlineAfter))
    }
  }

  private func inlineCells(after cell: Int) -> [Int] {
    lesson.inlineCells.filter { $0.afterCell == cell && valueFailures[$0.index] == nil }
      .map(\.index)
  }

  // MARK: - Compiling

  private mutating func compileWhatCompiles() throws(RunnerError) -> (
    parts: [Program.Part], compiled: Workshop.Compiled
  )? {
    report(.compiling)
    while true {
      let parts = [Program.Part(cell: nil, inline: inlineCells(after: -1))] + self.parts
      guard parts.contains(where: isPending) else { return nil }
      let compiled = try workshop.compile(parts)
      compileSeconds += compiled.outcome.seconds
      if compiled.outcome.isAccepted {
        for (cell, found) in compiled.triage.cellWarnings where results[cell] == nil {
          warnings[cell] = found
        }
        return (parts, compiled)
      }
      try leaveOut(compiled)
    }
  }

  /// Whether something in a part has no result yet.
  private func isPending(_ part: Program.Part) -> Bool {
    part.cell.map { results[$0] == nil } == true || part.inline.contains { values[$0] == nil }
  }

  /// Leaves out every cell with an error; those that break the others' grammar first.
  private mutating func leaveOut(_ compiled: Workshop.Compiled) throws(RunnerError) {
    let malformed = try malformedCells(among: compiled.program.cells)
    if !malformed.isEmpty {
      for (cell, errors) in malformed { leaveOut(cell, errors) }
      return
    }
    for (cell, errors) in compiled.triage.cellErrors.sorted(by: { $0.key < $1.key }) {
      if let needed = compiled.triage.absentCells(that: errors, need: absences) {
        skip(cell, needed)
      } else {
        leaveOut(cell, errors)
      }
    }
    for (index, errors) in compiled.triage.inlineErrors {
      if let needed = compiled.triage.absentCells(that: errors, need: absences) {
        valueFailures[index] = need(needed)
      } else {
        valueFailures[index] = errors[0]
      }
    }
  }

  private mutating func leaveOut(_ cell: Int, _ errors: [CellFailure]) {
    absences[cell] = absences[cell] ?? Absence(reason: "does not compile")
    guard results[cell] == nil else { return }
    results[cell] = CellResult(status: .failed, failures: errors)
  }

  /// Cells that are not well formed by themselves: an unclosed brace makes the compiler blame the cells after it.
  private func malformedCells(among cells: [Int]) throws(RunnerError) -> [(Int, [CellFailure])] {
    var malformed: [(Int, [CellFailure])] = []
    for cell in cells {
      let program = Program(lesson, alone: cell)
      let messages = try workshop.programs.parse(program.text)
      let triage = CompileTriage(messages, program: program, lesson: lesson)
      if let errors = triage.cellErrors[cell] { malformed.append((cell, errors)) }
    }
    return malformed
  }

  // MARK: - Skipping

  private mutating func skip(_ cell: Int, _ needed: (names: [String], cells: [Int])) {
    let isMeant = isMeant(needed.cells)
    absences[cell] = Absence(
      reason: isMeant ? "needs a slow cell" : "needs a cell that failed", isMeant: isMeant)
    guard results[cell] == nil else { return }
    results[cell] = CellResult(status: isMeant ? .notRun : .skipped, failures: [need(needed)])
  }

  private func isMeant(_ cells: [Int]) -> Bool {
    cells.allSatisfy { absences[$0]?.isMeant == true }
  }

  private func need(_ needed: (names: [String], cells: [Int])) -> CellFailure {
    let names = needed.names.map { "'\($0)'" }.joined(separator: ", ")
    let cells = needed.cells.map { cell in
      "cell \(cell + 1), which \(absences[cell]?.reason ?? "is left out")"
    }
    return CellFailure(
      kind: isMeant(needed.cells) ? .needsSlowCell : .needsFailedCell,
      message: "needs \(names) from \(cells.joined(separator: ", or "))",
      notes: needed.cells.map { CellNote(message: "this cell is left out", cell: $0, line: 0) })
  }

  private mutating func skipTheRest(because failure: CellFailure) {
    let message = "could not be run, since the program without the failed cells fails earlier: "
    for cell in workshop.plan.program where results[cell] == nil && absences[cell] == nil {
      results[cell] = CellResult(
        status: .skipped,
        failures: [CellFailure(kind: .needsFailedCell, message: message + failure.message)])
    }
  }

  // MARK: - Running

  /// Takes what a run showed of cells that have no result yet.
  private mutating func take(_ record: RunRecord) {
    for (index, text) in record.values where values[index] == nil { values[index] = text }
    for (cell, seen) in record.cells where results[cell] == nil {
      results[cell] = CellResult(seen, of: cell, in: lesson)
    }
  }

  /// Leaves out what ended a run; `false` when nothing in it is to blame.
  private mutating func exclude(_ failure: CellFailure, in record: RunRecord) -> Bool {
    if record.isInCell, let cell = record.current {
      results[cell]?.fail(failure)
      absences[cell] = absences[cell] ?? Absence(reason: Self.reason(failure))
      return true
    }
    // Between cells only inline cells run: the first without a value is to blame.
    let cell = record.current ?? -1
    let slots = [-1] + workshop.plan.slots.map(\.inlineAfter)
    let order = slots.flatMap { slot in inlineCells(after: slot) }
    let candidates = order.filter { record.values[$0] == nil }
    guard let index = candidates.first else {
      // All is done: it died on its way out.
      results[cell]?.fail(failure)
      return false
    }
    valueFailures[index] = failure
    values[index] = nil
    return true
  }

  private static func reason(_ failure: CellFailure) -> String {
    switch failure.kind {
    case .thrown: "threw an error"
    case .timeout: "ran too long"
    case .tooMuchOutput: "printed too much"
    default: "crashed"
    }
  }
}

extension CellResult {
  /// What became of a cell, from what a run showed of it.
  init(_ seen: RunRecord.CellRecord, of cell: Int, in lesson: Lesson) {
    self.init(
      status: .passed, outputs: seen.outputs, verification: seen.verification,
      seconds: seen.seconds)
    var told: Set<Int> = []
    for mismatch in seen.mismatches where told.insert(mismatch.line).inserted {
      failures.append(CellFailure(mismatch, in: cell, of: lesson))
    }
    let untold = (seen.verification?.failures ?? told.count) - told.count
    if untold > 0 {
      failures.append(
        CellFailure(
          kind: .mismatch,
          message: "\(untold) more comparison\(untold == 1 ? "" : "s") failed on these lines"))
    }
    if seen.isMalformed {
      failures.append(
        CellFailure(
          kind: .notText,
          message: "printed bytes that are not UTF-8; each was replaced by U+FFFD"))
    }
    if seen.discarded > 0 {
      failures.append(
        CellFailure(
          kind: .tooMuchOutput,
          message: "printed too much: the last \(seen.discarded) bytes are left out"))
    }
    if !failures.isEmpty { status = .failed }
  }

  /// Adds a failure.
  mutating func fail(_ failure: CellFailure) {
    status = .failed
    failures.append(failure)
  }

  /// Adds a failure that was found in the code of another cell.
  mutating func fail(_ failure: CellFailure, at place: Int, in cell: Int) {
    var failure = failure
    if place != cell {
      failure.notes.append(
        CellNote(message: "it was here", cell: place, line: failure.line, column: failure.column))
      (failure.line, failure.column) = (nil, nil)
    }
    fail(failure)
  }
}

extension CellFailure {
  /// A comparison that failed, with its line.
  init(_ mismatch: Mismatch, in cell: Int, of lesson: Lesson) {
    let difference =
      mismatch.difference.isEmpty
      ? "" : " (they differ by \(mismatch.difference); \(mismatch.tolerance) is allowed)"
    self.init(
      kind: .mismatch, message: "\(mismatch.left) is not equal to \(mismatch.right)\(difference)")
    let owner = lesson.cells.first {
      ($0.firstLine..<($0.firstLine + $0.lineCount)).contains(mismatch.line)
    }
    guard let owner else { return }
    let line = mismatch.line - owner.firstLine
    if owner.index == cell {
      self.line = line
    } else {
      notes = [CellNote(message: "the comparison is here", cell: owner.index, line: line)]
    }
  }
}
