import Charts
import LessonEvents
import LessonMarkup

extension PageWriter {
  /// A cell: its code and, directly below and visibly one thing with it, what became of it.
  mutating func cell(_ index: Int) throws -> MarkupNode {
    let cell = lesson.cells[index]
    let hasResult = input.result.cells.indices.contains(index)
    let result = hasResult ? input.result.cells[index] : CellResult(status: .notRun)
    let output = try output(of: cell, result)
    let content = [code(of: cell, hasOutput: output != nil), output].compactMap { $0 }
    var classes = "cell"
    if result.status == .failed || result.status == .skipped { classes += " failed" }
    if cell.options.hidden || cell.options.fold != nil { classes += " folded" }
    let anchor = Anchors.cell(index)
    let permalink = element(
      "a",
      ["class": "cell-number", "href": "#\(anchor)", "aria-label": "Link to cell \(index + 1)"],
      [.text("\(index + 1)")])
    let whole = [permalink] + content
    guard let title = PageWriter.foldTitle(of: cell.options) else {
      return element("div", ["class": classes, "id": anchor], whole)
    }
    return element(
      "details", ["class": "answer", "id": anchor],
      [element("summary", [:], [.text(title)]), element("div", ["class": classes], whole)])
  }

  /// The title under which a cell is folded with its output; `nil` when it isn't.
  private static func foldTitle(of options: CellOptions) -> String? {
    if options.solution != nil { return "Solution" }
    if options.check != nil { return "How an answer is checked" }
    return nil
  }

  private func code(of cell: Cell, hasOutput: Bool) -> MarkupNode {
    let block = CodeMarkup.swift(cell.code)
    let options = cell.options
    if options.hidden || options.fold != nil {
      let title = options.fold ?? (hasOutput ? "The code behind this" : "Code behind the scenes")
      return element(
        "details", ["class": "fold"], [element("summary", [:], [.text(title)]), block])
    }
    guard let label = PageWriter.label(of: options) else { return block }
    return .fragment([element("p", ["class": "cell-label"], [.text(label)]), block])
  }

  /// What a reader should know of a cell before reading it.
  private static func label(of options: CellOptions) -> String? {
    if options.exercise != nil { return "Yours to complete" }
    switch options.outcome {
    case .completes: return nil
    case .norun: return "Not run"
    case .rejects: return "Does not compile, on purpose"
    case .traps: return "Crashes, on purpose"
    case .throws: return "Throws, on purpose"
    }
  }

  /// What a cell printed, showed, verified and complained of; `nil` when that is nothing.
  private mutating func output(of cell: Cell, _ result: CellResult) throws -> MarkupNode? {
    var nodes: [MarkupNode] = []
    var entries = input.index.entries.filter { $0.cell == cell.index }[...]
    for output in result.outputs {
      switch output {
      case .text(let text):
        if !text.isEmpty { nodes.append(CodeMarkup.printed(text)) }
      case .display(let display):
        if let entry = entries.popFirst() {
          nodes.append(try figure(display, entry, at: cell.span))
        }
      }
    }
    for failure in result.failures {
      let file = lesson.path.split(separator: "/").last.map(String.init) ?? lesson.path
      nodes.append(CompilerMessage.markup(of: failure, in: cell, file: file))
    }
    if let verification = result.verification {
      nodes.append(try verdict(verification, on: cell))
    }
    return nodes.isEmpty ? nil : element("div", ["class": "output"], nodes)
  }

  private mutating func verdict(_ verification: Verification, on cell: Cell) throws -> MarkupNode {
    let verdict = Verdict(verification)
    var nodes = [
      element("strong", [:], [.text(verdict.word)]), .text(": \(verdict.finding)"),
    ]
    if let label = cell.options.verifies {
      nodes.append(" · ")
      nodes.append(try link(to: "#\(label)", title: "", [], at: cell.span))
    }
    return element("p", ["class": verdict.holds ? "verdict" : "verdict failed"], nodes)
  }
}
