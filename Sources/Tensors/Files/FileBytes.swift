internal import Glibc

/// Why the system could not read or write a file, in its words.
struct FileProblem: Error {
  let text: String

  /// The last error of the C library.
  static var last: FileProblem { FileProblem(text: String(cString: strerror(errno))) }
}

/// All bytes of a file.
func readFile(_ path: String) throws(FileProblem) -> [UInt8] {
  let file = open(path, O_RDONLY | O_CLOEXEC)
  if file < 0 { throw .last }
  defer { close(file) }
  var status = stat()
  if fstat(file, &status) != 0 { throw .last }
  var bytes = [UInt8](repeating: 0, count: max(0, Int(status.st_size)))
  var done = 0
  while done < bytes.count {
    let count = bytes.withUnsafeMutableBytes { bytes in
      let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[done...])
      return read(file, rest.baseAddress, rest.count)
    }
    if count < 0 && errno == EINTR { continue }
    if count < 0 { throw .last }
    if count == 0 { break }
    done += count
  }
  return Array(bytes[..<done])
}

/// Makes a file of these bytes, or replaces the one that is there: readers see the old file or the whole new one.
func writeFile(_ bytes: [UInt8], to path: String) throws(FileProblem) {
  let (file, draft) = try openDraft(of: path)
  do throws(FileProblem) {
    defer { close(file) }
    try write(bytes, to: file)
    if fsync(file) != 0 { throw .last }
  } catch {
    unlink(draft)
    throw error
  }
  if rename(draft, path) != 0 {
    let problem = FileProblem.last
    unlink(draft)
    throw problem
  }
}

/// Makes a new file beside the one that it will replace.
private func openDraft(of path: String) throws(FileProblem) -> (file: Int32, draft: String) {
  for attempt in 0... {
    let draft = "\(path).\(getpid())-\(attempt).partial"
    let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    if file >= 0 { return (file, draft) }
    if errno != EEXIST { break }
  }
  throw .last
}

private func write(_ bytes: [UInt8], to file: Int32) throws(FileProblem) {
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count < 0 { throw .last }
    done += count
  }
}
