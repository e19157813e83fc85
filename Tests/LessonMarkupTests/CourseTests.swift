import LessonMarkup
import Testing

@Suite("The course")
struct CourseTests {
  private static let yaml = """
    title: A course
    summary: On *everything*.
    module: Rollout
    product: RolloutLessons
    parts:
      - title: One
        summary: First.
        lessons: [01-a, 02-b]
      - title: Two
        lessons:
          - 03-c
    """

  private func identifiers(_ diagnostics: [Diagnostic]) -> [String] {
    diagnostics.map {
      "\($0.span.map { "\($0.start.line):\($0.start.column) " } ?? "")\($0.identifier)"
    }
  }

  @Test func `A course is read whole`() {
    let (course, diagnostics) = Course.load(yaml: Self.yaml, existing: ["01-a", "02-b", "03-c"])
    #expect(diagnostics.isEmpty)
    #expect(
      course
        == Course(
          title: "A course", summary: "On *everything*.", module: "Rollout",
          product: "RolloutLessons",
          parts: [
            Course.Part(title: "One", summary: "First.", lessons: ["01-a", "02-b"]),
            Course.Part(title: "Two", summary: "", lessons: ["03-c"]),
          ]))
    #expect(course?.stems == ["01-a", "02-b", "03-c"])
  }

  @Test func `An appendix numbers its lessons by its letter, and is not counted`() {
    let yaml = """
      \(Self.yaml)
        - title: Tools
          appendix: A
          lessons: [a1-x, a2-y]
        - title: Three
          lessons: [04-d]
      """
    let (course, diagnostics) = Course.load(yaml: yaml)
    #expect(diagnostics.isEmpty)
    #expect(course?.parts.map(\.appendix) == [nil, nil, "A", nil])
    #expect(course?.numbers == ["1", "2", "3", "A1", "A2", "4"])
    #expect(course?.number(of: "a2-y") == "A2")
    #expect(course?.number(of: "x") == nil)
    for (number, stem) in [("02", "02-b"), ("4", "04-d"), ("A1", "a1-x"), ("a2", "a2-y")] {
      #expect(course?.stem(numbered: number) == stem)
    }
    for number in ["0", "5", "A3", "B1", "", "a"] {
      #expect(course?.stem(numbered: number) == nil)
    }
  }

  @Test
  func `A part may have a later number, so that lessons keep theirs while others are unwritten`() {
    let yaml =
      "\(Self.yaml)\n  - title: Four\n    number: 4\n    first: 10\n    lessons: [10-x, 11-y]"
    let (course, diagnostics) = Course.load(yaml: yaml)
    #expect(diagnostics.isEmpty)
    #expect(course?.partNumbers == [1, 2, 4])
    #expect(course?.numbers == ["1", "2", "3", "10", "11"])
    #expect(course?.stem(numbered: "11") == "11-y")
  }

  @Test(arguments: [
    ("first: 10", "first: 3", "14:12", "first: 4"), ("first: 10", "first: x", "14:12", "first: 4"),
    ("first: 10", "first: -1", "14:12", "first: 4"),
    ("first: 10", "first: 99999999999", "14:12", "first: 4"),
    ("number: 4", "number: 2", "13:13", "number: 3"),
    ("number: 4", "number: 0", "13:13", "number: 3"),
  ])
  func `A number that is taken, or none, is reported`(
    right: String, wrong: String, place: String, fix: String
  ) {
    let yaml =
      "\(Self.yaml)\n  - title: Four\n    number: 4\n    first: 10\n    lessons: [10-x, 11-y]"
    let (course, diagnostics) = Course.load(yaml: yaml.replacing(right, with: wrong))
    #expect(identifiers(diagnostics) == ["\(place) invalid-value"])
    #expect(diagnostics.first?.fix == "write \(fix), a larger number, or nothing")
    #expect(course?.partNumbers == (right == "number: 4" ? [1, 2, 3] : [1, 2, 4]))
  }

  @Test(arguments: ["a", "AB", "1", "\"\"", "Ä"])
  func `An appendix is called by one capital letter`(_ letter: String) {
    let yaml = Self.yaml.replacing(
      "lessons: [01-a, 02-b]", with: "appendix: \(letter)\n    lessons: [a]")
    let (course, diagnostics) = Course.load(yaml: yaml)
    #expect(identifiers(diagnostics) == ["8:15 invalid-value"])
    #expect(course?.parts.first?.appendix == nil)
  }

  @Test func `Lessons that are missing, listed twice or not at all are reported`() {
    let yaml = "\(Self.yaml)\n      - 01-a\n      - 05-e"
    let (course, diagnostics) = Course.load(
      yaml: yaml, existing: ["01-a", "02-b", "03-d", "04-zzz"])
    #expect(course?.stems.count == 5)
    #expect(
      identifiers(diagnostics) == [
        "unlisted-lesson", "unlisted-lesson", "11:9 missing-lesson", "12:9 duplicate-lesson",
        "13:9 missing-lesson",
      ])
    #expect(diagnostics[2].fix == "did you mean '03-d'?")
    #expect(diagnostics[0].severity == .warning)
  }

  @Test func `Keys that are unknown or missing are reported`() {
    let (course, diagnostics) = Course.load(yaml: "titel: A\nparts:\n  - name: One\n    title: B\n")
    #expect(course?.parts == [Course.Part(title: "B", summary: "", lessons: [])])
    #expect(
      identifiers(diagnostics) == [
        "1:1 unknown-key", "1:1 missing-key", "1:1 missing-key", "1:1 missing-key",
        "1:1 missing-key",
        "3:5 unknown-key", "3:5 missing-key",
      ])
    #expect(diagnostics[0].fix == "did you mean 'title'?")
  }

  @Test(arguments: [
    "- a\n- b\n", "text", "a: [1\n", "parts: x\ntitle: a\nsummary: b\nmodule: c\nproduct: d\n",
  ])
  func `What is no course is reported, not trapped on`(_ yaml: String) {
    let diagnostics = Course.load(yaml: yaml).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.severity == .error)
  }
}

@Suite("What lessons say of others")
struct CourseCheckTests {
  private static let course = Course(
    title: "", summary: "", module: "", product: "",
    parts: [
      Course.Part(title: "", summary: "", lessons: ["01-returns", "02-bellman", "03-control"])
    ])

  private static func lesson(_ stem: String, _ body: String, requires: String = "[]") -> Lesson {
    Lesson.parse(
      "---\ntitle: \(stem)\nsummary: S\nrequires: \(requires)\n---\n\n# \(stem)\n\n\(body)\n",
      path: "lessons/\(stem).md")
  }

  private static let others = [
    lesson("01-returns", "## The return\n\n```math label=eq-return\nG\n```"),
    lesson("03-control", "Text."),
  ]

  private func check(_ body: String, requires: String = "[]") -> [String] {
    let lesson = Self.lesson("02-bellman", body, requires: requires)
    let work = Reference(key: "sutton2018", type: "book", title: "RL")
    let checks = CourseChecks(
      course: Self.course, lessons: Self.others + [lesson], references: References([work]),
      figures: ["02-bellman": ["fig-values", "tab-summary"]], fileExists: { $0 == "drawing.png" })
    #expect(lesson.diagnostics.isEmpty)
    return checks.diagnostics(for: lesson).map {
      "\($0.span?.start.line ?? 0):\($0.span?.start.column ?? 0) \($0.identifier)"
        + ($0.fix.map { ": \($0)" } ?? "")
    }
  }

  @Test(arguments: [
    "[](#eq-here), [](#fig-values), [](#tab-summary), [](#02-bellman), [](#cell-1)\n\n```math label=eq-here\nx\n```\n\n```swift\n1\n```",
    "[a](01-returns.md) [b](./01-returns.md#the-return) [c](01-returns.md#eq-return) [d](03-control.md)",
    "[a](01-returns.md#fig-unknown-before-its-run) [b](https://example.org) [c](mailto:a@b.c)",
    "[@sutton2018, §3.5] ![A drawing](drawing.png) [d](drawing.png) [e](#02-bellman)",
  ])
  func `What is there is not reported`(_ body: String) {
    #expect(check(body, requires: "[01-returns]") == [])
  }

  @Test func `Requirements must be earlier lessons`() {
    #expect(
      check("Text.", requires: "[01-retruns, 03-control, 02-bellman, 07-x]") == [
        "4:12 unknown-lesson: did you mean '01-returns'?",
        "4:24 late-requirement: drop it, or change the order",
        "4:36 late-requirement: drop it, or change the order",
        "4:48 unknown-lesson: use one of: 01-returns, 02-bellman, 03-control",
      ])
  }

  @Test func `Unknown works are reported`() {
    #expect(
      check("See [@suton2018; @nobody1900].") == [
        "9:5 unknown-citation: did you mean 'sutton2018'?",
        "9:5 unknown-citation: add the work to lessons/references.yml",
      ])
  }

  @Test func `Unknown labels are reported`() {
    #expect(
      check("[](#fig-value) [](#eq-none) *[x](#sec-02-bellman)* [](#cell-1)") == [
        "9:1 unknown-reference: did you mean '#fig-values'?", "9:16 unknown-reference",
        "9:30 unknown-reference: did you mean '#02-bellman'?", "9:52 unknown-reference",
      ])
  }

  @Test func `Dead links are reported`() {
    #expect(
      check(
        """
        [a](01-retruns.md) [b](09-none.md) [c](01-returns.md#the-returns) [d](01-returns.html)
        [e](data.csv) ![A plot](plot.png) [f](../README.md)
        """) == [
          "9:1 dead-link: did you mean '01-returns.md'?", "9:20 dead-link",
          "9:36 unknown-reference: did you mean '#the-return'?",
          "9:67 link-to-page: write 01-returns.md", "10:1 dead-link", "10:15 dead-link",
          "10:35 dead-link",
        ])
  }
}
