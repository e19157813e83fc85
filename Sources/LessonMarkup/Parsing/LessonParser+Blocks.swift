import CCmark

extension LessonParser {
  /// What holds the block being read.
  struct Container {
    /// The index of its last line.
    var lastLine: Int
    /// How many quotes hold it.
    var quoteDepth = 0
    /// How many lists and quotes hold it.
    var depth = 0
    static let mostDepth = 60

    /// The container that `node` is to its children.
    func inside(_ node: OpaquePointer, isQuote: Bool) -> Container {
      Container(
        lastLine: min(lastLine, Int(cmark_node_get_end_line(node)) - 1),
        quoteDepth: quoteDepth + (isQuote ? 1 : 0), depth: depth + 1)
    }
  }

  /// Reads the blocks that a node holds.
  mutating func blocks(in node: OpaquePointer, _ container: Container) -> [Block] {
    guard container.depth < Container.mostDepth else {
      reportTooDeep(range(of: node), levels: Container.mostDepth)
      return []
    }
    var blocks: [Block] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      if let block = block(child, container, after: blocks.last) { blocks.append(block) }
      next = cmark_node_next(child)
    }
    return blocks
  }

  private mutating func block(
    _ node: OpaquePointer, _ container: Container, after previous: Block?
  ) -> Block? {
    switch cmark_node_get_type(node) {
    case CMARK_NODE_PARAGRAPH: return paragraph(node, container)
    case CMARK_NODE_HEADING: return heading(node, container)
    case CMARK_NODE_CODE_BLOCK: return codeBlock(node, container, after: previous)
    case CMARK_NODE_BLOCK_QUOTE:
      let content = blocks(in: node, container.inside(node, isQuote: true))
      return quote(content, at: range(of: node))
    case CMARK_NODE_LIST: return list(node, container)
    case CMARK_NODE_THEMATIC_BREAK: return .thematicBreak
    case CMARK_NODE_HTML_BLOCK:
      return htmlBlock(node)
    default: return nil
    }
  }

  private mutating func reportTooDeep(_ range: Range<Int>, levels: Int) {
    problems.report(
      "nested-too-deeply", at: firstLine(of: range), "this is nested too deeply",
      because: "More than \(levels) levels can't be read.", fix: "write it with fewer levels")
  }

  /// Nothing for comments; other HTML is reported and kept as code.
  private mutating func htmlBlock(_ node: OpaquePointer) -> Block? {
    let start = offset(of: node)
    let range = start..<max(start, text.lines[text.lineIndex(at: start)].upperBound)
    let html = literal(node).normalizedLineEnds
    return reportHTML(html, at: range) ? .code(language: "html", html, text.span(range)) : nil
  }

  private mutating func list(_ node: OpaquePointer, _ container: Container) -> Block {
    var items: [[Block]] = []
    var next = cmark_node_first_child(node)
    while let item = next {
      items.append(blocks(in: item, container.inside(item, isQuote: false)))
      next = cmark_node_next(item)
    }
    let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
    return .list(
      start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
      tight: cmark_node_get_list_tight(node) != 0, items: items)
  }

  private mutating func paragraph(_ node: OpaquePointer, _ container: Container) -> Block {
    let start = offset(of: node)
    let (inlines, end) = leaf(node, from: start, container)
    let range = start..<max(start, end)
    reportTypedTable(in: range)
    return .paragraph(inlines, text.span(range))
  }

  private mutating func heading(_ node: OpaquePointer, _ container: Container) -> Block {
    let start = offset(of: node)
    let (inlines, end) = leaf(node, from: start + lengthOfMarks(at: start), container)
    let range = start..<max(start, end)
    let level = Int(cmark_node_get_heading_level(node))
    let title = inlines.plainText
    let anchor = uniqueAnchor(for: title)
    headings.append(Heading(level: level, title: title, anchor: anchor, range: range))
    return .heading(level: level, inlines, anchor: anchor, text.span(range))
  }

  /// The number of `#` that make a heading; 0 for a heading that is underlined.
  private func lengthOfMarks(at start: Int) -> Int {
    let line = text.bytes[start..<text.lines[text.lineIndex(at: start)].upperBound]
    let marks = line.prefix { $0 == UInt8(ascii: "#") }
    let isHeading = marks.count <= 6 && line.dropFirst(marks.count).first?.isBlank ?? true
    return isHeading ? marks.count : 0
  }

  /// The inlines of a paragraph or a heading, and where its text ends.
  private mutating func leaf(
    _ node: OpaquePointer, from start: Int, _ container: Container
  ) -> (inlines: [Inline], end: Int) {
    let tree = InlineTree(
      node, from: start, lastLine: Int(cmark_node_get_end_line(node)) - 1,
      quoteDepth: container.quoteDepth, in: text)
    if tree.isTooDeep { reportTooDeep(range(of: node), levels: InlineTree.mostDepth) }
    let inlines = inlines(tree.nodes)
    if tree.isExact { reportBareMath(in: start..<max(start, tree.end), opaque: tree.opaque) }
    return (inlines, tree.end)
  }

  /// An anchor as code hosts make it: letters, digits, hyphens and underscores in lower case, hyphens
  /// for spaces, and a number behind it when an earlier heading has the same.
  private mutating func uniqueAnchor(for title: String) -> String {
    var slug = String.UnicodeScalarView()
    for scalar in Array(title.lowercased().utf8)[...].trimmed.text.unicodeScalars {
      if scalar == " " { slug.append("-") }
      let isWord = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
      if isWord || scalar == "-" || scalar == "_" { slug.append(scalar) }
    }
    let base = slug.isEmpty ? "section" : String(slug)
    var anchor = base
    while !anchors.insert(anchor).inserted {
      repeats[base, default: 0] += 1
      anchor = "\(base)-\(repeats[base] ?? 0)"
    }
    return anchor
  }

  // MARK: - Tables

  /// Reports a table typed with bars, which CommonMark doesn't know.
  mutating func reportTypedTable(in range: Range<Int>) {
    guard !text.lines.isEmpty else { return }
    let first = text.lineIndex(at: range.lowerBound)
    let last = text.lineIndex(at: max(range.lowerBound, range.upperBound - 1))
    let rule = (first...last).dropFirst().first { index in
      let line = text.bytes[text.lines[index]].drop { $0.isBlank || $0 == UInt8(ascii: ">") }
      let isRule = line.allSatisfy { "|-: ".utf8.contains($0) || $0 == 9 }
      return isRule && line.contains(UInt8(ascii: "|")) && line.contains(UInt8(ascii: "-"))
    }
    guard rule != nil else { return }
    problems.report(
      "typed-table", at: firstLine(of: range), "a table can't be typed",
      because: "Tables come from cells, so that their numbers are computed.",
      fix: "show(Table(…), as: \"name\", caption: \"…\") in a cell")
  }

  // MARK: - Places

  /// Where a block starts.
  func offset(of node: OpaquePointer) -> Int {
    let line = Int(cmark_node_get_start_line(node)) - 1
    guard text.lines.indices.contains(line) else { return text.bytes.count }
    let column = Int(cmark_node_get_start_column(node)) - 1
    return min(text.lines[line].lowerBound + max(column, 0), text.lines[line].upperBound)
  }

  /// A block's first character to the end of its last line.
  func range(of node: OpaquePointer) -> Range<Int> {
    let start = offset(of: node)
    let line = min(Int(cmark_node_get_end_line(node)) - 1, text.lines.count - 1)
    guard line >= 0 else { return start..<start }
    return start..<max(start, text.lines[line].upperBound)
  }

  /// The first line of a range.
  func firstLine(of range: Range<Int>) -> Range<Int> {
    guard !text.lines.isEmpty else { return range }
    let end = text.lines[text.lineIndex(at: range.lowerBound)].upperBound
    return range.lowerBound..<max(range.lowerBound, min(range.upperBound, end))
  }
}

extension [Inline] {
  /// The text without markup; inline cells are left out, since their values are not known yet.
  public var plainText: String { map(\.plainText).joined() }
}

extension Inline {
  fileprivate var plainText: String {
    switch self {
    case .text(let text), .code(let text), .math(let text, _): text
    case .emphasis(let inlines), .strong(let inlines), .link(_, _, let inlines, _):
      inlines.plainText
    case .image(_, _, let alternative, _): alternative
    case .softBreak, .lineBreak: " "
    case .reference, .value, .citation: ""
    }
  }
}
