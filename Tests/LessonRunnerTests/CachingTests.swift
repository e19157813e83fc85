import Glibc
import LessonEvents
import LessonMarkup
import LessonRunner
import Synchronization
import Testing

@Suite struct `Keeping results` {
  private static let body = """
    Prose.

    ```swift
    print("one")
    ```

    ```swift
    let two = 2
    ```

    There are `{swift} two`.
    """

  /// Whether asking for a result ran the lesson.
  private func runs(_ runner: LessonRunner, _ lesson: Lesson) async throws -> Bool {
    let isFresh = Mutex(false)
    _ = try await runner.result(of: lesson) { progress in
      if case .finished(let fresh) = progress { isFresh.withLock { $0 = fresh } }
    }
    return isFresh.withLock { $0 }
  }

  @Test func `a lesson runs again only when something that it depends on changes, which is named`()
    async throws
  {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson(Self.body)
      #expect(try runner.reasonsToRun(lesson) == [.neverRun])
      #expect(try await runs(runner, lesson))
      #expect(try runner.reasonsToRun(lesson).isEmpty)
      #expect(try await !runs(runner, lesson))

      let prose = RunnerFixture.lesson(Self.body.replacing("Prose.", with: "Other\n\nprose."))
      #expect(try runner.reasonsToRun(prose).isEmpty)
      let shown = RunnerFixture.lesson(
        Self.body.replacing("```swift\nlet", with: "```swift hidden timeout=9s\nlet"))
      #expect(try runner.reasonsToRun(shown).isEmpty)

      let changed = RunnerFixture.lesson(Self.body.replacing("= 2", with: "= 3"))
      #expect(try runner.reasonsToRun(changed) == [.cellChanged(1)])
      let outcome = RunnerFixture.lesson(
        Self.body.replacing("```swift\nlet", with: "```swift norun\nlet"))
      #expect(try runner.reasonsToRun(outcome) == [.cellChanged(1)])
      let inline = RunnerFixture.lesson(Self.body.replacing("} two", with: "} two + 1"))
      #expect(try runner.reasonsToRun(inline) == [.inlineCellsChanged])
      let seed = RunnerFixture.lesson(Self.body, seed: 2)
      #expect(try runner.reasonsToRun(seed) == [.seedChanged(from: 1, to: 2)])
      let longer = RunnerFixture.lesson(Self.body + "\n\n```swift\nprint()\n```\n")
      #expect(try runner.reasonsToRun(longer) == [.cellCountChanged(from: 2, to: 3)])
    }
  }

  @Test func `a data file that a cell mentions belongs to what its lesson depends on`()
    async throws
  {
    try await RunnerFixture.withFolder { folder in
      try #require(mkdir("\(folder)/lessons", 0o755) == 0)
      try #require(mkdir("\(folder)/lessons/data", 0o755) == 0)
      try RunnerFixture.write("1,2\n", to: "\(folder)/lessons/data/runs.csv")
      try RunnerFixture.write("other\n", to: "\(folder)/lessons/data/other.csv")
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson(
        """
        ```swift
        import Glibc
        let file = fopen("lessons/data/runs.csv", "r")
        print(fgetc(file))
        ```
        """)
      let result = try await runner.result(of: lesson)
      #expect(result.cells[0].printed == "49\n")
      try RunnerFixture.write("changed\n", to: "\(folder)/lessons/data/other.csv")
      #expect(try runner.reasonsToRun(lesson).isEmpty)
      try RunnerFixture.write("2,2\n", to: "\(folder)/lessons/data/runs.csv")
      #expect(try runner.reasonsToRun(lesson) == [.inputChanged("lessons/data/runs.csv")])
    }
  }

  @Test func `a cut or changed file counts as none, and a failed result is not kept`() async throws
  {
    try await RunnerFixture.withFolder { folder in
      let runner = try RunnerFixture.runner(in: folder)
      let lesson = RunnerFixture.lesson("```swift\nprint(\"kept\")\n```\n")
      let first = try await runner.result(of: lesson)
      let path = "\(folder)/.rollout-cache/results/01-test"
      let kept = try #require(RunnerFixture.bytes(of: path))
      for damaged in [
        Array(kept.dropLast()), kept.dropLast() + [kept.last.map { $0 ^ 1 } ?? 0], [],
      ] {
        try RunnerFixture.write(damaged, to: path)
        #expect(try runner.reasonsToRun(lesson) == [.neverRun])
        #expect(try await runner.result(of: lesson).cells[0].outputs == first.cells[0].outputs)
      }
      let failing = RunnerFixture.lesson("```swift\nverify(false)\n```\n")
      // What a tool that was killed left half made goes with the next program.
      try #require(mkdir("\(folder)/.rollout-cache/programs/draft-4000000-1", 0o755) == 0)
      _ = try await runner.result(of: failing)
      #expect(try runner.reasonsToRun(failing) == [.failedLastTime])
      #expect(try await runs(runner, failing))
      #expect(
        RunnerFixture.names(in: "\(folder)/.rollout-cache/programs").allSatisfy {
          !$0.hasPrefix("draft")
        })
      try LessonRunner.clean(course: folder)
      #expect(try runner.reasonsToRun(failing) == [.neverRun])
    }
  }

  @Test func `what a library, a toolchain or a tool changed is named`() {
    let lesson = RunnerFixture.lesson(Self.body)
    func identity(
      library: String = "a", version: String = "6.3", module: String = "Rollout", slow: Bool = true
    ) -> RunIdentity {
      RunIdentity(
        lesson, in: "/nowhere", library: library,
        toolchain: Toolchain(compiler: "/swiftc", version: version), module: module,
        includesSlow: slow)
    }
    let old = identity()
    #expect(identity().changes(since: old).isEmpty)
    #expect(identity(library: "b").changes(since: old) == [.libraryChanged])
    #expect(identity(version: "6.4").changes(since: old) == [.toolchainChanged])
    #expect(identity(module: "Other").changes(since: old) == [.toolChanged])
    #expect(identity(slow: false).changes(since: old).isEmpty)
    let slow = RunnerFixture.lesson("```swift slow\nprint(1)\n```\n")
    func slowIdentity(_ includesSlow: Bool) -> RunIdentity {
      RunIdentity(
        slow, in: "/nowhere", library: "a",
        toolchain: Toolchain(compiler: "/swiftc", version: "6.3"), module: "Rollout",
        includesSlow: includesSlow)
    }
    #expect(
      slowIdentity(false).changes(since: slowIdentity(true))
        == [.slowCells(areIncluded: false)])
  }

  @Test func `SHA-256 gives the digests of FIPS 180-4's examples`() {
    #expect(
      SHA256.digest(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.digest(of: [])
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    #expect(
      SHA256.digest(of: Array(two.utf8))
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    var million = SHA256()
    for _ in 0..<1000 { million.update([UInt8](repeating: 0x61, count: 1000)) }
    #expect(
      million.finish() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
