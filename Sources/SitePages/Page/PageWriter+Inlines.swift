import Charts
import LessonEvents
import LessonMarkup

extension PageWriter {
  /// The inline text of a whole block.
  mutating func markup(of inlines: [Inline]) throws -> MarkupNode {
    lastCharacter = nil
    return try markup(ofPart: inlines)
  }

  /// Inline text inside other inline text.
  mutating func markup(ofPart inlines: [Inline]) throws -> MarkupNode {
    var nodes: [MarkupNode] = []
    for inline in inlines { nodes.append(try markup(of: inline)) }
    return .fragment(nodes)
  }

  /// Text in inline Markdown from elsewhere (a caption, a title), placed for diagnostics at `span`.
  mutating func markup(ofInlineMarkdown text: String, at span: SourceSpan?) throws -> MarkupNode {
    let parsed = Inline.parse(text, path: lesson.path)
    captionSpan = span
    defer { captionSpan = nil }
    for problem in parsed.diagnostics {
      report(
        problem.identifier, problem.severity, at: span, problem.summary,
        explanation: problem.explanation, fix: problem.fix)
    }
    return try markup(of: parsed.inlines)
  }

  private mutating func markup(of inline: Inline) throws -> MarkupNode {
    defer { lastCharacter = PageWriter.lastCharacter(of: inline) ?? lastCharacter }
    switch inline {
    case .text(let text): return .text(Typography.curled(text, after: lastCharacter))
    case .emphasis(let inlines): return element("em", [:], [try markup(ofPart: inlines)])
    case .strong(let inlines): return element("strong", [:], [try markup(ofPart: inlines)])
    case .code(let code): return element("code", [:], [.text(code)])
    case .softBreak: return "\n"
    case .lineBreak: return element("br")
    case .link(let destination, let title, let inlines, let span):
      return try link(to: destination, title: title, inlines, at: span)
    case .image(let source, let title, let alternative, let span):
      return image(source, title: title, alternative: alternative, at: span)
    case .reference(let label, let span):
      return try link(to: label.contains("#") ? label : "#\(label)", title: "", [], at: span)
    case .math(let tex, let span):
      // The TeX starts after "$`".
      let (line, column) = (span.start.line, span.start.column + 2)
      return try math(Formula(tex), line: line, column: column)
    case .value(let index): return value(index)
    case .citation(let citations, let span): return citation(citations, at: span)
    }
  }

  /// What a quote after the inline should take it to end in; `nil` when what it holds has told
  /// already.
  private static func lastCharacter(of inline: Inline) -> Character? {
    switch inline {
    case .text(let text): text.last
    case .softBreak, .lineBreak: " "
    case .emphasis, .strong, .link: nil
    case .code, .image, .reference, .math, .value, .citation: "x"
    }
  }

  /// A formula, or its TeX where KaTeX refuses it.
  mutating func math(_ formula: Formula, line: Int, column: Int) throws -> MarkupNode {
    switch try input.math.markup(of: formula) {
    case .success(let markup): return .raw(markup)
    case .failure(let error):
      let place = error.position(in: formula.tex, line: line, column: column)
      let start = SourcePosition(line: place.line, column: place.column)
      let end = SourcePosition(line: place.line, column: place.column + 1)
      report(
        "broken-tex", at: SourceSpan(start, end), "KaTeX: \(error.message)",
        explanation: "The formula can't be set, so the page shows its TeX.")
      return element("code", ["class": "broken"], [.text(formula.tex)])
    }
  }

  private func value(_ index: Int) -> MarkupNode {
    let code = lesson.inlineCells.indices.contains(index) ? lesson.inlineCells[index].code : ""
    let values = input.result.values
    guard values.indices.contains(index), let value = values[index] else {
      return element("span", ["class": "value broken", "title": code], ["?"])
    }
    let text = Typography.signed(PlainText.withoutEscapes(value))
    return element("span", ["class": "value", "title": code], [.text(text)])
  }

  private mutating func citation(_ citations: [Citation], at span: SourceSpan) -> MarkupNode {
    var nodes: [MarkupNode] = []
    for citation in citations {
      if !nodes.isEmpty { nodes.append("; ") }
      let text = input.bibliography.inText(citation.key)
      dependencies["@\(citation.key)"] = input.bibliography.identity(citation.key)
      if let text {
        if !cited.contains(citation.key) { cited.append(citation.key) }
        nodes.append(
          element(
            "a", ["href": "\(input.ownPage)#\(Bibliography.anchor(citation.key))"], [.text(text)]))
      } else {
        report(
          "unknown-citation", at: span, "no work '\(citation.key)' in lessons/references.yml",
          fix: Suggestion.fix(for: citation.key, in: input.bibliography.keys))
        nodes.append(element("span", ["class": "broken"], [.text("[\(citation.key)]")]))
      }
      if !citation.locator.isEmpty { nodes.append(.text(", \(citation.locator)")) }
    }
    return element("cite", [:], ["["] + nodes + ["]"])
  }

  /// The works cited, as the last section of the page; nothing when none is.
  mutating func bibliographyMarkup() -> MarkupNode {
    if cited.isEmpty { return .fragment([]) }
    let items = input.bibliography.sorted(cited).map { key in
      element("li", ["id": Bibliography.anchor(key)], [input.bibliography.entry(key)])
    }
    let list = element("ul", ["class": "references"], items)
    // The author may have written the heading.
    if headings.last?.anchor == "references" { return list }
    headings.append(Heading(level: 2, anchor: "works-cited", markup: "References"))
    return .fragment([heading(2, anchor: "works-cited", "References", plain: "References"), list])
  }
}
