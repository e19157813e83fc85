import Charts
import LessonEvents
import LessonMarkup

extension PageWriter {
  /// An equation: number at the right, and beside it what its verification found.
  mutating func markup(of equation: Equation) throws -> MarkupNode {
    let steps = try steps(of: equation)
    var children = try steps ?? [formula(of: equation)]
    if let label = equation.label, let number = equation.number {
      children.append(
        element(
          "a",
          ["class": "number", "href": "#\(label)", "aria-label": "Link to Equation \(number)"],
          [.text("(\(number))")]))
      if let badge = badge(for: label) { children.append(badge) }
    }
    // Without a label there is nothing to link to, and an empty `id` would not be valid.
    let attributes =
      [MarkupAttribute("class", steps == nil ? "equation" : "equation derivation")]
      + (equation.label.map { [MarkupAttribute("id", $0)] } ?? [])
    return .element("div", attributes, children)
  }

  private mutating func formula(of equation: Equation) throws -> MarkupNode {
    let formula = Formula(equation.tex, isDisplay: true)
    let markup = try math(formula, line: equation.firstLine, column: equation.span.start.column)
    return element("div", ["class": "formula"], [markup])
  }

  /// The steps of a derivation, a line each with its reason; `nil` for other equations and for what
  /// KaTeX refuses.
  private func steps(of equation: Equation) throws -> [MarkupNode]? {
    guard let derivation = Derivation(equation.tex) else { return nil }
    var nodes: [MarkupNode] = []
    for step in derivation.steps {
      for (side, piece) in [("left", step.left), ("right", step.right)] {
        guard let markup = try piece.isEmpty ? "" : accepted(Derivation.formula(piece)) else {
          return nil
        }
        nodes.append(element("span", ["class": side], [.raw(markup)]))
      }
      if step.reason.isEmpty { continue }
      guard let reason = try reason(step) else { return nil }
      nodes.append(element("span", ["class": "reason"], reason))
    }
    return [element("div", ["class": "steps"], nodes)]
  }

  private func reason(_ step: Derivation.Step) throws -> [MarkupNode]? {
    var nodes: [MarkupNode] = []
    for piece in step.reason {
      switch piece {
      case .words(let words):
        nodes.append(.text(Typography.curled(words, after: nodes.isEmpty ? nil : "x")))
      case .math(let tex):
        guard let markup = try accepted(Formula(tex)) else { return nil }
        nodes.append(.raw(markup))
      }
    }
    return nodes
  }

  /// A formula's markup; `nil` when KaTeX refuses it.
  private func accepted(_ formula: Formula) throws -> String? {
    switch try input.math.markup(of: formula) {
    case .success(let markup): markup
    case .failure: nil
    }
  }

  /// The badge of an equation: what the cells that verify it found, all together.
  private func badge(for label: String) -> MarkupNode? {
    let cells = lesson.cells.filter { $0.options.verifies == label }
    let found = cells.compactMap { cell in verification(of: cell.index).map { (cell.index, $0) } }
    guard let first = found.first else { return nil }
    let total = found.dropFirst().reduce(first.1) { $0.combined(with: $1.1) }
    let verdict = Verdict(total)
    return element(
      "p", ["class": verdict.holds ? "badge" : "badge failed"],
      [
        element("a", ["href": "#\(Anchors.cell(first.0))"], [.text(verdict.word)]),
        .text(": \(verdict.finding)"),
      ])
  }

  /// What a cell's `verify` calls found.
  func verification(of cell: Int) -> Verification? {
    input.result.cells.indices.contains(cell) ? input.result.cells[cell].verification : nil
  }
}

/// A verification in words.
struct Verdict {
  /// Whether every comparison was within its tolerance.
  let holds: Bool
  /// "✓ checked", or its contrary.
  let word: String
  /// "largest difference 3.6e-15 over 64 cases".
  let finding: String

  /// Puts a verification into words.
  init(_ verification: Verification) {
    let cases = Quantities.count(verification.cases, "case")
    let difference = Quantities.twoDigits(verification.largestDifference)
    holds = verification.failures == 0 && verification.cases > 0
    word = holds ? "✓ checked" : "✗ not confirmed"
    let largest =
      verification.largestDifference == 0 ? "no difference" : "largest difference \(difference)"
    finding =
      holds
      ? "\(largest) over \(cases)"
      : "\(verification.failures) of \(cases) differ, by up to \(difference)"
  }
}

extension Verification {
  /// Both verifications as one.
  func combined(with other: Verification) -> Verification {
    Verification(
      // A difference that is not a number must not be lost.
      largestDifference: largestDifference.isNaN || other.largestDifference.isNaN
        ? .nan : max(largestDifference, other.largestDifference),
      tolerance: max(tolerance, other.tolerance), cases: cases + other.cases,
      failures: failures + other.failures)
  }
}
