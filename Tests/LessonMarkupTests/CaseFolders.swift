import FoundationEssentials
import LessonMarkup
import Testing

/// A folder of `Cases`: a lesson and what is to be said about it.
struct Case: Sendable, CustomTestStringConvertible {
  let name: String
  let folder: String
  var testDescription: String { name }

  static let all: [Case] = {
    let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cases)) ?? []
    return names.sorted().filter { !$0.hasPrefix(".") }.map {
      Case(name: $0, folder: "\(cases)/\($0)")
    }
  }()

  func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: "\(folder)/\(file)")))
  }
}

@Suite("Lessons in Cases are read as recorded")
struct CaseFolders {
  /// Set to record anew what the cases expect; a run that records fails, so that none goes unseen.
  private static let isRecording =
    ProcessInfo.processInfo.environment["RECORD_CASES"] != nil

  @Test func `There are at least 35 cases`() {
    #expect(Case.all.count >= 35)
  }

  @Test(arguments: Case.all)
  func `A lesson gives the recorded diagnostics and tree`(_ folder: Case) throws {
    let lesson = Lesson.parse(try folder.bytes("lesson.md"), path: "lesson.md")
    let printer = DiagnosticPrinter(sources: ["lesson.md": lesson.source])
    try compare(printer.text(lesson.diagnostics), with: "diagnostics.expected", of: folder)
    if FileManager.default.fileExists(atPath: "\(folder.folder)/lesson.tree.expected") {
      try compare(TreeText(lesson).text, with: "lesson.tree.expected", of: folder)
    }
  }

  private func compare(_ actual: String, with file: String, of folder: Case) throws {
    if Self.isRecording {
      try Data(actual.utf8).write(to: URL(filePath: "\(folder.folder)/\(file)"))
      Issue.record("recorded \(folder.name)/\(file); run again without recording")
      return
    }
    let expected = String(decoding: try folder.bytes(file), as: UTF8.self)
    #expect(actual == expected, "\(folder.name)/\(file)")
  }
}
