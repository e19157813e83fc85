import LessonMarkup
import Testing

@Suite("Updating outputs")
struct UpdaterTests {
  private static let head = "---\ntitle: A\nsummary: B\n---\n\n# A\n\n"

  private func update(_ body: String, _ outputs: [Int: String]) -> String {
    let source = Array((Self.head + body).utf8)
    let lesson = Lesson.parse(source, path: "a.md")
    let updated = ExpectationUpdater.update(source, of: lesson, outputs: outputs)
    return String(
      String(decoding: updated, as: UTF8.self).unicodeScalars.dropFirst(
        Self.head.unicodeScalars.count))
  }

  @Test func `Only the lines that changed are rewritten`() {
    let body = "```swift\nrun()\n```\n```output tolerance=1e-3\n1.000\n2.0\n 3\n```\nText.\n"
    #expect(
      update(body, [0: "1.0001\n2.5\n 3\n"])
        == "```swift\nrun()\n```\n```output tolerance=1e-3\n1.000\n2.5\n 3\n```\nText.\n")
    #expect(update(body, [0: "1.0001\n2\n 3\n"]) == body)
    #expect(update(body, [:]) == body)
  }

  @Test func `Line ends are kept`() {
    let body = "```swift\r\nrun()\r\n```\r\n```output\r\n1\r\n2\r\n```\r\n"
    #expect(
      update(body, [0: "1\n3\n4\n"])
        == "```swift\r\nrun()\r\n```\r\n```output\r\n1\r\n3\r\n4\r\n```\r\n")
  }

  @Test func `An ellipsis stays, and a changed line behind it is changed`() {
    let body = "```swift\nrun()\n```\n```output\na\n…\nz\n```\n"
    #expect(
      update(body, [0: "a\nb\nc\ny\n"]) == "```swift\nrun()\n```\n```output\na\n…\ny\n```\n")
    #expect(
      update(body, [0: "A\nb\nc\nz\n"]) == "```swift\nrun()\n```\n```output\nA\n…\nz\n```\n")
    #expect(update(body, [0: ""]) == "```swift\nrun()\n```\n```output\n```\n")
  }

  @Test func `An empty fence is filled, and none is added`() {
    #expect(
      update("```swift\nrun()\n```\n```output\n```\n", [0: "1"])
        == "```swift\nrun()\n```\n```output\n1\n```\n")
    #expect(update("```swift\nrun()\n```\n", [0: "1"]) == "```swift\nrun()\n```\n")
  }

  @Test func `Indentation and quote marks are kept`() {
    #expect(
      update("- ```swift\n  run()\n  ```\n  ```output\n  1\n  ```\n", [0: "2\n\n 3\n"])
        == "- ```swift\n  run()\n  ```\n  ```output\n  2\n\n   3\n  ```\n")
    #expect(
      update("> ```swift\n> run()\n> ```\n> ```output\n> 1\n> ```\n", [0: "1\n\n2\n"])
        == "> ```swift\n> run()\n> ```\n> ```output\n> 1\n>\n> 2\n> ```\n")
  }

  @Test func `A fence that the output could close is lengthened`() {
    let body =
      "```swift\nrun()\n```\n~~~output\n1\n~~~\n\n```swift\nrun()\n```\n```output x\n1\n```\n"
    #expect(
      update(body, [0: "```\n", 1: "a\n  `````\n```\n"])
        == "```swift\nrun()\n```\n~~~output\n```\n~~~\n\n```swift\nrun()\n```\n"
        + "``````output x\na\n  `````\n```\n``````\n")
    #expect(
      update(body, [0: "~~~~\n", 1: "1 ```\n"])
        == "```swift\nrun()\n```\n~~~~~output\n~~~~\n~~~~~\n\n```swift\nrun()\n```\n"
        + "```output x\n1 ```\n```\n")
  }

  @Test func `A file that is not UTF-8, and a fence never closed, are left alone`() {
    var source = Array((Self.head + "```swift\nrun()\n```\n```output\n1\n```\n").utf8)
    source.append(0xFF)
    let lesson = Lesson.parse(source, path: "a.md")
    #expect(ExpectationUpdater.update(source, of: lesson, outputs: [0: "2"]) == source)
    let open = "```swift\nrun()\n```\n```output\n1\n"
    #expect(update(open, [0: "2"]) == open)
  }

  @Test func `Bytes of another lesson are a programmer's error`() async {
    await #expect(processExitsWith: .failure) {
      let lesson = Lesson.parse("# A", path: "a.md")
      _ = ExpectationUpdater.update(Array("# B".utf8), of: lesson, outputs: [:])
    }
  }

  // MARK: - Properties

  private static let lines = [
    "", " ", "a", "a ", "1.5", "1.50001", "-2", "…", "```", "````", "  ```` ", "```swift", "~~~",
    "> q",
    "- item", "\ttab", "# h", "漢字", "[x]: y", "<!--", "$`x`$", "`",
  ]

  /// Where a fence may stand: what precedes its first and its other lines, and its character.
  private static let places = [
    ("", "", "`"), ("", "", "~"), ("- ", "  ", "`"), ("> ", "> ", "`"), ("1. > ", "   > ", "~"),
    ("  ", "  ", "`"), ("-\t", "\t", "`"),
  ]

  @Test(arguments: 0..<7, ["\n", "\r\n"])
  func
    `After an update the output matches, nothing else changed, and updating again changes nothing`(
      _ placeIndex: Int, _ end: String
    )
  {
    var random = SplitMix(seed: UInt64(placeIndex) * 2 + (end == "\n" ? 0 : 1))
    let (first, other, character) = Self.places[placeIndex]
    for _ in 0..<150 {
      let fence = String(repeating: character, count: random.below(2) + 3)
      let expected = random.lines(Self.lines).filter {
        !$0.drop { " \t".contains($0) }.hasPrefix(character + character)
      }
      let output = random.lines(Self.lines).map { $0 + "\n" }.joined()
      let tolerance = random.below(2) == 0 ? "" : " tolerance=1e-3"
      let before = ["\(first)```swift", "\(other)run()", "\(other)```"].map { $0 + end }.joined()
      let opening = "\(other)\(fence)output\(tolerance)\(end)"
      let content = expected.map { "\(other)\($0)\(end)" }.joined()
      let after = "\(other)\(fence)\(end)\(end)End.\(end)"
      let source = Array((Self.head + before + opening + content + after).utf8)
      let lesson = Lesson.parse(source, path: "a.md")
      #expect(lesson.cells.first?.expectation != nil)

      let updated = ExpectationUpdater.update(source, of: lesson, outputs: [0: output])
      let text = String(decoding: updated, as: UTF8.self)
      let again = Lesson.parse(updated, path: "a.md")
      #expect(again.cells.first?.expectation?.mismatch(with: output) == nil, "\(text)")
      #expect(ExpectationUpdater.update(updated, of: again, outputs: [0: output]) == updated)
      #expect(updated.starts(with: (Self.head + before + other + fence).utf8))
      #expect(updated.reversed().starts(with: (fence + end + end + "End." + end).utf8.reversed()))
      if lesson.cells.first?.expectation?.mismatch(with: output) == nil {
        #expect(updated == source)
      }
    }
  }
}

/// A small generator for tests.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// Up to seven of these lines.
  mutating func lines(_ lines: [String]) -> [String] {
    (0..<below(8)).map { _ in lines[below(lines.count)] }
  }
}
