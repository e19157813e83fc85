/// Adjacent texts and soft breaks as one string of bytes, a line feed for each break.
struct TextRun {
  /// The text, escapes and entities replaced.
  private(set) var bytes: [UInt8] = []
  private var parts: [(start: Int, node: InlineNode)] = []
  private let text: SourceText

  /// Joins texts and soft breaks.
  init(_ nodes: [InlineNode], in text: SourceText) {
    self.text = text
    for node in nodes {
      parts.append((bytes.count, node))
      if let text = node.text { bytes += text.utf8 } else { bytes.append(.lineFeed) }
    }
  }

  /// Where a byte of the run stands in the file.
  ///
  /// - Complexity: O(length of the text that holds it).
  func offset(of index: Int) -> Int {
    guard let part = parts.last(where: { $0.start <= index }) else { return 0 }
    guard part.node.text != nil else { return part.node.range.lowerBound }
    var cursor = InlineCursor(text, at: part.node.range.lowerBound, quoteDepth: 0)
    cursor.consume(text: bytes[part.start..<index])
    return cursor.isLost ? part.node.range.lowerBound : cursor.offset
  }

  /// Where a stretch of the run stands in the file.
  func range(of indices: Range<Int>) -> Range<Int> {
    let start = offset(of: indices.lowerBound)
    guard !indices.isEmpty else { return start..<start }
    return start..<max(start, offset(of: indices.upperBound - 1) + 1)
  }

  /// A stretch of the run as texts and soft breaks.
  func inlines(_ indices: Range<Int>) -> [Inline] {
    var inlines: [Inline] = []
    for (number, line) in bytes[indices].split(separator: 10, omittingEmptySubsequences: false)
      .enumerated()
    {
      if number > 0 { inlines.append(.softBreak) }
      if !line.isEmpty { inlines.append(.text(line.text)) }
    }
    return inlines
  }
}
