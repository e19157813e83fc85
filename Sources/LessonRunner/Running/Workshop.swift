import LessonEvents
import LessonMarkup

/// What it takes to try a lesson's programs: the compiler, a place for what it makes, and a way to run it.
struct Workshop: Sendable {
  let lesson: Lesson
  let plan: LessonPlan
  let slice: ProgramSlice
  let module: String
  let programs: ProgramStore
  let runner: ProgramRunner
  let autopsy: CellAutopsy
  /// How programs that run are compiled.
  ///
  /// At first plain, which takes a fifth of the time: the library, where the numbers are made, is optimised anyway. A
  /// lesson that outgrows its budget is compiled again, optimised, and so from the start when it changes. The
  /// arithmetic is the same to the last bit either way: Swift never fuses or reorders floating-point operations.
  var purpose = Compiler.Purpose.plain

  /// Seconds that a program which is not optimised may run: about twice what its optimised compilation would take, so
  /// that the wrong choice costs little, once.
  static func budget(_ plain: Compiler.Outcome) -> Double { max(2, 8 * plain.cost) }

  /// A program that was compiled.
  struct Compiled {
    var program: Program
    var outcome: Compiler.Outcome
    var triage: CompileTriage
  }

  /// Writes and compiles the program of some parts, to run it.
  func compile(_ parts: [Program.Part]) throws(RunnerError) -> Compiled {
    try compile(parts, for: purpose)
  }

  /// Writes and compiles the program of some parts.
  func compile(
    _ parts: [Program.Part], for purpose: Compiler.Purpose
  ) throws(RunnerError) -> Compiled {
    let program = Program(lesson, parts: parts, module: module)
    let outcome = try programs.compile(program.text, for: purpose)
    let triage = CompileTriage(outcome.messages, program: program, lesson: lesson)
    if !outcome.isAccepted && triage.cellErrors.isEmpty && triage.inlineErrors.isEmpty {
      throw Self.failure(triage.otherErrors, library: programs.compiler.library)
    }
    return Compiled(program: program, outcome: outcome, triage: triage)
  }

  private static func failure(_ errors: [CompilerMessage], library: LessonLibrary) -> RunnerError {
    let text = errors.map { $0.text }.joined(separator: "\n")
    let isLibrary =
      text.contains("no such module") || text.contains("compiled with")
      || text.contains("created by")
    return RunnerError(
      isLibrary ? .noLibrary : .compilerFailed, "a lesson's program does not compile",
      underlying: text,
      fix: "build the library again: swift build -c release --product \(library.product)")
  }

  /// Why a run ended before its time, with the line; looks closer, in a program that is not optimised, when the
  /// fast one does not tell.
  func cause(
    of record: RunRecord, parts: [Program.Part], compiled: Compiled
  ) throws(RunnerError) -> CellFailure? {
    guard let program = compiled.outcome.program,
      let found = autopsy.cause(of: record, program: program, cells: compiled.program.cells)
    else { return nil }
    if found.line != nil || ![.trap, .thrown].contains(found.kind) { return found }
    // Only what ran until then, and the cell itself.
    let last = parts.firstIndex { $0.cell == record.current } ?? parts.count - 1
    let traced = try compile(Array(parts[...last]), for: .plain)
    guard let slow = traced.outcome.program else { return found }
    let second = try runner.run(slow, of: lesson, isTraced: true)
    guard second.current == record.current,
      let closer = autopsy.cause(of: second, program: slow, cells: traced.program.cells),
      closer.kind == found.kind
    else { return found }
    return closer
  }
}
