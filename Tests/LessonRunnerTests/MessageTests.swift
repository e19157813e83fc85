import LessonMarkup
import LessonRunner
import Testing

@Suite struct `Reading what compilers and dying programs say` {
  @Test func `compiler messages carry their notes`() {
    let messages = CompilerMessage.parse(
      """
      lessons/a:b.md:12:7: error: invalid redeclaration of 'x': really
      let x = 2
          ^
      lessons/a:b.md:3:5: note: 'x' previously declared here
      lessons/a:b.md:14:1: warning: unused
      error: no such module 'Rollout'
      2 errors generated.
      """)
    #expect(messages.map(\.severity) == [.error, .warning, .error])
    #expect(messages[0].file == "lessons/a:b.md")
    #expect([messages[0].line, messages[0].column] == [12, 7])
    #expect(messages[0].text == "invalid redeclaration of 'x': really")
    #expect(messages[0].notes.map(\.line) == [3])
    #expect(messages[2].text == "no such module 'Rollout'")
    #expect(messages[2].line == 0)
  }

  @Test func `command lines are split as a shell would`() {
    #expect(
      ShellWords.split(#"/bin/swiftc -I 'a b' "c d"  e\ f '/x y'\''z' ''"#)
        == ["/bin/swiftc", "-I", "a b", "c d", "e f", "/x y'z", ""])
  }

  @Test(arguments: [
    (
      "lesson/05-a.md:41: Fatal error: count is 0\nand\nCurrent stack trace:\n0 x",
      "trap", "count is 0\nand", 41
    ),
    ("Swift/Array.swift:692: Fatal error: Index out of range\n", "trap", "Index out of range", 692),
    ("lesson/a.md:7: Precondition failed: no\n", "trap", "no", 7),
    ("lesson/a.md:7: Precondition failed\n", "trap", "Precondition failed", 7),
    (
      "noise\nSwift/E.swift:254: Fatal error: Error raised at top level: lesson.Bad.thing(9)\n",
      "thrown", "Bad.thing(9)", 254
    ),
    ("free(): invalid pointer\n", "silent", "free(): invalid pointer", 0),
    ("", "silent", "", 0),
  ])
  func `the last words of a program are understood`(
    _ errors: String, reason: String, text: String, line: Int
  ) {
    let message = DeathMessage(errors)
    #expect("\(message.reason)" == reason)
    #expect(message.text == text)
    #expect(message.line ?? 0 == line)
  }

  @Test func `lines that end in the mark are emptied, the others kept in place`() {
    #expect(
      ApartTrials.withoutMarkedLines("let a = 1\nlet b: Int = 2.5 // rejects  \nprint(a)\n")
        == "let a = 1\n\nprint(a)\n")
    #expect(ApartTrials.withoutMarkedLines("let a = 1 // rejects it\n") == nil)
  }
}

@Suite struct `Planning a lesson's program` {
  private let lesson = RunnerFixture.lesson(
    """
    ```swift exercise=a
    let stub = 1
    ```

    ```swift traps
    fatalError()
    ```

    ```swift slow
    let slow = 1
    ```

    ```swift solution=a
    let stub = 2
    ```

    ```swift check=a
    verify(stub, equals: 2)
    ```

    ```swift norun
    nothing
    ```
    """)

  @Test func `a solution stands in its stub's place, and cells that fail stand apart`() {
    let plan = LessonPlan(lesson, includesSlow: true)
    #expect(plan.program == [3, 2, 4])
    #expect(plan.apart == [1])
    #expect(plan.replacedStubs == [0])
    #expect(LessonPlan(lesson, includesSlow: false).program == [3, 4])
  }

  @Test func `the compiler's places lead back to the lesson, in characters`() {
    let lesson = RunnerFixture.lesson("Text `{swift} é + x`.\n\n```swift\nlet é = 1; é\n```\n")
    let program = Program(
      lesson, parts: [Program.Part(cell: 0, inline: [0])], module: "Rollout")
    let line = lesson.cells[0].firstLine
    #expect(
      program.place(file: lesson.path, line: line, column: 13)
        == .cell(0, line: 0, column: 12))
    let rows = program.text.split(separator: "\n", omittingEmptySubsequences: false)
    let expression = rows.firstIndex(of: "é + x").map { $0 + 1 }
    #expect(
      program.place(file: "main.swift", line: expression ?? 0, column: 6)
        == .inline(0, line: 0, column: 5))
    #expect(program.place(file: "main.swift", line: 1, column: 1) == nil)
    #expect(program.text.contains("#sourceLocation(file: \"\(lesson.path)\", line: \(line))"))
  }
}
