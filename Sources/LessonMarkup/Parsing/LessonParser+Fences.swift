import CCmark

extension LessonParser {
  /// The languages that mean something to the course.
  private static let languages = ["swift", "output", "math"]

  /// Reads a code block: a cell, an expectation (which goes to its cell), an equation or plain code.
  mutating func codeBlock(
    _ node: OpaquePointer, _ container: Container, after previous: Block?
  ) -> Block? {
    let start = offset(of: node)
    let fence = Fence(node, start: start, lastLine: container.lastLine, in: text)
    guard let fence else {
      return .code(language: "", literal(node).normalizedLineEnds, text.span(range(of: node)))
    }
    let info = InfoString(fence.infoRange, in: text)
    let language = info.language?.name ?? ""
    checkClosed(fence, language: language)
    switch language {
    case "swift": return cell(fence, info)
    case "math": return equation(fence, info)
    case "output":
      if expect(fence, info, after: previous) { return nil }
    default: reportNearMiss(info.language)
    }
    return .code(language: language, fence.content, text.span(fence.range))
  }

  private mutating func cell(_ fence: Fence, _ info: InfoString) -> Block {
    let options = CellOptionsReader(info.options, &problems).options
    let line = text.lines[text.lineIndex(at: fence.start)]
    let cell = Cell(
      index: cells.count, code: fence.content, firstLine: fence.firstLine,
      indentation: text.position(at: fence.start).column - 1, span: text.span(fence.range),
      options: options)
    if cell.code.utf8.allSatisfy(\.isWhitespace) {
      problems.report("empty-cell", .warning, at: fence.openingRange, "the cell has no code")
    }
    if options.outcome == .rejects, !cell.code.lineSequence.contains(where: isMarkedAsRejected) {
      problems.report(
        "unmarked-rejection", at: fence.openingRange, "no line of this cell is marked as rejected",
        because: "The cell must not compile, and must compile without the lines that are marked.",
        fix: "end the line that the compiler must reject in: // rejects")
    }
    cells.append(cell)
    openings.append(fence.start..<line.upperBound)
    return .cell(cell.index)
  }

  private func isMarkedAsRejected(_ line: Substring) -> Bool {
    let end = line.utf8.reversed().drop(while: \.isWhitespace).reversed()
    return end.text.hasSuffix("// rejects")
  }

  private mutating func equation(_ fence: Fence, _ info: InfoString) -> Block {
    var label: String?
    for word in info.options {
      switch (word.name, word.value) {
      case ("label", let value?) where isLabel(value) && value.hasPrefix("eq-"): label = value
      case ("label", let value):
        problems.report(
          "invalid-label", at: word.valueRange, "'\(value ?? "")' can't be an equation's label",
          because: "It starts with eq- and has letters, digits and hyphens.",
          fix: "write, say, label=eq-bellman")
      default:
        problems.report(
          "unknown-math-option", at: word.range, "an equation has no option '\(word.name)'",
          fix: Suggestion.fix(for: word.name, in: ["label"]))
      }
    }
    let tex = fence.content.hasSuffix("\n") ? String(fence.content.dropLast()) : fence.content
    if tex.utf8.allSatisfy(\.isWhitespace) {
      problems.report("empty-equation", at: fence.openingRange, "the equation is empty")
    }
    let number = label.map { _ in equations.count { $0.label != nil } + 1 }
    let equation = Equation(
      tex: tex, label: label, number: number,
      isDerivation: tex.utf8.firstIndex(of: Array("&=".utf8), from: tex.utf8.startIndex) != nil,
      firstLine: fence.firstLine, span: text.span(fence.range))
    equations.append(equation)
    return .equation(equation)
  }

  /// Gives an `output` fence to the cell before it; false when there is none.
  private mutating func expect(_ fence: Fence, _ info: InfoString, after previous: Block?) -> Bool {
    guard case .cell(let index)? = previous, cells[index].expectation == nil else {
      problems.report(
        "orphan-output", at: fence.openingRange, "this output belongs to no cell",
        because: "An `output` fence stands right after the `swift` fence that prints it.",
        fix: "move it below its cell, or give it another language, e.g. text")
      return false
    }
    if cells[index].options.outcome == .norun {
      problems.report(
        "conflicting-cell-options", at: fence.openingRange,
        "the cell above is marked 'norun' and prints nothing", fix: "drop one of them")
    }
    cells[index].expectation = Expectation(
      text: fence.content, tolerance: tolerance(info), firstLine: fence.firstLine,
      contentRange: fence.contentRange, span: text.span(fence.range))
    return true
  }

  private mutating func tolerance(_ info: InfoString) -> Double? {
    var tolerance: Double?
    for word in info.options {
      guard word.name == "tolerance" else {
        problems.report(
          "unknown-output-option", at: word.range, "an output has no option '\(word.name)'",
          fix: Suggestion.fix(for: word.name, in: ["tolerance"]))
        continue
      }
      tolerance = word.value.flatMap(Double.init)
      if tolerance.map({ $0 > 0 && $0 < 1 }) != true {
        tolerance = nil
        problems.report(
          "invalid-tolerance", at: word.valueRange, "'\(word.value ?? "")' is not a tolerance",
          because: "It is relative: a number between 0 and 1.", fix: "write, say, tolerance=1e-6")
      }
    }
    return tolerance
  }

  // MARK: - Mistakes

  private mutating func checkClosed(_ fence: Fence, language: String) {
    if !fence.isClosed {
      let marks = String(repeating: Character(Unicode.Scalar(fence.character)), count: fence.length)
      return problems.report(
        "unterminated-fence", at: fence.openingRange, "this fence is never closed",
        because: "Everything below it, to the end of what holds it, was read as code.",
        fix: "write \(marks) on a line of its own below the last line of code")
    }
    guard Self.languages.contains(language) else { return }
    let opening = fence.content.lineSequence.firstIndex { line in
      let inside = Array(line.utf8).drop(while: \.isBlank)
      let run = inside.prefix { $0 == fence.character }
      return run.count >= fence.length && inside.dropFirst(run.count).first?.isLetter ?? false
    }
    guard let opening else { return }
    problems.report(
      "unterminated-fence", at: fence.openingRange,
      "this fence is not closed before line \(fence.firstLine + opening), which opens another",
      because: "A fence closes only at a line of backticks alone.",
      fix: "close it, or, if the line is meant, use more backticks for this fence")
  }

  private mutating func reportNearMiss(_ language: InfoString.Word?) {
    guard let language else { return }
    let bare = language.name.lowercased().filter(\.isLetter)
    let near = Self.languages.first {
      $0 != language.name && (bare == $0 || Suggestion.distance(bare, $0) == 1)
    }
    guard let near else { return }
    problems.report(
      "unknown-fence-language", .warning, at: language.range,
      "'\(language.name)' is shown as plain code", because: "Only `\(near)` fences mean more.",
      fix: "did you mean '\(near)'?")
  }
}
