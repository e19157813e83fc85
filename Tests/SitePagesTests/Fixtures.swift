import FoundationEssentials

/// Files of the tests, and folders to write in.
enum Fixtures {
  /// The package's root, from where this file lies.
  static let package = folder(of: folder(of: folder(of: #filePath)))

  /// A file next to this one.
  static func text(_ name: String) -> String {
    let path = "\(folder(of: #filePath))/Fixtures/\(name)"
    guard let data = FileManager.default.contents(atPath: path) else {
      fatalError("no fixture \(path)")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Runs the body with a fresh folder, which is gone afterwards.
  static func withFolder<T>(_ body: (String) throws -> T) throws -> T {
    let path = FileManager.default.temporaryDirectory.path + "/rollout-site-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  /// Every file of a folder with its bytes.
  static func files(in folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
      if let data = FileManager.default.contents(atPath: "\(folder)/\(name)") { files[name] = data }
    }
    return files
  }

  private static func folder(of path: String) -> String {
    String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
  }
}
