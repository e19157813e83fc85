import LessonMarkup
import Testing

@Suite("Broken lessons")
struct MutationTests {
  private static let pieces =
    [
      "```", "````", "~~~", "```swift", "```output tolerance=1", "```math label=eq-a",
      "`{swift} x`", "$`", "`$",
      "$", "[@", "]", "[](#", ")", "(", "[", "![", "<!--", "-->", "<b>", "> ", "> [!NOTE]", "- ",
      "1. ", "    ",
      "\t", "\n", "\n\n", "\r", "\r\n", "# ", "---\n", "===\n", "\\", "&amp;", "&#1;", "*", "**",
      "_", "é", "漢",
      "\u{301}", "\u{FEFF}", "…\n", "[x]: y\n", "<https://a.b>", "hidden ", "fold=\"", "exercise=a",
    ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xE2, 0x80]]

  private static let originals = Case.all.compactMap { try? $0.bytes("lesson.md") }

  /// A lesson with a few random changes.
  private func mutant(_ random: inout SplitMix) -> [UInt8] {
    var bytes = Self.originals[random.below(Self.originals.count)]
    for _ in 0...random.below(6) {
      let start = random.below(bytes.count + 1)
      let end = min(bytes.count, start + random.below(12))
      switch random.below(4) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: random.below(bytes.count + 1))
      default: bytes.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)], at: start)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<8)
  func `Random changes never trap, and all places stay in the file`(_ seed: UInt64) {
    var random = SplitMix(seed: seed)
    for _ in 0..<400 {
      let bytes = mutant(&random)
      let lesson = Lesson.parse(bytes, path: "a.md")
      let places = Places(lesson.source)
      for diagnostic in lesson.diagnostics {
        if let span = diagnostic.span { places.check(span, diagnostic.identifier) }
      }
      check(lesson, places)
      #expect(
        !DiagnosticPrinter(sources: ["a.md": lesson.source]).text(lesson.diagnostics).contains("\0")
      )
      let outputs = Dictionary(uniqueKeysWithValues: lesson.cells.map { ($0.index, "new\n```\n") })
      _ = ExpectationUpdater.update(bytes, of: lesson, outputs: outputs)
    }
  }

  private func check(_ lesson: Lesson, _ places: Places) {
    if lesson.diagnostics.contains(where: { $0.identifier == "nested-too-deeply" }) { return }
    for cell in lesson.cells {
      places.check(cell.span, "cell")
      #expect("`~".unicodeScalars.contains(places.first(at: cell.span.start)))
      guard let expectation = cell.expectation else { continue }
      places.check(expectation.span, "output")
      #expect(expectation.contentRange.upperBound <= lesson.source.utf8.count)
    }
    for cell in lesson.inlineCells {
      places.check(cell.span, "inline cell")
      #expect(places.first(at: cell.span.start) == "`", "\(lesson.source)")
    }
    lesson.forEachInline { inline in
      switch inline {
      case .math(_, let span):
        places.check(span, "math")
        #expect("$`".unicodeScalars.contains(places.first(at: span.start)), "\(lesson.source)")
      case .reference(_, let span):
        places.check(span, "reference")
        #expect(places.first(at: span.start) == "[", "\(lesson.source)")
      case .link(_, _, _, let span):
        places.check(span, "link")
        #expect("[<".unicodeScalars.contains(places.first(at: span.start)), "\(lesson.source)")
      case .citation(_, let span):
        places.check(span, "citation")
        #expect(places.first(at: span.start) == "[", "\(lesson.source)")
      default: break
      }
    }
  }
}

/// The lines of a text, to check places against.
private struct Places {
  private let lines: [[Character]]

  init(_ source: String) {
    var bytes = Array(source.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    var lines: [[UInt8]] = [[]]
    for (index, byte) in bytes.enumerated() {
      if byte == 10, index > 0, bytes[index - 1] == 13 { continue }
      if byte == 10 || byte == 13 { lines.append([]) } else { lines[lines.count - 1].append(byte) }
    }
    self.lines = lines.map { Array(String(decoding: $0, as: UTF8.self)) }
  }

  func check(_ span: SourceSpan, _ what: String) {
    #expect(span.start <= span.end, "\(what)")
    for place in [span.start, span.end] {
      #expect(place.line >= 1 && place.line <= lines.count, "\(what)")
      guard lines.indices.contains(place.line - 1) else { continue }
      #expect(place.column >= 1 && place.column <= lines[place.line - 1].count + 1, "\(what)")
    }
  }

  /// The first scalar of the character at a place.
  func first(at place: SourcePosition) -> Unicode.Scalar {
    guard lines.indices.contains(place.line - 1) else { return " " }
    return lines[place.line - 1].dropFirst(place.column - 1).first?.unicodeScalars.first ?? " "
  }
}
