extension LessonParser {
  /// Checks that the first heading is the lesson's title.
  mutating func checkTitle(against reader: FrontMatterReader) {
    guard let first = headings.first, first.level == 1 else {
      let start = text.startOfLine(text.lineIndex(at: reader.endOffset))
      let place = headings.first?.range ?? start..<start
      return problems.report(
        "missing-title", at: place, "the lesson does not start with its title",
        because: "The first heading is the title, the only one of the first level.",
        fix: "write # \(reader.frontMatter.title.isEmpty ? "…" : reader.frontMatter.title)")
    }
    let title = reader.frontMatter.title
    if !title.isEmpty, title != first.title {
      problems.report(
        "title-mismatch", at: first.range, "the heading is not the title of the front matter",
        because: "The front matter says: \(title)", fix: "write one title in both places")
    }
  }

  /// Checks what needs the whole lesson.
  mutating func checkLesson() {
    checkHeadings()
    checkEquations()
    checkExercises()
    checkTypedNumbers()
  }

  private mutating func checkHeadings() {
    for (above, heading) in zip(headings, headings.dropFirst()) {
      if heading.level == 1 {
        problems.report(
          "second-title", at: heading.range, "a lesson has one heading of the first level",
          fix: "write ## for a section")
      } else if heading.level > above.level + 1 {
        problems.report(
          "skipped-heading-level", .warning, at: heading.range,
          "this heading skips a level: it follows one of level \(above.level)",
          because: "The contents of the page, and those who listen to it, rely on the levels.",
          fix: "write \(String(repeating: "#", count: above.level + 1))")
      }
    }
  }

  // MARK: - Equations

  private mutating func checkEquations() {
    var first: [String: Equation] = [:]
    for equation in equations {
      guard let label = equation.label else { continue }
      if let other = first[label] {
        problems.report(
          "duplicate-label", in: opening(of: equation), "the label '\(label)' is already taken",
          because: "The equation in line \(other.span.start.line) has it.",
          fix: "give this one a name of its own")
      } else if let heading = headings.first(where: { $0.anchor == label }) {
        problems.report(
          "duplicate-label", in: opening(of: equation),
          "the label '\(label)' is also the anchor of a heading",
          because:
            "The heading in line \(text.position(at: heading.range.lowerBound).line) has it.",
          fix: "give the equation another name")
      }
      first[label] = first[label] ?? equation
    }
    checkVerifications(of: first.keys.sorted())
  }

  private mutating func checkVerifications(of labels: [String]) {
    for cell in cells {
      guard let label = cell.options.verifies, !labels.contains(label) else { continue }
      problems.report(
        "unknown-equation", at: openings[cell.index],
        "this cell verifies '\(label)', and no equation has that label",
        because: labels.isEmpty ? "No equation of the lesson has a label." : nil,
        fix: Suggestion.fix(for: label, in: labels))
    }
    let verified = cells.compactMap(\.options.verifies)
    for equation in equations where equation.isDerivation {
      if let label = equation.label, verified.contains(label) { continue }
      problems.report(
        "unverified-derivation", .warning, in: opening(of: equation),
        "no cell verifies this derivation",
        because: "A derivation (steps with &=) is held to numbers, like code to tests.",
        fix: equation.label.map { "write a cell: ```swift verifies=\($0)" }
          ?? "give it a label, and write a cell: ```swift verifies=eq-…")
    }
  }

  private func opening(of equation: Equation) -> SourceSpan {
    let line = text.lines[equation.span.start.line - 1]
    return SourceSpan(equation.span.start, text.position(at: line.upperBound))
  }

  // MARK: - Exercises

  private mutating func checkExercises() {
    var parts: [(name: String, role: String, cell: Int)] = []
    for cell in cells {
      let roles = [
        ("exercise", cell.options.exercise), ("solution", cell.options.solution),
        ("check", cell.options.check),
      ]
      for (role, name) in roles {
        guard let name else { continue }
        if let other = parts.first(where: { $0.name == name && $0.role == role }) {
          problems.report(
            "duplicate-label", at: openings[cell.index],
            "the \(role) of '\(name)' is given twice",
            because: "The cell in line \(cells[other.cell].span.start.line) is one too.",
            fix: "keep one, or give this one another name")
        }
        parts.append((name, role, cell.index))
      }
    }
    checkComplete(parts)
  }

  private mutating func checkComplete(_ parts: [(name: String, role: String, cell: Int)]) {
    var done: Set<String> = []
    for part in parts where done.insert(part.name).inserted {
      let roles = ["exercise", "solution", "check"]
      let missing = roles.filter { role in
        !parts.contains { $0.name == part.name && $0.role == role }
      }
      if !missing.isEmpty {
        let others = parts.map(\.name).filter { $0 != part.name }
        problems.report(
          "incomplete-exercise", at: openings[part.cell],
          "the exercise '\(part.name)' has no \(missing.joined(separator: " and no "))",
          because:
            "An exercise is three cells: a stub that fails the check, a solution that passes it, "
            + "and the check.",
          fix: Suggestion.fix(
            for: part.name, in: others,
            otherwise: "add a cell: ```swift \(missing[0])=\(part.name)"))
      } else if part.role != "exercise" {
        problems.report(
          "incomplete-exercise", at: openings[part.cell],
          "the \(part.role) of '\(part.name)' stands before the exercise",
          because: "The reader meets the stub first.", fix: "move it below the exercise")
      }
    }
  }

  // MARK: - Numbers

  private mutating func checkTypedNumbers() {
    var printed: [String: Int] = [:]
    for cell in cells {
      for number in numbers(in: Array((cell.expectation?.text ?? "").utf8)[...])
      where printed[number.digits] == nil {
        printed[number.digits] = cell.index
      }
    }
    for number in proseNumbers {
      guard let index = printed[number.digits] else { continue }
      problems.report(
        "typed-number", .warning, at: number.range,
        "\(number.digits) is typed here, and printed by the cell in line "
          + "\(cells[index].span.start.line)",
        because: "When the cell's output changes, the sentence will be wrong.",
        fix: "compute it in the sentence: `{swift} expression`")
    }
  }
}
