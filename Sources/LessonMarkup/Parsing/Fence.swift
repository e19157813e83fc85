import CCmark

/// A fenced code block, as it stands in the file.
struct Fence {
  /// The fence's character, `` ` `` or `~`.
  let character: UInt8
  /// How many of them open it.
  let length: Int
  /// Where the opening fence starts.
  let start: Int
  /// What follows the opening fence on its line.
  let infoRange: Range<Int>
  /// Its content, the lines as they stand in the file, indentation and line ends included.
  let contentRange: Range<Int>
  /// The content as CommonMark understands it: without indentation, LF only.
  let content: String
  /// The whole fence, from the opening to the end of the closing one.
  let range: Range<Int>
  /// Whether it has a closing fence.
  let isClosed: Bool
  /// The line of its first line of content, from 1.
  let firstLine: Int

  /// Where the opening fence stands, its info string included.
  var openingRange: Range<Int> { start..<infoRange.upperBound }

  /// Reads a code block; `nil` when it is an indented one.
  ///
  /// - Parameter start: Where the block starts.
  /// - Parameter lastLine: The index of the last line of whatever holds the block.
  init?(_ node: OpaquePointer, start: Int, lastLine: Int, in text: SourceText) {
    let opening = text.lineIndex(at: start)
    let rest = start..<text.lines[opening].upperBound
    guard let character = text.bytes[rest].first, character == .backtick || character == 0x7E
    else { return nil }
    let length = text.bytes[rest].prefix { $0 == character }.count
    let content = literal(node).normalizedLineEnds
    let info = string(cmark_node_get_fence_info(node))
    let isIndented =
      info.isEmpty && content.lineSequence.first.map(String.init) == text.string(rest)
    guard length >= 3, !isIndented else { return nil }
    let closing = opening + 1 + content.lineSequence.count
    self.character = character
    self.length = length
    self.start = start
    self.content = content
    infoRange = start + length..<rest.upperBound
    contentRange = text.startOfLine(opening + 1)..<text.startOfLine(closing)
    firstLine = opening + 2
    isClosed =
      closing <= lastLine && closing < text.lines.count
      && Self.closes(text.bytes[text.lines[closing]], character: character, length: length)
    range =
      start..<text.lines[min(isClosed ? closing : closing - 1, text.lines.count - 1)].upperBound
  }

  private static func closes(_ line: ArraySlice<UInt8>, character: UInt8, length: Int) -> Bool {
    let inside = line.drop { $0.isBlank || $0 == UInt8(ascii: ">") }
    let run = inside.prefix { $0 == character }
    return run.count >= length && inside.dropFirst(run.count).allSatisfy(\.isBlank)
  }
}

/// A node's literal text; empty when it has none.
func literal(_ node: OpaquePointer) -> String { string(cmark_node_get_literal(node)) }

/// A text of cmark's; empty when there is none.
func string(_ pointer: UnsafePointer<CChar>?) -> String {
  pointer.map { String(cString: $0) } ?? ""
}
