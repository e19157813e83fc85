import Foundation

/// A small course in a folder of its own, made from texts and removed in the end, and the tool that works on it.
final class TemporaryCourse {
  let folder: String

  /// Writes a course of these lessons, by stem; it borrows the package's templates and assets.
  init(_ lessons: KeyValuePairs<String, String>) throws {
    folder = FileManager.default.temporaryDirectory.path + "/rollout-course-\(UUID().uuidString)"
    for subfolder in ["lessons", "site"] {
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(subfolder)", withIntermediateDirectories: true)
    }
    for borrowed in ["site/templates", "site/assets"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder)/\(borrowed)", withDestinationPath: "\(Places.package)/\(borrowed)")
    }
    let list = lessons.map { "      - \($0.key)\n" }.joined()
    try write(
      """
      title: A small course
      summary: For tests.
      module: Rollout
      product: RolloutLessons
      parts:
        - title: Only part
          summary: All of it.
          lessons:
      \(list)
      """, at: "lessons/course.yml")
    for (stem, text) in lessons { try write(text, at: "lessons/\(stem).md") }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func write(_ text: String, at path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(path)"))
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(path)")), as: UTF8.self)
  }

  /// Every file of the built site with its bytes, by path.
  func site() throws -> [String: Data] {
    let root = URL(filePath: "\(folder)/site/public")
    var files: [String: Data] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
      var isFolder: ObjCBool = false
      let file = root.appending(path: path)
      if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
        !isFolder.boolValue
      {
        files[path] = try Data(contentsOf: file)
      }
    }
    return files
  }

  /// What the tool printed and how it ended.
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs `rollout` with arguments in the course's folder.
  func rollout(_ arguments: String..., path: String? = nil) throws -> Outcome {
    try rollout(arguments, path: path)
  }

  /// Runs `rollout` with arguments in the course's folder.
  func rollout(_ arguments: [String], path: String? = nil) throws -> Outcome {
    let process = try start(arguments, path: path)
    let errors = process.errors.readToEndInBackground()
    let output = process.output.fileHandleForReading.readDataToEndOfFile()
    process.process.waitUntilExit()
    return Outcome(
      status: process.process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors(), as: UTF8.self))
  }

  /// Starts `rollout` without waiting for it.
  func start(
    _ arguments: [String], path: String? = nil
  ) throws -> (process: Process, output: Pipe, errors: Pipe) {
    let process = Process()
    let (output, errors) = (Pipe(), Pipe())
    process.executableURL = URL(filePath: "\(Places.products)/rollout")
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    if let path {
      process.environment = ProcessInfo.processInfo.environment.merging(["PATH": path]) { $1 }
    }
    try process.run()
    return (process, output, errors)
  }
}

extension Pipe {
  /// Reads everything on a thread of its own, so that a full pipe stops nobody; call the answer for the bytes.
  fileprivate func readToEndInBackground() -> () -> Data {
    let bytes = Received()
    let group = DispatchGroup()
    group.enter()
    let handle = fileHandleForReading
    DispatchQueue.global().async {
      bytes.data = handle.readDataToEndOfFile()
      group.leave()
    }
    return {
      group.wait()
      return bytes.data
    }
  }
}

/// Written by one thread, then read by another, in that order.
private final class Received: @unchecked Sendable {
  var data = Data()
}
