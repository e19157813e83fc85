import Foundation
import RandomStreams
import Testing

/// The numbers of a fixture by name.
func fixture(_ name: String) throws -> [String: [Double]] {
  let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/\(name)")
  var numbers: [String: [Double]] = [:]
  for line in try String(contentsOf: path, encoding: .utf8).split(separator: "\n") {
    let words = line.split(separator: " ")
    numbers[String(words[0])] = words.dropFirst().compactMap { Double($0) }
  }
  return numbers
}

/// Runs some code with a path in a folder of its own, which is removed thereafter.
func withTemporaryPath(_ body: (String) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "experiments-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.appending(path: "runs.txt").path())
}

/// Whether two numbers differ by a relative error at most.
func areClose(_ a: Double, _ b: Double, relative: Double) -> Bool {
  (a - b).magnitude <= relative * max(a.magnitude, b.magnitude)
}
