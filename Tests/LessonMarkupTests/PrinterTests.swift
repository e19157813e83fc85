import LessonMarkup
import Testing

@Suite("Diagnostics in print")
struct PrinterTests {
  private func diagnostic(
    _ start: (Int, Int)? = nil, to end: (Int, Int)? = nil, _ severity: Diagnostic.Severity = .error,
    file: String = "a.md", explanation: String? = nil, fix: String? = nil
  ) -> Diagnostic {
    let span = start.map { start in
      let end = end ?? start
      return SourceSpan(
        SourcePosition(line: start.0, column: start.1), SourcePosition(line: end.0, column: end.1))
    }
    return Diagnostic(
      "name", severity, file: file, at: span, summary: "what", explanation: explanation, fix: fix)
  }

  private func text(_ diagnostic: Diagnostic, source: String) -> String {
    DiagnosticPrinter(sources: ["a.md": source]).text(diagnostic)
  }

  @Test func `Without a place only the file is named`() {
    #expect(text(diagnostic(nil, .note), source: "x") == "a.md: note: what [name]\n")
  }

  @Test func `The caret line marks the span`() {
    let printed = text(
      diagnostic((2, 4), to: (2, 9), explanation: "one\n\ntwo", fix: "this\nway"),
      source: "first\nab hiden c\n")
    #expect(
      printed == """
        a.md:2:4: error: what [name]
            ab hiden c
               ^~~~~
            one

            two
            fix: this
                 way

        """)
  }

  @Test func `A span over lines is marked to the end of the first`() {
    let printed = text(diagnostic((1, 2), to: (2, 2)), source: "abcd\nef")
    #expect(printed.hasSuffix("    abcd\n     ^~~\n"))
  }

  @Test func `An empty span and one behind the line have one caret`() {
    #expect(text(diagnostic((1, 1)), source: "ab").hasSuffix("    ab\n    ^\n"))
    #expect(text(diagnostic((1, 3)), source: "ab").hasSuffix("    ab\n      ^\n"))
    #expect(text(diagnostic((1, 9)), source: "ab").hasSuffix("    ab\n      ^\n"))
  }

  @Test func `A place outside the file shows no line`() {
    #expect(text(diagnostic((7, 1)), source: "ab") == "a.md:7:1: error: what [name]\n")
    #expect(
      text(diagnostic((1, 1), file: "b.md"), source: "ab") == "b.md:1:1: error: what [name]\n")
  }

  @Test func `Tabs and wide characters keep the caret in place`() {
    #expect(
      text(diagnostic((1, 3), to: (1, 5)), source: "\ta\tb").hasSuffix(
        "        a   b\n         ^~~~\n"))
    #expect(text(diagnostic((1, 3), to: (1, 4)), source: "漢字 x").hasSuffix("    漢字 x\n        ^\n"))
    #expect(text(diagnostic((1, 2), to: (1, 3)), source: "漢字 x").hasSuffix("    漢字 x\n      ^~\n"))
    #expect(
      text(diagnostic((1, 2), to: (1, 3)), source: "e\u{301}x").hasSuffix("    e\u{301}x\n     ^\n")
    )
    #expect(text(diagnostic((1, 2), to: (1, 3)), source: "👩‍👩‍👧x").hasSuffix("    👩‍👩‍👧x\n      ^\n"))
  }

  @Test func `Control characters are not passed on to the terminal`() {
    #expect(!text(diagnostic((1, 1)), source: "\u{1B}[31mred").contains("\u{1B}"))
  }

  @Test func `A long line is cut around the span`() {
    let source = String(repeating: "a", count: 200) + "here" + String(repeating: "b", count: 200)
    let lines = text(diagnostic((1, 201), to: (1, 205)), source: source).split(separator: "\n")
    #expect(lines[1].hasPrefix("    …aaa") && lines[1].hasSuffix("bbb…"))
    #expect(lines[1].count == 102)
    let before = lines[2].prefix { $0 == " " }.count
    #expect(lines[1].dropFirst(before).hasPrefix("here"))
    #expect(lines[2].dropFirst(before) == "^~~~")
  }

  @Test func `Diagnostics come by file and place`() {
    let all = [
      diagnostic((1, 1), file: "b.md"), diagnostic((3, 1)), diagnostic((2, 5)), diagnostic((2, 4)),
      diagnostic(nil, .warning),
    ]
    let printed = DiagnosticPrinter(sources: [:]).text(all)
    let heads = printed.split(separator: "\n").map { $0.prefix { $0 != " " } }
    #expect(heads == ["a.md:", "a.md:2:4:", "a.md:2:5:", "a.md:3:1:", "b.md:1:1:"])
    #expect(DiagnosticPrinter(sources: [:]).text([Diagnostic]()) == "")
  }

  @Test func `Colours are a choice`() {
    let printer = DiagnosticPrinter(sources: ["a.md": "abc"], isColored: true)
    let printed = printer.text(diagnostic((1, 1), .warning))
    #expect(printed.contains("\u{1B}[33mwarning: \u{1B}[0m"))
    #expect(printed.contains("\u{1B}[32m^\u{1B}[0m"))
  }
}
