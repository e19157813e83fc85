import LessonEvents
import LessonMarkup
import LessonRunner
import Synchronization
import Testing

@Suite struct `Quick and fast programs` {
  @Test func `a lesson that runs long is compiled again, tells nothing twice, and prints the same`()
    async throws
  {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      // Several seconds without optimisation, a tenth of one with it.
      let lesson = RunnerFixture.lesson(
        """
        ```swift
        print("first")
        ```

        ```swift
        print("second")
        var sum = 0.0
        for number in 1...100_000_000 { sum += 1 / Double(number) }
        print(sum)
        ```
        """)
      let heard = Mutex("")
      let result = try await runner.result(of: lesson) { progress in
        if case .printed(let bytes) = progress {
          heard.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
      }
      #expect(result.cells.map(\.printed) == ["first\n", "second\n18.997896413852555\n"])
      #expect(heard.withLock { $0 } == "first\nsecond\n18.997896413852555\n")
    }
  }

  @Test func `what is tried apart takes along the cells it stands on, and no others`() {
    let lesson = RunnerFixture.lesson(
      [
        "import Glibc", "let (width, height) = (2, 3)", "var total = 0",
        "func area(_ w: Int) -> Int { w * height }", "total += 1", "let other = 4.0",
        "extension Double { var half: Double { self / 2 } }", "print(area(width), total)",
        "print(other.half)",
      ].map { "```swift\n\($0)\n```\n" }.joined(separator: "\n"))
    let slice = ProgramSlice(lesson, module: "Rollout")
    let all = Array(lesson.cells.indices)
    #expect(slice.cells(neededBy: [7], among: Array(all[...7])) == [0, 1, 2, 3, 4, 7])
    #expect(slice.cells(neededBy: [8], among: all) == [0, 5, 6, 8])
    #expect(slice.cells(neededBy: [5], among: [5]) == [5])
  }

  @Test func `comments and the letters of strings are no names, interpolations are`() {
    let code =
      "let a = \"class \\(b + f(\"x\")) y\" // var c\n/* d */ e\nlet s = \"\"\"\nq \\(r)\n\"\"\""
    let lesson = RunnerFixture.lesson(
      ["let b = 1", "let c = 1", "let x = 1", "let r = 1", "let q = 1", code].map {
        "```swift\n\($0)\n```\n"
      }.joined(separator: "\n"))
    let slice = ProgramSlice(lesson, module: "Rollout")
    #expect(slice.cells(neededBy: [5], among: Array(0...5)) == [0, 3, 5])
    #expect(slice.sharesOnlyNames)
  }

  @Test func `reports of a second run leave out what was told`() {
    let filter = NewsFilter()
    func told(_ progress: LessonProgress) -> String? {
      guard let new = filter.new(in: progress) else { return nil }
      guard case .printed(let bytes) = new else { return "\(new)" }
      return String(decoding: bytes, as: UTF8.self)
    }
    _ = told(.running(cells: 1))
    #expect(told(.cellBegan(0)) != nil)
    #expect(told(.printed(Array("abc".utf8))) == "abc")
    _ = told(.running(cells: 1))
    #expect(told(.cellBegan(0)) == nil)
    #expect(told(.printed(Array("ab".utf8))) == nil)
    #expect(told(.printed(Array("cde".utf8))) == "de")
    #expect(told(.printed(Array("f".utf8))) == "f")
    #expect(told(.cellEnded(0)) != nil)
  }
}
