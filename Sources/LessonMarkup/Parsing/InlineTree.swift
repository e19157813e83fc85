import CCmark

/// Copies the inlines of a cmark block, each with its place in the file.
struct InlineTree {
  /// The inlines, in order.
  private(set) var nodes: [InlineNode] = []
  /// The stretches that are no prose, in order: code, HTML, link destinations.
  private(set) var opaque: [Range<Int>] = []
  /// Where the block's text ends.
  private(set) var end: Int
  /// Whether the inlines' places are exact.
  var isExact: Bool { !cursor.isLost }

  /// Whether something was nested too deeply and became plain text.
  private(set) var isTooDeep = false

  private var cursor: InlineCursor
  private var depth = 0
  static let mostDepth = 60

  /// Copies the inlines of a paragraph or a heading whose text starts at `start`.
  ///
  /// cmark drops link definitions from the top of a paragraph; its text starts below them.
  init(_ block: OpaquePointer, from start: Int, lastLine: Int, quoteDepth: Int, in text: SourceText)
  {
    var cursor = InlineCursor(text, at: start, quoteDepth: quoteDepth)
    cursor.skipBlanks()
    self.init(block, cursor)
    guard !isExact, start < text.bytes.count, text.bytes[start] == UInt8(ascii: "[") else { return }
    let first = text.lineIndex(at: start)
    for line in first + 1..<max(first + 1, min(lastLine + 1, text.lines.count)) {
      cursor.startLine(line)
      let attempt = InlineTree(block, cursor)
      if attempt.isExact {
        self = attempt
        return
      }
    }
  }

  private init(_ block: OpaquePointer, _ cursor: InlineCursor) {
    self.cursor = cursor
    end = cursor.offset
    nodes = children(of: block)
    end = self.cursor.offset
  }

  private mutating func children(of node: OpaquePointer, isAutolink: Bool = false) -> [InlineNode] {
    depth += 1
    defer { depth -= 1 }
    var nodes: [InlineNode] = []
    var next = cmark_node_first_child(node)
    while let child = next {
      nodes.append(copy(child, isAutolink: isAutolink))
      next = cmark_node_next(child)
    }
    return nodes
  }

  private mutating func copy(_ node: OpaquePointer, isAutolink: Bool) -> InlineNode {
    let start = cursor.offset
    var children: [InlineNode] = []
    let kind: InlineNode.Kind
    switch cmark_node_get_type(node) {
    case CMARK_NODE_CODE:
      kind = .code(literal(node))
      cursor.consumeCode()
      opaque.append(start..<cursor.offset)
    case CMARK_NODE_HTML_INLINE:
      kind = .html(literal(node))
      cursor.consume(verbatim: literal(node))
      opaque.append(start..<cursor.offset)
    case CMARK_NODE_SOFTBREAK:
      kind = .softBreak
      cursor.consumeLineEnd()
    case CMARK_NODE_LINEBREAK:
      kind = .lineBreak
      cursor.consumeLineEnd()
    case CMARK_NODE_EMPH:
      kind = .emphasis
      children = enclosed(in: node, delimiterLength: 1)
    case CMARK_NODE_STRONG:
      kind = .strong
      children = enclosed(in: node, delimiterLength: 2)
    case CMARK_NODE_LINK:
      kind = .link(
        destination: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
      children = linked(by: node)
    case CMARK_NODE_IMAGE:
      kind = .image(
        source: string(cmark_node_get_url(node)), title: string(cmark_node_get_title(node)))
      cursor.consume([UInt8(ascii: "!")])
      children = linked(by: node)
    default:
      kind = .text(literal(node))
      cursor.consume(text: literal(node).utf8, escapes: !isAutolink)
    }
    return InlineNode(kind: kind, range: start..<max(start, cursor.offset), children: children)
  }

  private mutating func enclosed(in node: OpaquePointer, delimiterLength: Int) -> [InlineNode] {
    guard depth < Self.mostDepth else { return flattened(node) }
    cursor.consumeDelimiter(delimiterLength)
    let children = children(of: node)
    cursor.consumeDelimiter(delimiterLength)
    return children
  }

  private mutating func linked(by node: OpaquePointer) -> [InlineNode] {
    guard depth < Self.mostDepth else { return flattened(node) }
    let start = cursor.offset
    if cursor.peek() == UInt8(ascii: "<") {
      cursor.consume([UInt8(ascii: "<")])
      let children = children(of: node, isAutolink: true)
      cursor.consume([UInt8(ascii: ">")])
      opaque.append(start..<cursor.offset)
      return children
    }
    cursor.consume([UInt8(ascii: "[")])
    let children = children(of: node)
    let tail = cursor.offset
    cursor.consumeLinkTail()
    opaque.append(tail..<cursor.offset)
    return children
  }

  /// What is nested too deeply to be copied as a tree, as its text.
  private mutating func flattened(_ node: OpaquePointer) -> [InlineNode] {
    isTooDeep = true
    cursor.lose()
    return [InlineNode(kind: .text(plainText(in: node)), range: cursor.offset..<cursor.offset)]
  }
}

/// The text of a node without markup.
func plainText(in node: OpaquePointer) -> String {
  guard let iterator = cmark_iter_new(node) else { return "" }
  defer { cmark_iter_free(iterator) }
  var text = ""
  while cmark_iter_next(iterator) != CMARK_EVENT_DONE {
    guard let node = cmark_iter_get_node(iterator) else { break }
    let type = cmark_node_get_type(node)
    if type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE { text += literal(node) }
  }
  return text
}

/// The text of a piece of Markdown without markup.
func plainText(of markdown: String) -> String {
  guard let document = cmark_parse_document(markdown, markdown.utf8.count, CMARK_OPT_DEFAULT) else {
    return ""
  }
  defer { cmark_node_free(document) }
  return plainText(in: document)
}
