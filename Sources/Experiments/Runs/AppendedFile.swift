internal import Glibc
internal import Tensors

/// What went wrong with an ``AppendedFile`` or what it holds.
struct SystemProblem: Error {
  let reason: RunFileError.Reason

  static var foreign: SystemProblem { SystemProblem(reason: .foreign) }
  static func corrupt(line: Int) -> SystemProblem { SystemProblem(reason: .corrupt(line: line)) }
  /// The last error of the C library.
  static var last: SystemProblem { SystemProblem(reason: .system(FileProblem.last.text)) }
}

/// A file that grows at its end, locked against other processes until it is closed.
struct AppendedFile: ~Copyable, Sendable {
  private let descriptor: Int32

  /// Opens the file, or makes it where there is none.
  init(path: String) throws(SystemProblem) {
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw .last }
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let problem = errno == EWOULDBLOCK ? SystemProblem(reason: .inUse) : .last
      close(descriptor)
      throw problem
    }
  }

  deinit {
    // A process that was just forked from this one may hold the descriptor, and with it the lock, for a moment yet.
    flock(descriptor, LOCK_UN)
    close(descriptor)
  }

  /// All bytes.
  func contents() throws(SystemProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = pread(descriptor, &chunk, chunk.count, off_t(bytes.count))
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw .last }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Leaves the first bytes only.
  mutating func cut(to count: Int) throws(SystemProblem) {
    if ftruncate(descriptor, off_t(count)) != 0 { throw .last }
  }

  /// Adds bytes at the end and sees them on the disk; adds none if that fails.
  mutating func append(_ bytes: [UInt8]) throws(SystemProblem) {
    let end = lseek(descriptor, 0, SEEK_END)
    if end < 0 { throw .last }
    do throws(FileProblem) {
      try writeAll(bytes, to: descriptor)
      if fsync(descriptor) != 0 { throw .last }
    } catch {
      // If even this fails, the line is cut off when the file is next opened.
      _ = ftruncate(descriptor, end)
      throw SystemProblem(reason: .system(error.text))
    }
  }
}
