/// Finds and reads a lesson's front matter.
struct FrontMatterReader {
  /// What stands between the `---` lines.
  private(set) var frontMatter = FrontMatter()
  /// Where the front matter ends and the lesson's text starts; 0 when there is no front matter.
  private(set) var endOffset = 0
  /// Where the title stands.
  private(set) var titleRange: Range<Int>?

  private static let keys = ["title", "summary", "seed", "requires", "source"]

  /// Reads the front matter of a text and reports what is wrong with it.
  init(_ problems: inout Problems) {
    let text = problems.text
    guard let first = text.lines.first, isFence(first, in: text) else {
      let start = text.lines.first?.lowerBound ?? 0
      problems.report(
        "missing-front-matter", at: start..<start, "the lesson has no front matter",
        because: "Its title, summary and seed stand between two `---` lines at the very top.",
        fix: "start the file with:\n---\ntitle: …\nsummary: …\nseed: 1\n---")
      return
    }
    let lines = findEnd(in: text, &problems)
    var reader = YAMLReader(problems: problems, lines: lines)
    if let fields = reader.root("the front matter", allowed: Self.keys) {
      for field in fields { read(field, with: &reader) }
      problems = reader.problems
      reportMissing(fields.map(\.name), &problems)
    } else {
      problems = reader.problems
    }
  }

  private func isFence(_ line: Range<Int>, in text: SourceText) -> Bool {
    text.string(text.trimmed(line)) == "---" && text.bytes[line].first != .space
  }

  /// The lines between the fences. Without a second fence, the front matter ends at the first line
  /// that is empty or a heading.
  private mutating func findEnd(in text: SourceText, _ problems: inout Problems) -> Range<Int> {
    let rest = text.lines.indices.dropFirst()
    let title = firstTitle(in: text)
    if let end = rest.first(where: { isFence(text.lines[$0], in: text) }), end < title {
      endOffset = text.startOfLine(end + 1)
      return 1..<end
    }
    problems.report(
      "unterminated-front-matter", at: text.trimmed(text.lines[0]),
      "the front matter is never closed",
      because: "It ends at a line of three hyphens, like the one it starts with.",
      fix: "write --- on a line of its own below the last key")
    let end =
      rest.first { index in
        let line = text.bytes[text.trimmed(text.lines[index])]
        return line.isEmpty || line.first == UInt8(ascii: "#")
      } ?? text.lines.count
    endOffset = text.startOfLine(end)
    return 1..<end
  }

  /// The first line that is a heading below an empty line, and so no comment of the front matter.
  private func firstTitle(in text: SourceText) -> Int {
    let isEmpty = { (index: Int) in text.trimmed(text.lines[index]).isEmpty }
    return text.lines.indices.dropFirst().first { index in
      text.bytes[text.lines[index]].starts(with: [UInt8(ascii: "#"), .space]) && isEmpty(index - 1)
    } ?? text.lines.count
  }

  private mutating func read(_ field: YAMLField, with reader: inout YAMLReader) {
    switch field.name {
    case "title":
      titleRange = reader.range(of: field.node)
      frontMatter.title = reader.string(field) ?? ""
    case "summary": frontMatter.summary = reader.string(field) ?? ""
    case "source": frontMatter.source = reader.string(field) ?? ""
    case "requires": frontMatter.requires = reader.strings(field).map(\.text)
    case "seed":
      guard let written = reader.string(field) else { return }
      guard let seed = UInt64(written) else {
        return reader.problems.report(
          "invalid-value", at: reader.range(of: field.node), "'\(written)' is not a seed",
          because: "A seed is a whole number from 0 to \(UInt64.max).", fix: "write, say, seed: 1")
      }
      frontMatter.seed = seed
    default: break
    }
  }

  private func reportMissing(_ names: [String], _ problems: inout Problems) {
    let fence = problems.text.trimmed(problems.text.lines[0])
    for key in ["title", "summary"] where !names.contains(key) {
      problems.report(
        "missing-key", at: fence, "the front matter has no \(key)",
        fix: "add a line to it: \(key): …")
    }
  }
}
