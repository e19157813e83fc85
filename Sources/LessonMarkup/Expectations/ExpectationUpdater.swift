/// Rewrites the `output` fences of a lesson, and nothing else.
///
/// Lines that still match stay as they are, byte for byte, and so does every `…` line; only lines
/// that changed are written anew, with the file's line ends and the fence's indentation. When an output
/// could close its fence, the fence is lengthened. Fences are never added.
public enum ExpectationUpdater {
  /// The lesson's bytes with new outputs.
  ///
  /// A file with bytes that are not UTF-8, and a fence that is never closed, are left alone.
  ///
  /// - Parameter source: The bytes that `lesson` was parsed from.
  /// - Parameter lesson: The lesson whose fences are rewritten.
  /// - Parameter outputs: What cells printed, by their index; other cells' fences stay as they are.
  /// - Precondition: `lesson` was parsed from `source`.
  public static func update(
    _ source: [UInt8], of lesson: Lesson, outputs: [Int: String]
  ) -> [UInt8] {
    let decoded = DecodedText(source)
    guard decoded.bytes == Array(lesson.source.utf8) else {
      fatalError("The lesson \(lesson.path) was not parsed from the \(source.count) bytes given.")
    }
    guard decoded.faults.isEmpty else { return source }
    let text = SourceText(source)
    var updated: [UInt8] = []
    var done = 0
    for cell in lesson.cells {
      guard let expectation = cell.expectation, let output = outputs[cell.index],
        expectation.mismatch(with: output) != nil,
        let fence = ExpectationFence(expectation, in: text)
      else { continue }
      updated += source[done..<fence.range.lowerBound] + fence.rewritten(with: output)
      done = fence.range.upperBound
    }
    return updated + source[done...]
  }
}

/// An `output` fence as bytes, for rewriting.
private struct ExpectationFence {
  let text: SourceText
  let expectation: Expectation
  /// From the fence's first backtick to the end of the closing line.
  let range: Range<Int>
  private let opening: Range<Int>
  private let closing: Range<Int>
  private let character: UInt8
  private let length: Int

  /// Finds a fence; `nil` when it is never closed.
  init?(_ expectation: Expectation, in text: SourceText) {
    let line = text.lines[expectation.firstLine - 2]
    let before = text.string(line).prefix(expectation.span.start.column - 1).utf8.count
    opening = line.lowerBound + before..<line.upperBound
    guard expectation.contentRange.upperBound < text.bytes.count,
      let first = text.bytes[opening].first
    else { return nil }
    closing = text.lines[text.lineIndex(at: expectation.contentRange.upperBound)]
    guard text.bytes[closing].contains(first) else { return nil }
    character = first
    length = text.bytes[opening].prefix { $0 == first }.count
    range = opening.lowerBound..<closing.upperBound
    self.text = text
    self.expectation = expectation
  }

  func rewritten(with output: String) -> [UInt8] {
    let printed = output.normalizedLineEnds.lineSequence
    let content = content(printed)
    let extra = max(longestRun(in: printed) + 1 - length, 0)
    let fence = text.bytes[opening].prefix(length) + Array(repeating: character, count: extra)
    let start = text.bytes[closing].firstIndex(of: character) ?? closing.upperBound
    let run = text.bytes[start..<closing.upperBound].prefix { $0 == character }
    let missing = Array(repeating: character, count: max(length + extra - run.count, 0))
    let end = text.bytes[closing.lowerBound..<run.endIndex] + missing
    return fence + text.bytes[opening].dropFirst(length) + lineEnd + content + end
      + text.bytes[run.endIndex..<closing.upperBound]
  }

  /// The longest run of the fence's character that starts a line and could close the fence; what is
  /// shorter than the fence counts as none.
  private func longestRun(in lines: [Substring]) -> Int {
    let runs = lines.map { $0.utf8.drop(while: \.isBlank).prefix { $0 == character }.count }
    return runs.filter { $0 >= length }.max() ?? 0
  }

  private func content(_ printed: [Substring]) -> [UInt8] {
    if printed.isEmpty { return [] }
    let alignment = LineAlignment(
      expectation.text.lineSequence, printed, tolerance: expectation.tolerance)
    var content: [UInt8] = []
    for step in alignment.steps {
      switch step {
      case .same(let index, _), .skipped(let index, _): content += originalLine(index)
      case .replaced(_, let index), .added(let index): content += newLine(printed[index])
      case .removed: break
      }
    }
    return content
  }

  /// An expected line as it stands in the file, with its end.
  private func originalLine(_ index: Int) -> ArraySlice<UInt8> {
    let line = expectation.firstLine - 1 + index
    return text.bytes[text.startOfLine(line)..<text.startOfLine(line + 1)]
  }

  private func newLine(_ line: Substring) -> [UInt8] {
    let indented = prefix + line.utf8
    if !line.isEmpty { return indented + lineEnd }
    return Array(prefix.reversed().drop(while: \.isBlank).reversed()) + lineEnd
  }

  /// What stands before the fence on its line, and so before each of its lines.
  private var prefix: [UInt8] {
    let start = text.lines[expectation.firstLine - 2].lowerBound
    return text.bytes[start..<opening.lowerBound].map { byte in
      byte.isBlank || byte == UInt8(ascii: ">") ? byte : .space
    }
  }

  private var lineEnd: ArraySlice<UInt8> {
    text.bytes[opening.upperBound..<text.startOfLine(expectation.firstLine - 1)]
  }
}
