import CCmark

extension Lesson {
  /// Reads a lesson. What is wrong becomes ``diagnostics``; the rest is read all the same.
  ///
  /// Lines may end in LF, CR LF or CR; code and outputs have LF whatever the file has. A byte-order
  /// mark is skipped. Bytes that are not UTF-8 are reported and read as U+FFFD. A tab is one column.
  ///
  /// - Parameter bytes: The file's content.
  /// - Parameter path: The file, relative to the course's folder; its last part names the lesson.
  /// - Complexity: O(n) for ordinary text of n bytes.
  public static func parse(_ bytes: [UInt8], path: String) -> Lesson {
    let decoded = DecodedText(bytes)
    var parser = LessonParser(text: SourceText(decoded.bytes), path: path)
    parser.problems.report(decoded.faults)
    return parser.parse()
  }

  /// Reads a lesson's text just like its bytes in UTF-8.
  public static func parse(_ source: String, path: String) -> Lesson {
    parse(Array(source.utf8), path: path)
  }
}

extension Inline {
  /// Reads a caption or a summary: one paragraph in the lesson's inline Markdown, without inline cells.
  ///
  /// The spans and diagnostics count from the start of `text`.
  public static func parse(
    _ text: String, path: String = "caption"
  ) -> (inlines: [Inline], diagnostics: [Diagnostic]) {
    let decoded = DecodedText(Array(text.utf8))
    var parser = LessonParser(text: SourceText(decoded.bytes), path: path)
    let blocks = parser.blocks(from: 0)
    if let cell = parser.inlineCells.first {
      parser.problems.report(
        "inline-cell-in-caption", in: cell.span, "an inline cell can't stand here",
        because: "Captions and summaries are read after the cells have run.",
        fix: "put the value in with Swift's own \\(…)")
    }
    if case .paragraph(let inlines, _)? = blocks.first, blocks.count == 1 {
      return (inlines, parser.problems.sorted)
    }
    if blocks.isEmpty { return ([], parser.problems.sorted) }
    parser.problems.report(
      "not-inline", at: 0..<decoded.bytes.count, "this must be a single paragraph",
      fix: "write it in one paragraph, without headings, lists or fences")
    return ([.text(text)], parser.problems.sorted)
  }
}

/// The state of reading one lesson.
struct LessonParser {
  /// The lesson's text.
  let text: SourceText
  /// What was found wrong so far.
  var problems: Problems
  /// The cells so far.
  var cells: [Cell] = []
  /// The opening line of each cell so far.
  var openings: [Range<Int>] = []
  /// The inline cells so far.
  var inlineCells: [InlineCell] = []
  /// The equations so far.
  var equations: [Equation] = []
  /// The headings so far.
  var headings: [Heading] = []
  /// The anchors taken so far, and how often one was numbered because it was taken.
  var anchors: Set<String> = []
  var repeats: [String: Int] = [:]
  /// The numbers that were typed into the prose so far.
  var proseNumbers: [(digits: String, range: Range<Int>)] = []

  /// A heading, for the checks of titles and anchors.
  struct Heading {
    var level: Int
    var title: String
    var anchor: String
    var range: Range<Int>
  }

  init(text: SourceText, path: String) {
    self.text = text
    problems = Problems(path: path, text: text)
  }

  /// Reads the whole lesson.
  mutating func parse() -> Lesson {
    let path = problems.path
    let file = path.split(separator: "/").last ?? ""
    var frontMatter = FrontMatter()
    var blocks: [Block] = []
    if text.bytes.allSatisfy(\.isWhitespace) || text.lines.isEmpty {
      problems.report(
        "empty-lesson", at: nil, "the file is empty",
        fix: "rollout new writes a lesson to start from")
    } else {
      let reader = FrontMatterReader(&problems)
      frontMatter = reader.frontMatter
      blocks = self.blocks(from: reader.endOffset)
      checkTitle(against: reader)
      checkLesson()
    }
    return Lesson(
      path: path, stem: String(file.hasSuffix(".md") ? file.dropLast(3) : file),
      source: String(decoding: text.bytes, as: UTF8.self), frontMatter: frontMatter, blocks: blocks,
      cells: cells, inlineCells: inlineCells, diagnostics: problems.sorted)
  }

  /// Reads the text from an offset on; what precedes it is blanked, so that its lines count.
  mutating func blocks(from start: Int) -> [Block] {
    let front = text.bytes[text.markLength..<max(start, text.markLength)]
    let blank = front.map { $0.isWhitespace ? $0 : .space }
    let markdown = blank + text.bytes[(text.markLength + blank.count)...]
    let document = markdown.withUnsafeBytes { buffer in
      cmark_parse_document(
        buffer.bindMemory(to: CChar.self).baseAddress, buffer.count, CMARK_OPT_DEFAULT)
    }
    guard let document else { return [] }
    defer { cmark_node_free(document) }
    return self.blocks(in: document, Container(lastLine: text.lines.count - 1))
  }
}
