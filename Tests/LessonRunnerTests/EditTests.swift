import LessonEvents
import LessonMarkup
import LessonRunner
import Synchronization
import Testing

@Suite struct `What runs again after an edit` {
  private func lesson(_ cells: [String], inline: String = "a") -> Lesson {
    RunnerFixture.lesson(
      cells.map { "```swift\n\($0)\n```\n" }.joined(separator: "\n")
        + "\nIt is `{swift} \(inline)`.\n")
  }

  private func scope(_ cells: [String], edit: Int, to code: String) -> EditScope? {
    var edited = cells
    edited[edit] = code
    let now = lesson(edited)
    return EditScope(
      LessonPlan(now, includesSlow: true), ProgramSlice(now, module: "Rollout"),
      old: cells.map { $0 + "\n" }, changed: [edit], changedInline: [])
  }

  private static let cells = [
    "import Rollout\nlet a = 1", "var sum = 0", "func double(_ x: Int) -> Int { 2 * x }",
    "sum += a", "print(double(a))", "let b = 5\nprint(b)", "print(sum)",
  ]

  @Test func `an edit reaches the cells that share its names, forwards`() {
    #expect(scope(Self.cells, edit: 5, to: "let b = 6")?.cells == [5])
    #expect(scope(Self.cells, edit: 5, to: "let b = 6")?.inlineCells == [])
    #expect(scope(Self.cells, edit: 0, to: "let a = 2")?.cells == [0, 3, 4, 6])
    #expect(scope(Self.cells, edit: 0, to: "let a = 2")?.inlineCells == [0])
    #expect(scope(Self.cells, edit: 3, to: "sum += 2")?.cells == [3, 6])
    #expect(scope(Self.cells, edit: 2, to: "func twice(_ x: Int) -> Int { x }")?.cells == [2, 4])
    #expect(scope(Self.cells, edit: 6, to: "sum = 3; print(a)")?.cells == [6])
  }

  @Test(arguments: [
    "class Counter { var n = 0 }", "@MainActor func f() { sum += 1 }", "import Glibc",
    "nonisolated(unsafe) var n = 0",
  ])
  func `where cells may share more than names, all of them run`(_ code: String) {
    #expect(scope(Self.cells + [code], edit: 5, to: "let b = 6") == nil)
    #expect(scope(Self.cells, edit: 5, to: code) == nil)
  }

  @Test(arguments: ["extension Int { var half: Int { self / 2 } }", "protocol Halved {}"])
  func `an edit that acts without being named runs all cells`(_ code: String) {
    #expect(scope(Self.cells, edit: 5, to: code) == nil)
    #expect(scope(Self.cells + [code], edit: 7, to: "let b = 6") == nil)
    #expect(scope(Self.cells + [code], edit: 5, to: "let b = 6")?.cells == [5])
  }

  @Test func `the result after an edit is that of the whole lesson, from fewer cells`()
    async throws
  {
    let cells = [
      "import Rollout\nlet a = 1\nprint(\"a\", a)", "var sum = 0\nprint(\"sum\", sum)",
      "sum += a\nprint(\"sum\", sum)", "let b = 5\nprint(\"b\", b)", "print(\"end\", b)",
    ]
    for (edit, code, count) in [
      (3, "let b = 6\nprint(\"b\", b)", 5), (2, "sum += 2 * a\nprint(\"sum\", sum)", 5),
      (1, "var sum = 10\nprint(\"sum\", sum)", 5), (4, "print(\"END\", b) // sum", 2),
    ] {
      var edited = cells
      edited[edit] = code
      let (before, after) = (lesson(cells, inline: "sum * b"), lesson(edited, inline: "sum * b"))
      let (partial, ran) = try await RunnerFixture.withFolder { folder in
        let runner = try RunnerFixture.runner(in: folder)
        _ = try await runner.result(of: before)
        return try await result(of: after, runner)
      }
      let (whole, _) = try await RunnerFixture.withFolder { folder in
        try await result(of: after, try RunnerFixture.runner(in: folder))
      }
      #expect(partial.cells.map(\.outputs) == whole.cells.map(\.outputs))
      #expect(partial.values == whole.values)
      #expect(partial.isComplete)
      #expect(ran <= count)
    }
  }

  @Test func `an edit that breaks something gives the failures of the whole lesson`() async throws {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      _ = try await runner.result(of: lesson(["let a = 1", "let b = a", "print(b)"]))
      let broken = try await runner.result(
        of: lesson(["let a = 1", "let b: Int = \"\"", "print(b)"]))
      #expect(broken.cells.map(\.status) == [.passed, .failed, .skipped])
      let trap = try await runner.result(
        of: lesson(["let a = 1", "let b = a / (a - 1)", "print(b)"]))
      #expect(trap.cells.map(\.status) == [.passed, .failed, .skipped])
    }
  }

  @Test(arguments: ["let unit = 1", "let other = 1", "func half(_ n: Int) -> Int { n / 2 }"])
  func `exercises and announced failures after an edit come out as in the whole lesson`(
    _ edited: String
  ) async throws {
    let text = """
      ```swift
      let unit = 1
      ```

      ```swift
      let other = 1
      ```

      ```swift exercise=half
      func half(_ n: Int) -> Int { n }
      ```

      ```swift solution=half
      func half(_ n: Int) -> Int { n / 2 }
      ```

      ```swift check=half
      verify(half(4 * unit), equals: 2)
      ```

      ```swift traps
      print(7 / (unit - 1))
      ```
      """
    let changes = [
      "let unit = 1": "let unit = 2", "let other = 1": "let other = 2",
      "func half(_ n: Int) -> Int { n / 2 }": "func half(_ n: Int) -> Int { n - n / 2 }",
    ]
    let after = text.replacing(edited, with: try #require(changes[edited]))
    let lesson = RunnerFixture.lesson(after)
    let partial = try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      _ = try await runner.result(of: RunnerFixture.lesson(text))
      return try await runner.result(of: lesson)
    }
    let whole = try await RunnerFixture.withFolder { folder in
      try await RunnerFixture.runner(in: folder).result(of: lesson)
    }
    #expect(partial.cells.map(\.status) == whole.cells.map(\.status))
    #expect(partial.cells.map(\.failures) == whole.cells.map(\.failures))
    #expect(partial.cells.map(\.verification) == whole.cells.map(\.verification))
  }

  /// The result, and how many cells the last program had.
  private func result(of lesson: Lesson, _ runner: LessonRunner) async throws -> (LessonResult, Int)
  {
    let ran = Mutex(0)
    let result = try await runner.result(of: lesson) { progress in
      if case .running(let cells) = progress { ran.withLock { $0 = cells } }
    }
    return (result, ran.withLock { $0 })
  }
}
