import Glibc
import LessonEvents
import LessonMarkup
import LessonRunner
import Synchronization
import Testing

@Suite struct `Limits and the world around` {
  @Test func `a flood of output is cut, said, and ended`() async throws {
    try await RunnerFixture.withFolder { folder in
      var options = LessonRunner.Options()
      options.keptOutput = 1000
      options.allowedOutput = 1 << 20
      let runner = try RunnerFixture.runner(in: folder, options: options)
      let lesson = RunnerFixture.lesson(
        """
        ```swift
        for _ in 0..<300 { print("ten bytes") }
        ```

        ```swift
        while true { print("and no end") }
        ```

        ```swift
        print("later")
        ```
        """)
      let result = try await runner.result(of: lesson)
      #expect(result.cells.map(\.status) == [.failed, .failed, .passed])
      #expect(result.cells[0].printed.utf8.count == 1000)
      #expect(result.cells[0].failures.map(\.kind) == [.tooMuchOutput])
      #expect(result.cells[0].failures[0].message.contains("2000 bytes"))
      #expect(result.cells[1].printed.utf8.count == 1000)
      #expect(result.cells[1].failures.contains { $0.message.contains("1 MiB and was ended") })
      #expect(result.cells[2].printed == "later\n")
    }
  }

  @Test func `an ended cell takes the processes that it started with it`() async throws {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson(
        """
        ```swift timeout=1s
        import Glibc
        let command = "echo $$ > child; exec sleep 1000"
        var pid: pid_t = 0
        let parts: [String] = ["/bin/sh", "-c", command]
        let words = parts.map { strdup($0) } + [nil]
        posix_spawn(&pid, "/bin/sh", nil, nil, words, nil)
        while true {}
        ```
        """)
      let result = try await runner.result(of: lesson)
      #expect(result.cells[0].failures.map(\.kind) == [.timeout])
      #expect(result.cells[0].failures[0].line == 6)
      let child = try #require(RunnerFixture.text(of: "\(folder)/child"))
      let identifier = try #require(pid_t(child.dropLast()))
      #expect(kill(identifier, 0) == -1 || isDead(identifier))
    }
  }

  /// A process that has ended and that nobody has asked about yet.
  private func isDead(_ identifier: pid_t) -> Bool {
    guard let status = RunnerFixture.text(of: "/proc/\(identifier)/stat") else { return true }
    return status.contains(") Z ")
  }

  @Test func `what is printed and shown is reported as it happens, in order`() async throws {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson(
        "```swift\nprint(\"a\")\nprogress(1, \"work\")\n```\n\n```swift\nprint(\"b\")\n```\n")
      let heard = Mutex<[String]>([])
      _ = try await runner.result(of: lesson) { progress in
        let word: String? =
          switch progress {
          case .compiling: "compiling"
          case .running(let cells): "running \(cells)"
          case .cellBegan(let cell): "began \(cell)"
          case .printed(let bytes): String(decoding: bytes, as: UTF8.self)
          case .progress(let label, let fraction): "\(label) \(fraction)"
          case .cellEnded(let cell): "ended \(cell)"
          case .finished(let isFresh): "finished \(isFresh)"
          case .complained, .displayed, .tryingApart: nil
          }
        if let word { heard.withLock { $0.append(word) } }
      }
      #expect(
        heard.withLock { $0 } == [
          "compiling", "running 2", "began 0", "a\n", "work 1.0", "ended 0", "began 1", "b\n",
          "ended 1", "finished true",
        ])
    }
  }

  @Test func `outputs that differ from run to run are found`() async throws {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson(
        """
        ```swift
        print("steady")
        ```

        ```swift
        print(UInt64.random(in: .min ... .max))
        ```

        It is `{swift} UInt64.random(in: .min ... .max)` and `{swift} lessonSeed`.
        """)
      let result = try await runner.result(of: lesson)
      let unsteady = try await runner.unsteadyCells(of: lesson, since: result)
      #expect(unsteady.cells == [1])
      #expect(unsteady.inlineCells == [0])
    }
  }

  @Test func `lessons run together give what they give alone`() async throws {
    let lessons = (1...3).map { number in
      RunnerFixture.lesson(
        "```swift\nprint(\(number) * lessonSeed)\n```\n", path: "lessons/0\(number)-a.md")
    }
    var printed: [[String]] = []
    for jobs in [1, 2] {
      printed.append(
        try await RunnerFixture.withFolder { folder in
          var options = LessonRunner.Options()
          options.jobs = jobs
          let runner = try RunnerFixture.runner(in: folder, options: options)
          return try await runner.results(of: lessons).map(\.cells[0].printed)
        })
    }
    #expect(printed == [["1\n", "2\n", "3\n"], ["1\n", "2\n", "3\n"]])
  }

  @Test func `a missing compiler is named, with what to install`() {
    let error = #expect(throws: RunnerError.self) {
      try Toolchain.find(searchPath: "/nowhere:/etc")
    }
    #expect(error?.code == .noCompiler)
    #expect(error?.fix?.contains("install Swift") == true)
  }

  @Test func `a missing library is named, with the command that builds it`() throws {
    let toolchain = try RunnerFixture.toolchain.get()
    let error = #expect(throws: RunnerError.self) {
      try LibraryBuild.library(
        module: "Nowhere", product: "NowhereLessons", package: nil, toolchain: toolchain)
    }
    #expect(error?.code == .noLibrary)
    #expect(error?.fix?.contains("swift build -c release --product NowhereLessons") == true)
  }

  @Test func `a folder that may only be read is named`() async throws {
    // The kernel lets nobody, not even root, make a folder here.
    let lesson = RunnerFixture.lesson("```swift\nprint(1)\n```\n")
    let runner = try RunnerFixture.runner(in: "/sys")
    let error = await #expect(throws: RunnerError.self) {
      _ = try await runner.result(of: lesson)
    }
    #expect(error?.code == .readOnly)
    #expect(error?.context.contains("/sys/.rollout-cache") == true)
  }

  @Test func `a full disk is named`() {
    let error = RunnerError(writing: "/course/.rollout-cache/results/01", errorNumber: ENOSPC)
    #expect(error.code == .diskFull)
    #expect(error.description.contains("/course/.rollout-cache/results/01"))
    #expect(error.description.contains("make room"))
    #expect(RunnerError(writing: "/a", errorNumber: EROFS).code == .readOnly)
    #expect(RunnerError(writing: "/a", errorNumber: EIO).code == .unwritable)
  }

  @Test func `a lesson's program can be run by hand, and prints what it shows`() async throws {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson(
        """
        ```swift
        print("by hand")
        show(Table(rows: [1.5, 2.5]) { Column("number") { $0 } })
        verify(1, equals: 1)
        verify(2.0, equals: 3.0, within: 0.5)
        ```

        Its value is `{swift} 1 + 1`.
        """)
      _ = try await runner.result(of: lesson)
      let programs = "\(folder)/.rollout-cache/programs"
      let name = try #require(RunnerFixture.names(in: programs).first)
      let output = try #require(popen("\(programs)/\(name)/lesson", "r"))
      defer { pclose(output) }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = fread(&buffer, 1, buffer.count, output)
      let text = String(decoding: buffer[..<count], as: UTF8.self)
      #expect(text.hasPrefix("by hand\nnumber\n"))
      #expect(text.contains("2.5"))
      #expect(text.hasSuffix("line \(lesson.cells[0].firstLine + 3): 2.0 is not 3.0\n"))
    }
  }
}
