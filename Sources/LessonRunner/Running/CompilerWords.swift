import LessonEvents

/// What some of the compiler's messages mean in a lesson, in plain words.
enum CompilerWords {
  private static let redeclaration = "invalid redeclaration of "

  /// Whether an error says that a name is declared twice.
  static func isRedeclaration(_ failure: CellFailure) -> Bool {
    failure.message.contains(" is declared again: ") || failure.message.hasPrefix(redeclaration)
  }

  /// The name that an error cannot find; `nil` for other errors.
  static func missingName(in message: String) -> String? {
    let starts = ["cannot find type '", "cannot find operator '", "cannot find '"]
    guard let start = starts.first(where: { message.hasPrefix($0) }) else { return nil }
    return String(message.dropFirst(start.count).prefix { $0 != "'" })
  }

  /// Whether an error may only be the consequence of a missing name in the same cell.
  static func isConsequence(_ message: String) -> Bool {
    ["unable to type-check", "ambiguous", "could not be inferred", "cannot infer"]
      .contains { message[...].firstRange(of: $0) != nil }
  }

  /// Adds to an error what helps a lesson's author.
  ///
  /// - Parameter cell: The cell it is in.
  static func explain(_ failure: inout CellFailure, in cell: Int?) {
    if failure.message.hasPrefix(redeclaration) { explainRedeclaration(&failure, in: cell) }
    failure.message = withoutGroup(failure.message)
    if failure.message.hasPrefix("reference to var 'std"),
      failure.message.contains("not concurrency-safe")
    {
      failure.notes = [CellNote(message: "import it with: @preconcurrency import Glibc")]
    }
    if failure.message.contains("main actor-isolated"),
      failure.message.contains("nonisolated context")
    {
      // The compiler's own advice, to isolate the function, leads further astray.
      failure.notes.removeAll { $0.message.hasPrefix("add '@MainActor'") }
      failure.notes.append(
        CellNote(
          message: "a function can't see a lesson's top-level `var`: make it a `let`, or pass it"
            + " to the function as a parameter"))
    }
  }

  /// A warning's message without the compiler's name for its group, ` [#no-usage]`.
  private static func withoutGroup(_ message: String) -> String {
    guard message.hasSuffix("]"), let start = message[...].firstRange(of: " [#") else {
      return message
    }
    return String(message[..<start.lowerBound])
  }

  private static func explainRedeclaration(_ failure: inout CellFailure, in cell: Int?) {
    let name = failure.message.dropFirst(redeclaration.count)
    let other = failure.notes.first { $0.message.contains("previously declared here") }?.cell
    guard let cell else { return }
    if let other, other != cell {
      failure.message =
        "\(name) is declared again: cell \(cell + 1) and cell \(other + 1) both declare it"
      failure.notes.append(
        CellNote(message: "all cells are one program: use another name, or assign to the first"))
    } else if other == nil, name == "'lessonSeed'" {
      failure.message = "'lessonSeed' is declared again: it holds the front matter's seed"
    }
  }
}
