import Charts
import LessonMarkup

extension PageWriter {
  /// Blocks, one after another.
  mutating func markup(of blocks: [Block]) throws -> MarkupNode {
    var nodes: [MarkupNode] = []
    for block in blocks {
      // The page's own title stands above its body.
      if case .heading(1, _, _, _) = block { continue }
      nodes.append(try markup(of: block))
      nodes.append("\n")
    }
    return .fragment(nodes)
  }

  private mutating func markup(of block: Block) throws -> MarkupNode {
    switch block {
    case .paragraph(let inlines, _): return element("p", [:], [try markup(of: inlines)])
    case .heading(let level, let inlines, let anchor, _):
      return try heading(level, inlines, anchor: anchor)
    case .quote(let blocks): return try quote(blocks)
    case .list(let start, let tight, let items): return try list(start, tight: tight, items)
    case .thematicBreak: return element("hr")
    case .code(_, let code, _): return CodeMarkup.block(.text(code))
    case .cell(let index): return try cell(index)
    case .equation(let equation): return try markup(of: equation)
    case .alert(let kind, let blocks, _): return try alert(kind, blocks)
    }
  }

  // MARK: Headings

  private mutating func heading(
    _ level: Int, _ inlines: [Inline], anchor: String
  ) throws -> MarkupNode {
    let markup = try markup(of: inlines)
    if level <= 3 {
      let plain = try self.markup(of: InlineText.withoutLinks(inlines))
      headings.append(Heading(level: level, anchor: anchor, markup: plain))
    }
    return heading(level, anchor: anchor, markup, plain: inlines.plainText)
  }

  /// A heading with a link to itself.
  func heading(_ level: Int, anchor: String, _ markup: MarkupNode, plain: String) -> MarkupNode {
    let permalink = element(
      "a",
      ["class": "permalink", "href": "#\(anchor)", "aria-label": "Link to the section “\(plain)”"],
      ["#"])
    return element("h\(min(max(level, 2), 6))", ["id": anchor], [markup, " ", permalink])
  }

  // MARK: Lists and quotes

  private mutating func list(
    _ start: Int?, tight: Bool, _ items: [[Block]]
  ) throws -> MarkupNode {
    var nodes: [MarkupNode] = []
    for item in items {
      var content: [MarkupNode] = []
      for block in item {
        if tight, case .paragraph(let inlines, _) = block {
          content.append(try markup(of: inlines))
        } else {
          content.append(try markup(of: block))
        }
      }
      nodes.append(element("li", [:], content))
    }
    guard let start else { return element("ul", [:], nodes) }
    return start == 1
      ? element("ol", [:], nodes) : element("ol", ["start": "\(start)"], nodes)
  }

  /// A quotation, or a hint: `> **Hint.** …` opens in place.
  private mutating func quote(_ blocks: [Block]) throws -> MarkupNode {
    guard let hint = Lead(of: blocks), hint.title.hasPrefix("Hint") else {
      return element("blockquote", [:], [try markup(of: blocks)])
    }
    return element(
      "details", ["class": "hint"],
      [element("summary", [:], [.text(hint.title)]), try markup(of: hint.rest)])
  }

  // MARK: Alerts

  private mutating func alert(_ kind: Alert, _ blocks: [Block]) throws -> MarkupNode {
    let isMarginal = kind == .note && PageWriter.fitsTheMargin(blocks)
    let classes = isMarginal ? "alert note marginal" : "alert \(kind.rawValue)"
    return element(
      "div", ["class": classes, "role": "note"],
      [
        element("p", ["class": "alert-title"], [.text(PageWriter.title(of: kind))]),
        try markup(of: blocks),
      ])
  }

  private static func title(of kind: Alert) -> String {
    switch kind {
    case .note: "Note"
    case .tip: "Tip"
    case .important: "Important"
    case .warning: "Warning"
    case .caution: "Caution"
    case .exercise: "Exercise"
    }
  }

  /// Whether a note is short and plain enough to stand beside the text.
  private static func fitsTheMargin(_ blocks: [Block]) -> Bool {
    var length = 0
    for block in blocks {
      guard case .paragraph(let inlines, _) = block else { return false }
      length += inlines.plainText.count
    }
    return length <= 420
  }
}

/// The bold words that open a block, `**Hint 2.** …`, and the blocks without them.
struct Lead {
  /// The bold words as a title, without a full stop or colon.
  let title: String
  /// The blocks without them.
  let rest: [Block]

  /// Finds the bold words; `nil` when the blocks don't open with any.
  init?(of blocks: [Block]) {
    guard case .paragraph(var inlines, let span)? = blocks.first,
      case .strong(let words)? = inlines.first
    else { return nil }
    var title = words.plainText
    while let last = title.last, ".: ".contains(last) { title.removeLast() }
    inlines.removeFirst()
    if case .text(let text)? = inlines.first {
      inlines[0] = .text(String(text.drop { $0 == " " }))
    } else if case .softBreak? = inlines.first {
      inlines.removeFirst()
    }
    self.title = title
    let isEmpty = inlines.plainText.isEmpty && inlines.count <= 1
    rest = (isEmpty ? [] : [.paragraph(inlines, span)]) + blocks.dropFirst()
  }
}
