import FoundationEssentials
import Glibc
import LessonEvents
import LessonMarkup
import LessonRunner
import Testing

/// What the runner's tests share: the toolchain, the library beside the test's own program, folders to work in.
enum RunnerFixture {
  /// The folder of this target's sources.
  static let sources = String(#filePath.dropLast("/RunnerFixture.swift".count))

  static let toolchain = Result<Toolchain, any Error> {
    try Toolchain.find(searchPath: String(cString: try #require(getenv("PATH"))))
  }

  static let library = Result<LessonLibrary, any Error> {
    try LibraryBuild.library(
      module: "Rollout", product: "RolloutLessons", package: nil, toolchain: toolchain.get())
  }

  /// What is remembered of the toolchain and the library, by all tests together.
  static let memory = Memory(folder: nil)

  /// A runner in a new folder.
  static func runner(
    in folder: String, options: LessonRunner.Options = LessonRunner.Options()
  ) throws -> LessonRunner {
    LessonRunner(
      course: folder, library: try library.get(), toolchain: try toolchain.get(), memory: memory,
      options: options)
  }

  /// A lesson with front matter around `body`.
  static func lesson(_ body: String, path: String = "lessons/01-test.md", seed: Int = 1) -> Lesson {
    let head =
      "---\ntitle: T\nsummary: S\nseed: \(seed)\nrequires: []\nsource: none\n---\n\n# T\n\n"
    return Lesson.parse(Array((head + body).utf8), path: path)
  }

  /// Does something in a new folder that is gone afterwards.
  static func withFolder<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    let name = "/tmp/rollout-test-\(getpid())-\(UInt32.random(in: .min ... .max))"
    try #require(mkdir(name, 0o755) == 0)
    defer { try? FileManager.default.removeItem(atPath: name) }
    return try await body(name)
  }

  /// The text of a file; `nil` when it isn't there.
  static func text(of path: String) -> String? {
    bytes(of: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The bytes of a file; `nil` when it isn't there.
  static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    return bytes
  }

  /// Writes a file.
  static func write(_ text: String, to path: String) throws {
    try write(Array(text.utf8), to: path)
  }

  /// Writes a file.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let file = try #require(fopen(path, "w"))
    defer { fclose(file) }
    #expect(fwrite(bytes, 1, bytes.count, file) == bytes.count)
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
