import LessonMarkup

/// A lesson's tree as text, a line for each part, for the cases' expectations.
struct TreeText {
  private(set) var text = ""
  private let lesson: Lesson

  init(_ lesson: Lesson) {
    self.lesson = lesson
    let front = lesson.frontMatter
    add(0, "title \(front.title)")
    add(0, "summary \(front.summary)")
    add(0, "seed \(front.seed), requires \(front.requires), source \(front.source)")
    lesson.blocks.forEach { block($0, 0) }
  }

  private mutating func add(_ depth: Int, _ line: String) {
    let visible = line.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "⏎")
    text += String(repeating: "  ", count: depth) + visible + "\n"
  }

  private mutating func block(_ block: Block, _ depth: Int) {
    switch block {
    case .paragraph(let inlines, let span):
      add(depth, "paragraph \(place(span))")
      inlines.forEach { inline($0, depth + 1) }
    case .heading(let level, let inlines, let anchor, let span):
      add(depth, "heading \(level) #\(anchor) \(place(span))")
      inlines.forEach { inline($0, depth + 1) }
    case .quote(let blocks):
      add(depth, "quote")
      blocks.forEach { self.block($0, depth + 1) }
    case .list(let start, let tight, let items):
      add(depth, "list \(start.map(String.init) ?? "bullets") \(tight ? "tight" : "loose")")
      for item in items {
        add(depth + 1, "item")
        item.forEach { self.block($0, depth + 2) }
      }
    case .thematicBreak: add(depth, "break")
    case .code(let language, let code, let span):
      add(depth, "code '\(language)' \(place(span)) \(code)")
    case .cell(let index): cell(lesson.cells[index], depth)
    case .equation(let equation):
      let label = equation.label.map { " \($0) = \(equation.number.map(String.init) ?? "?")" } ?? ""
      let kind = equation.isDerivation ? "derivation" : "equation"
      add(depth, "\(kind)\(label) \(place(equation.span)) \(equation.firstLine): \(equation.tex)")
    case .alert(let alert, let blocks, let span):
      add(depth, "alert \(alert) \(place(span))")
      blocks.forEach { self.block($0, depth + 1) }
    }
  }

  private mutating func cell(_ cell: Cell, _ depth: Int) {
    let indentation = cell.indentation > 0 ? " indented by \(cell.indentation)" : ""
    add(depth, "cell \(cell.index) \(place(cell.span))\(indentation) \(options(cell.options))")
    add(depth + 1, "code from \(cell.firstLine): \(cell.code)")
    guard let expectation = cell.expectation else { return }
    let tolerance = expectation.tolerance.map { " within \($0)" } ?? ""
    let bytes = Array(lesson.source.utf8)[expectation.contentRange]
    add(
      depth + 1,
      "output \(place(expectation.span))\(tolerance) from \(expectation.firstLine): \(expectation.text)"
    )
    add(depth + 1, "content \(String(decoding: bytes, as: UTF8.self).debugDescription)")
  }

  private func options(_ options: CellOptions) -> String {
    var words: [String] = []
    if options.outcome != .completes { words.append(options.outcome.rawValue) }
    if options.hidden { words.append("hidden") }
    if let fold = options.fold { words.append("fold(\(fold))") }
    if let timeout = options.timeout { words.append("timeout(\(timeout))") }
    if options.slow { words.append("slow") }
    if let verifies = options.verifies { words.append("verifies(\(verifies))") }
    if let name = options.exercise { words.append("exercise(\(name))") }
    if let name = options.solution { words.append("solution(\(name))") }
    if let name = options.check { words.append("check(\(name))") }
    return words.joined(separator: " ")
  }

  private mutating func inline(_ inline: Inline, _ depth: Int) {
    switch inline {
    case .text(let text): add(depth, "text \(text.debugDescription)")
    case .code(let code): add(depth, "code \(code.debugDescription)")
    case .emphasis(let inlines):
      add(depth, "emphasis")
      inlines.forEach { self.inline($0, depth + 1) }
    case .strong(let inlines):
      add(depth, "strong")
      inlines.forEach { self.inline($0, depth + 1) }
    case .softBreak: add(depth, "soft break")
    case .lineBreak: add(depth, "line break")
    case .link(let destination, let title, let inlines, let span):
      add(depth, "link \(place(span)) \(destination)\(title.isEmpty ? "" : " '\(title)'")")
      inlines.forEach { self.inline($0, depth + 1) }
    case .image(let source, let title, let alternative, let span):
      add(depth, "image \(place(span)) \(source) '\(title)' '\(alternative)'")
    case .reference(let label, let span): add(depth, "reference \(place(span)) \(label)")
    case .math(let tex, let span): add(depth, "math \(place(span)) \(tex)")
    case .value(let index):
      let cell = lesson.inlineCells[index]
      add(depth, "value \(index) \(place(cell.span)) after \(cell.afterCell): \(cell.code)")
    case .citation(let citations, let span):
      let works = citations.map { $0.locator.isEmpty ? $0.key : "\($0.key) (\($0.locator))" }
      add(depth, "citation \(place(span)) \(works.joined(separator: "; "))")
    }
  }

  private func place(_ span: SourceSpan) -> String {
    "\(span.start.line):\(span.start.column)–\(span.end.line):\(span.end.column)"
  }
}
