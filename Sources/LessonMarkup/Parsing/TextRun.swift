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
  /// - Complexity: O(log parts); O(length) in a text with escapes.
  func offset(of index: Int) -> Int {
    guard let part = part(at: index) else { return 0 }
    let start = part.node.range.lowerBound
    guard let literal = part.node.text?.utf8 else { return start }
    if literal.count == part.node.range.count { return start + index - part.start }
    var cursor = InlineCursor(text, at: start, quoteDepth: 0)
    cursor.consume(text: bytes[part.start..<index])
    return cursor.isLost ? start : cursor.offset
  }

  /// The last part that starts at or before a byte of the run.
  private func part(at index: Int) -> (start: Int, node: InlineNode)? {
    var low = 0
    var high = parts.count
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].start <= index { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? parts[low - 1] : nil
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
