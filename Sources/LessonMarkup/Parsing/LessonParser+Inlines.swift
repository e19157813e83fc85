extension LessonParser {
  /// Reads a block's inlines: math, inline cells, references and citations are made of CommonMark's.
  mutating func inlines(_ nodes: [InlineNode]) -> [Inline] {
    let nodes = withMath(nodes)
    var inlines: [Inline] = []
    var index = 0
    while index < nodes.count {
      let run = nodes[index...].prefix { $0.text != nil || $0.kind == .softBreak }
      if run.isEmpty {
        if let inline = inline(nodes[index]) { inlines.append(inline) }
        index += 1
      } else {
        inlines += prose(TextRun(Array(run), in: text))
        index += run.count
      }
    }
    return inlines
  }

  /// Reads an inline that is no text; `nil` for an HTML comment.
  private mutating func inline(_ node: InlineNode) -> Inline? {
    switch node.kind {
    case .text(let text): return .text(text)
    case .softBreak: return .softBreak
    case .lineBreak: return .lineBreak
    case .emphasis: return .emphasis(inlines(node.children))
    case .strong: return .strong(inlines(node.children))
    case .math(let tex): return .math(tex, text.span(node.range))
    case .code(let code): return self.code(code, at: node.range)
    case .link(let destination, let title): return link(node, destination, title)
    case .image(let source, let title): return image(node, source, title)
    case .html(let html):
      return reportHTML(html, at: node.range) ? .text(html) : nil
    }
  }

  // MARK: - Code

  private mutating func code(_ code: String, at range: Range<Int>) -> Inline {
    if let tex = quotedMath(code, at: range) { return .math(tex, text.span(range)) }
    guard code.hasPrefix("{"), let brace = code.firstIndex(of: "}") else { return .code(code) }
    let language = String(code[code.index(after: code.startIndex)..<brace])
    guard language == "swift" else {
      reportInlineLanguage(language, at: range)
      return .code(code)
    }
    let expression = code[code.index(after: brace)...].drop { $0 == " " }
    if expression.isEmpty {
      problems.report(
        "empty-inline-cell", at: range, "the inline cell has no expression",
        fix: "write `{swift} expression`")
      return .code(code)
    }
    let cell = InlineCell(
      index: inlineCells.count, code: String(expression), afterCell: cells.count - 1,
      span: text.span(range))
    inlineCells.append(cell)
    return .value(cell.index)
  }

  private mutating func reportInlineLanguage(_ language: String, at range: Range<Int>) {
    guard Suggestion.closest(to: language, in: ["swift"]) != nil else { return }
    problems.report(
      "unknown-inline-cell", at: range, "'{\(language)}' is no inline cell",
      fix: "write `{swift} expression`")
  }

  /// Math inside two pairs of backticks, ``` ``$`x`$`` ```, which every reader shows as code.
  private mutating func quotedMath(_ code: String, at range: Range<Int>) -> String? {
    guard code.hasPrefix("$`"), code.hasSuffix("`$"), code.utf8.count > 4 else { return nil }
    let tex = String(code.dropFirst(2).dropLast(2))
    problems.report(
      "math-in-code", at: range, "the formula stands inside a code span",
      because: "Two more backticks on both sides make the whole of it code, dollars included.",
      fix: "write \(code)")
    return tex
  }

  // MARK: - Links and images

  private mutating func link(
    _ node: InlineNode, _ destination: String, _ title: String
  ) -> Inline {
    let span = text.span(node.range)
    if node.children.isEmpty, destination.hasPrefix("#"), destination.utf8.count > 1 {
      return .reference(label: String(destination.dropFirst()), span)
    }
    if node.children.isEmpty || destination.isEmpty {
      problems.report(
        "empty-link", at: node.range,
        destination.isEmpty ? "the link leads nowhere" : "the link has no text",
        because: "Only references within the lesson, such as [](#eq-bellman), need no text.",
        fix: "write [text](destination)")
    }
    return .link(destination: destination, title: title, inlines(node.children), span)
  }

  private mutating func image(_ node: InlineNode, _ source: String, _ title: String) -> Inline {
    let alternative = node.children.map(\.plainText).joined()
    if source.hasPrefix("//") || source.utf8.contains(UInt8(ascii: ":")) {
      problems.report(
        "remote-image", at: node.range, "the image is not in the course's folder",
        because: "Pages load nothing from a network and work from a disk.",
        fix: "save it beside the lesson and name it by a relative path")
    }
    if alternative.isEmpty {
      problems.report(
        "image-without-text", .warning, at: node.range, "the image has no alternative text",
        because: "Who can't see it reads that text instead.", fix: "write ![what it shows](…)")
    }
    return .image(
      source: source, title: title, alternative: alternative, text.span(node.range))
  }

  // MARK: - HTML

  /// Reports HTML other than comments, which are dropped; false when there are only comments.
  mutating func reportHTML(_ html: String, at range: Range<Int>) -> Bool {
    let bytes = Array(html.utf8)
    var rest = bytes.drop(while: \.isWhitespace)
    while rest.starts(with: Array("<!--".utf8)) {
      let end = Array("-->".utf8)
      guard let close = rest.firstIndex(of: end, from: rest.startIndex + 2) else {
        problems.report(
          "unterminated-comment", at: firstLine(of: range), "this comment is never closed",
          because: "Everything below it was read as part of the comment.",
          fix: "end the comment with -->")
        return false
      }
      rest = rest[(close + end.count)...].drop(while: \.isWhitespace)
    }
    if rest.isEmpty { return false }
    problems.report(
      "raw-html", at: firstLine(of: range), "HTML can't stand in a lesson",
      because: "Pages are built as trees and printed; nothing is passed through unread.",
      fix:
        "write it in Markdown, show it from a cell, or put it in `backticks` if it is meant as text"
    )
    return true
  }
}
