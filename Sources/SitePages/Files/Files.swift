import FoundationEssentials

/// Reading and writing files by path, with errors that name the path.
enum Files {
  /// The bytes of a file.
  static func read(_ path: String) throws(SiteError) -> [UInt8] {
    do { return Array(try Data(contentsOf: URL(filePath: path))) } catch {
      throw SiteError(.unreadable, "can't read \(path)", underlying: error)
    }
  }

  /// The text of a file.
  static func text(_ path: String) throws(SiteError) -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// Writes a file, by rename, making its folder first.
  static func write(_ bytes: [UInt8], to path: String) throws(SiteError) {
    do {
      try FileManager.default.createDirectory(
        atPath: folder(of: path), withIntermediateDirectories: true)
      try Data(bytes).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw SiteError(.unwritable, "can't write \(path)", underlying: error)
    }
  }

  /// Writes a file unless it already holds exactly these bytes; says whether it wrote.
  static func update(_ bytes: [UInt8], at path: String) throws(SiteError) -> Bool {
    if exists(path), let old = try? read(path), old == bytes { return false }
    try write(bytes, to: path)
    return true
  }

  /// Removes a file.
  static func remove(_ path: String) throws(SiteError) {
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw SiteError(.unwritable, "can't remove \(path)", underlying: error)
    }
  }

  /// Whether a file or folder is there.
  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  /// The files below a folder, as paths relative to it, sorted; none when the folder isn't there.
  static func list(_ folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().flatMap { name in
      let path = "\(folder)/\(name)"
      return isFolder(path) ? list(path).map { "\(name)/\($0)" } : [name]
    }
  }

  /// The size and time of a file, which change when it is rebuilt; `nil` when it isn't there.
  static func stamp(_ path: String) -> String? {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      return nil
    }
    let size = (attributes[.size] as? UInt64).map { "\($0)" } ?? "?"
    let time = (attributes[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
    return "\(size) \(time)"
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
