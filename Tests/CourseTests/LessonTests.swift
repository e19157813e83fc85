import Foundation
public import LessonMarkup
import LessonRunner
public import Testing

/// The course's lessons as tests: each compiles, runs, verifies what it derives, prints what it says, and its exercises
/// are solved by their solutions and not by their stubs.
@Suite struct LessonTests {
  static let course = Course.load(yaml: read("lessons/course.yml")).course
  static let lessons = (course?.stems ?? []).map { stem in
    Lesson.parse(read("lessons/\(stem).md"), path: "lessons/\(stem).md")
  }

  @Test("the course lists its lessons and has no mistakes in its own files")
  func courseFiles() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(Places.package)/lessons")
    let existing = names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
    let loaded = Course.load(yaml: Self.read("lessons/course.yml"), existing: existing)
    #expect(loaded.diagnostics == [])
    #expect(References.load(yaml: Self.read("lessons/references.yml")).diagnostics == [])
    #expect(!Self.lessons.isEmpty)
  }

  @Test("a lesson does what it says", arguments: lessons)
  func lesson(_ lesson: Lesson) async throws {
    let course = try #require(Self.course)
    let result = try await Self.runner.get().result(of: lesson)
    let checks = CourseChecks(
      course: course, lessons: Self.lessons,
      references: References.load(yaml: Self.read("lessons/references.yml")).references)
    let found =
      lesson.diagnostics + result.diagnostics(in: lesson) + result.differences(in: lesson)
      + checks.diagnostics(for: lesson)
    let printer = DiagnosticPrinter(sources: [lesson.path: lesson.source])
    #expect(found.isEmpty, "\(printer.text(found))")
    #expect(result.isComplete)
  }

  @Test("a lesson shows, checks and asks as much as the course promises", arguments: lessons)
  func substance(_ lesson: Lesson) {
    #expect(Set(lesson.cells.compactMap(\.options.verifies)).count >= 3)
    #expect(Set(lesson.cells.compactMap(\.options.exercise)).count >= 2)
    #expect(lesson.cells.contains { $0.expectation != nil })
  }

  /// One runner for all lessons, so that no more run at once than there are cores. Nothing is taken from a cache.
  private static let runner = Result<LessonRunner, any Error> {
    let course = try #require(LessonTests.course)
    let toolchain = try Toolchain.find(
      searchPath: ProcessInfo.processInfo.environment["PATH"] ?? "")
    let library = try LibraryBuild.library(
      module: course.module, product: course.product, package: nil, toolchain: toolchain)
    var options = LessonRunner.Options()
    options.usesCache = false
    options.includesSlow = false
    let cache = FileManager.default.temporaryDirectory.path + "/rollout-lessons-\(getpid())"
    return LessonRunner(
      course: Places.package, library: library, toolchain: toolchain, cache: cache,
      options: options)
  }

  private static func read(_ path: String) -> String {
    (try? String(contentsOfFile: "\(Places.package)/\(path)", encoding: .utf8)) ?? ""
  }
}

extension Lesson: CustomTestStringConvertible {
  /// The lesson by its stem, such as "02-bellman-expectation".
  public var testDescription: String { stem }
}
