import Synchronization

/// Answers that are costly to find and stay true as long as their key does: the compiler's version, its commands, the
/// library's digest. Kept for the process and, with a folder, on disk.
///
/// A file that is missing, cut or of another key is a miss; a folder that can't be written to is no failure.
public final class Memory: Sendable {
  private let folder: String?
  private let answers = Mutex<[String: (key: String, value: String)]>([:])

  /// Remembers in `folder`, or only as long as the process lives.
  public init(folder: String?) { self.folder = folder }

  /// The answer of this name for this key; found by `find` when it isn't known.
  func value(
    _ name: String, key: String, find: () throws(RunnerError) -> String
  ) throws(RunnerError) -> String {
    if let known = answers.withLock({ $0[name] }), known.key == key { return known.value }
    let value: String
    if let stored = stored(name, key: key) {
      value = stored
    } else {
      value = try find()
      store(name, key: key, value: value)
    }
    answers.withLock { $0[name] = (key, value) }
    return value
  }

  // The file: the key's digest, the value's digest, the value.
  private func stored(_ name: String, key: String) -> String? {
    guard let folder, let bytes = Disk.read("\(folder)/\(name)") else { return nil }
    let parts = bytes.split(separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].elementsEqual(SHA256.digest(of: key.utf8).utf8),
      parts[1].elementsEqual(SHA256.digest(of: parts[2]).utf8)
    else { return nil }
    return String(decoding: parts[2], as: UTF8.self)
  }

  private func store(_ name: String, key: String, value: String) {
    guard let folder else { return }
    let text = "\(SHA256.digest(of: key.utf8))\n\(SHA256.digest(of: value.utf8))\n\(value)"
    // Without it everything works, only slower; a disk that is full is reported where it matters.
    try? Disk.makeFolder(folder)
    try? Disk.write(text.utf8, to: "\(folder)/\(name)")
  }
}
