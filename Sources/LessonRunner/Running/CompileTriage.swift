import LessonEvents
import LessonMarkup

/// Sorts what the compiler said of a program by the cells it is about.
struct CompileTriage {
  /// Why a cell is left out of the program.
  struct Absence: Sendable, Hashable {
    /// Completes "which …".
    var reason: String
    /// Whether it was meant to be left out, so that what needs it is not at fault either.
    var isMeant = false
  }

  /// The errors of each cell.
  private(set) var cellErrors: [Int: [CellFailure]] = [:]
  /// The warnings of each cell.
  private(set) var cellWarnings: [Int: [CellFailure]] = [:]
  /// The errors of each inline cell.
  private(set) var inlineErrors: [Int: [CellFailure]] = [:]
  /// Errors that are about no cell.
  private(set) var otherErrors: [CompilerMessage] = []

  private let program: Program
  private let lesson: Lesson

  /// Sorts `messages` about `program`.
  init(_ messages: [CompilerMessage], program: Program, lesson: Lesson) {
    self.program = program
    self.lesson = lesson
    for message in messages where message.severity != .note { take(message) }
    keepOnlyRedeclarations()
  }

  private mutating func take(_ message: CompilerMessage) {
    let isError = message.severity == .error
    switch place(of: message) {
    case .cell(let cell, let line, let column):
      let failure = failure(message, in: cell, line: line, column: column)
      if isError {
        cellErrors[cell, default: []].append(failure)
      } else if column != nil {
        cellWarnings[cell, default: []].append(failure)
      }
    case .inline(let index, let line, let column):
      let failure = failure(message, in: nil, line: line, column: column)
      if isError { inlineErrors[index, default: []].append(failure) }
    case nil:
      if isError { otherErrors.append(message) }
    }
  }

  private func place(of message: CompilerMessage) -> Program.Place? {
    program.place(file: message.file, line: message.line, column: message.column)
  }

  private func failure(
    _ message: CompilerMessage, in cell: Int?, line: Int, column: Int?
  ) -> CellFailure {
    var failure = CellFailure(
      kind: message.severity == .error ? .compileError : .compileWarning, message: message.text,
      line: line, column: column)
    failure.notes = message.notes.map { note in
      guard case .cell(let cell, let line, let column) = place(of: note) else {
        return CellNote(message: note.text)
      }
      return CellNote(message: note.text, cell: cell, line: line, column: column)
    }
    CompilerWords.explain(&failure, in: cell)
    return failure
  }

  /// A name that two cells declare makes every use of it ambiguous: only the second declaration is at fault.
  private mutating func keepOnlyRedeclarations() {
    let redeclaring = cellErrors.filter { $0.value.contains(where: CompilerWords.isRedeclaration) }
    if !redeclaring.isEmpty {
      cellErrors = redeclaring
      inlineErrors = [:]
    }
  }

  /// The cells that declare what `errors` miss, if missing names, and what follows from them, are all that is wrong.
  func absentCells(
    that errors: [CellFailure], need absences: [Int: Absence]
  ) -> (names: [String], cells: [Int])? {
    var names: [String] = []
    var cells: Set<Int> = []
    for error in errors {
      guard let name = CompilerWords.missingName(in: error.message) else {
        if CompilerWords.isConsequence(error.message) { continue }
        return nil
      }
      guard let cell = cell(thatDeclares: name, among: absences.keys.sorted()) else { return nil }
      if !names.contains(name) { names.append(name) }
      cells.insert(cell)
    }
    return names.isEmpty ? nil : (names, cells.sorted())
  }

  /// The first cell with a declaration of `name`, or at least with a mention of it.
  private func cell(thatDeclares name: String, among cells: [Int]) -> Int? {
    let names = cells.map { CellNames(lesson.cells[$0].code, provided: []) }
    let place =
      names.firstIndex { $0.declared.contains(name[...]) }
      ?? names.firstIndex { $0.mentioned.contains(name[...]) }
    return place.map { cells[$0] }
  }
}
