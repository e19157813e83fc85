/// A unified diff of an alignment, with three lines around each change.
struct UnifiedDiff {
  /// The diff, each line ended by a line feed but the last.
  private(set) var text = ""
  /// The lesson's line of the first difference.
  private(set) var firstDifference: Int

  private static let context = 3
  private static let mostLines = 80
  private static let mostCharacters = 240

  /// A line of the diff.
  private struct Line {
    var mark: Character
    var content: Substring
    /// The line's number among the expected and the printed lines, or that of the next there, from 0.
    var expected: Int
    var printed: Int
    var isChange: Bool { mark != " " }
  }

  /// Writes the diff of an alignment.
  ///
  /// - Parameter firstLine: The lesson's line of the first expected line.
  init(
    _ alignment: LineAlignment, _ expected: [Substring], _ printed: [Substring], firstLine: Int
  ) {
    let lines = Self.lines(alignment, expected, printed)
    let change = lines.first(where: \.isChange)
    firstDifference = firstLine + min(change?.expected ?? 0, max(expected.count - 1, 0))
    var written: [String] = []
    for hunk in Self.hunks(lines) {
      written.append(Self.header(lines[hunk], firstLine: firstLine))
      written += lines[hunk].map { "\($0.mark)\(Self.shown($0))" }
    }
    let rest = written.count - Self.mostLines
    if rest > 1 { written = written.prefix(Self.mostLines) + ["… \(rest) more lines"] }
    text = written.joined(separator: "\n")
  }

  /// All lines, what is removed before what is added wherever both meet.
  private static func lines(
    _ alignment: LineAlignment, _ expected: [Substring], _ printed: [Substring]
  ) -> [Line] {
    var lines: [Line] = []
    var added: [Line] = []
    var (left, right) = (0, 0)
    func keep(_ index: Int) {
      lines += added + [Line(mark: " ", content: expected[index], expected: left, printed: right)]
      added = []
      left += 1
    }
    for step in alignment.steps {
      switch step {
      case .same(let index, _):
        keep(index)
        right += 1
      case .skipped(let index, let range):
        keep(index)
        right += range.count
      case .removed(let index):
        lines.append(Line(mark: "-", content: expected[index], expected: left, printed: right))
        left += 1
      case .added(let index):
        added.append(Line(mark: "+", content: printed[index], expected: left, printed: right))
        right += 1
      case .replaced(let index, let output):
        lines.append(Line(mark: "-", content: expected[index], expected: left, printed: right))
        left += 1
        added.append(Line(mark: "+", content: printed[output], expected: left, printed: right))
        right += 1
      }
    }
    return lines + added
  }

  /// The stretches of lines that are near a change.
  private static func hunks(_ lines: [Line]) -> [Range<Int>] {
    var hunks: [Range<Int>] = []
    for index in lines.indices where lines[index].isChange {
      let near = max(0, index - context)..<min(lines.count, index + context + 1)
      if let last = hunks.last, near.lowerBound <= last.upperBound {
        hunks[hunks.count - 1] = last.lowerBound..<near.upperBound
      } else {
        hunks.append(near)
      }
    }
    return hunks
  }

  private static func header(_ hunk: ArraySlice<Line>, firstLine: Int) -> String {
    let removed = hunk.count { $0.mark != "+" }
    let added = hunk.count { $0.mark != "-" }
    let expected = firstLine + (hunk.map(\.expected).min() ?? 0)
    let printed = 1 + (hunk.map(\.printed).min() ?? 0)
    return "@@ -\(expected),\(removed) +\(printed),\(added) @@"
  }

  /// A line as it is shown: blanks at the end of a changed line made visible, long lines cut.
  private static func shown(_ line: Line) -> String {
    let content = line.content.prefix(mostCharacters)
    let cut = content.endIndex < line.content.endIndex ? " …" : ""
    guard line.isChange, cut.isEmpty else { return content + cut }
    let blanks = content.reversed().prefix { $0 == " " || $0 == "\t" }.count
    let visible = content.suffix(blanks).map { $0 == " " ? "·" : "→" }.joined()
    return content.dropLast(blanks) + visible
  }
}
