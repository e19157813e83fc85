import LessonMarkup
import Testing

@Suite("Outputs and expectations")
struct MatcherTests {
  private func mismatch(
    _ expected: String, _ printed: String, tolerance: Double? = nil, firstLine: Int = 1
  ) -> ExpectationMismatch? {
    let start = SourcePosition(line: 1)
    return Expectation(
      text: expected, tolerance: tolerance, firstLine: firstLine, contentRange: 0..<0,
      span: SourceSpan(start, start)
    ).mismatch(with: printed)
  }

  @Test(arguments: [
    ("", ""), ("a\n", "a\n"), ("a\n", "a"), ("a\n\n", "a\n\n"), ("a\nb\n", "a\r\nb\r\n"),
    ("a\nb\n", "a\rb"), ("\u{FFFD}\n", "\0\n"),
  ])
  func `The same text matches, whatever ends its lines`(_ expected: String, _ printed: String) {
    #expect(mismatch(expected, printed) == nil)
  }

  @Test(arguments: [
    ("", "a\n"), ("a\n", ""), ("a\n", "a \n"), ("a\n", "a\n\n"), ("1.0\n", "1.00\n"),
    ("é\n", "e\u{301}\n"), ("a\nb\n", "b\na\n"),
  ])
  func `Any other text does not`(_ expected: String, _ printed: String) {
    #expect(mismatch(expected, printed) != nil)
  }

  // MARK: - Skipped lines

  @Test(arguments: ["a\nz\n", "a\nb\nz\n", "a\n1\n2\n3\nz\n", "a\nz\nz\n"])
  func `An ellipsis stands for any number of lines`(_ printed: String) {
    #expect(mismatch("a\n…\nz\n", printed) == nil)
    #expect(mismatch("…\n", printed) == nil)
    #expect(mismatch("…\n…\nz\n", printed) == nil)
    #expect(mismatch("a\n  …\t\n", printed) == nil)
  }

  @Test(arguments: ["a\n", "z\n", "b\nz\n", "a\nz\nb\n", ""])
  func `What stands around an ellipsis must be there`(_ printed: String) {
    #expect(mismatch("a\n…\nz\n", printed) != nil)
  }

  @Test func `Stretches between ellipses come in order and don't overlap`() {
    let expected = "a\n…\nb\nc\n…\nd\n"
    #expect(mismatch(expected, "a\nb\nx\nb\nc\nd\n") == nil)
    #expect(mismatch(expected, "a\nb\nc\nb\nc\nd\n") == nil)
    #expect(mismatch(expected, "a\nb\nd\n") != nil)
    #expect(mismatch("a\n…\na\n", "a\n") != nil)
    #expect(mismatch("…\nb\n…\nb\n", "b\n") != nil)
  }

  @Test func `An ellipsis in a line is text`() {
    #expect(mismatch("a … b\n", "a … b\n") == nil)
    #expect(mismatch("a …\n", "a b\n") != nil)
  }

  // MARK: - Tolerance

  @Test(arguments: [
    ("1.0\n", "1.0000009\n"), ("-2.5e3 x\n", "-2500.001 x\n"),
    ("a1 = 3, b = 4\n", "a1 = 3, b = 4.000001\n"),
    ("0.0\n", "-0.0\n"), ("+1\n", "1\n"), ("1 - 2\n", "1 - 2.000001\n"), ("3-4\n", "3-4.000001\n"),
  ])
  func `Near numbers match within the tolerance`(_ expected: String, _ printed: String) {
    #expect(mismatch(expected, printed, tolerance: 1e-6) == nil)
    #expect(mismatch(expected, printed) != nil)
  }

  @Test(arguments: [
    ("1.0\n", "1.000002\n"), ("1 a\n", "1 b\n"), ("1 2\n", "1\n"), ("1  2\n", "1 2\n"),
    ("0.0\n", "1e-9\n"),
    ("1\n", "-1\n"), ("1\n", "nan\n"), ("inf\n", "1e400\n"),
  ])
  func `Far numbers and other text don't`(_ expected: String, _ printed: String) {
    #expect(mismatch(expected, printed, tolerance: 1e-6) != nil)
  }

  @Test func `Lines around an ellipsis are compared within the tolerance too`() {
    #expect(mismatch("1.0\n…\n2.0\n", "1.0000001\nx\n1.9999999\n", tolerance: 1e-6) == nil)
  }

  // MARK: - Diffs

  @Test func `A difference is told as a unified diff by the lesson's lines`() {
    let found = mismatch("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\ng\n", firstLine: 41)
    #expect(
      found?.diff == """
        @@ -42,5 +2,6 @@
         b
         c
         d
        -e
        +E
         f
        +g
        """)
    #expect(found?.line == 45)
  }

  @Test func `Changes far apart have hunks of their own, removed lines before added ones`() {
    let shared = (1...9).map { "\($0)\n" }.joined()
    let found = mismatch("x\ny\n\(shared)z\n", "X\nY\n\(shared)Z\n", firstLine: 10)
    #expect(
      found?.diff == """
        @@ -10,5 +1,5 @@
        -x
        -y
        +X
        +Y
         1
         2
         3
        @@ -18,4 +9,4 @@
         7
         8
         9
        -z
        +Z
        """)
    #expect(found?.line == 10)
  }

  @Test func `An ellipsis stays in the diff and counts the lines it skips`() {
    let found = mismatch("a\n…\ny\nz\n", "a\n1\n2\nY\nz\n", firstLine: 5)
    #expect(
      found?.diff == """
        @@ -5,4 +1,4 @@
         a
         …
        -y
        +Y
         z
        """)
    #expect(found?.line == 7)
  }

  @Test func `Blanks at the end of a changed line are made visible`() {
    #expect(mismatch("a\n", "a \t\n")?.diff.hasSuffix("-a\n+a·→") == true)
  }

  @Test func `Nothing expected, or nothing printed, is told too`() {
    #expect(mismatch("", "a\n", firstLine: 7)?.diff == "@@ -7,0 +1,1 @@\n+a")
    #expect(mismatch("", "a\n", firstLine: 7)?.line == 7)
    #expect(mismatch("a\nb\n", "", firstLine: 7)?.diff == "@@ -7,2 +1,0 @@\n-a\n-b")
    #expect(mismatch("a\nb\n", "a\n", firstLine: 7)?.line == 8)
  }

  @Test func `A flood of output is cut`() throws {
    let flood = (0..<5_000).map { "line \($0)\n" }.joined()
    let expected = (0..<5_000).map { "row \($0)\n" }.joined()
    let found = try #require(mismatch(expected, flood))
    let lines = found.diff.split(separator: "\n")
    #expect(lines.count == 81)
    #expect(lines.last == "… 9921 more lines")
    let long = try #require(mismatch("a\n", String(repeating: "b", count: 1_000_000)))
    #expect(long.diff.utf8.count < 400)
  }
}
