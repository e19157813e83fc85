internal import Glibc

/// Why the system could not read or write a file, in its words.
package struct FileProblem: Error {
  package let text: String

  /// The last error of the C library.
  package static var last: FileProblem { FileProblem(text: String(cString: strerror(errno))) }
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
  bytes.removeLast(bytes.count - done)
  return bytes
}

/// Makes a file of these bytes, or replaces the one that is there: readers see the old file or the whole new one.
///
/// Where the path is a symbolic link, what it leads to is made or replaced; a file that is replaced keeps its permissions.
func writeFile(_ bytes: [UInt8], to path: String) throws(FileProblem) {
  let path = try destination(of: path)
  let (file, draft) = try openDraft(of: path)
  do throws(FileProblem) {
    defer { close(file) }
    try writeAll(bytes, to: file)
    var status = stat()
    if stat(path, &status) == 0, fchmod(file, status.st_mode & 0o7777) != 0 { throw .last }
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

/// Where symbolic links lead from a path; what is there need not exist.
private func destination(of path: String) throws(FileProblem) -> String {
  var path = path
  for _ in 0..<40 {
    guard let target = symbolicLink(path) else { return path }
    let folderEnd = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let isAbsolute = target.utf8.first == UInt8(ascii: "/")
    path = isAbsolute ? target : (folderEnd.map { String(path[...$0]) } ?? "") + target
  }
  errno = ELOOP
  throw .last
}

/// What a symbolic link says; nil where there is none.
private func symbolicLink(_ path: String) -> String? {
  withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
    guard let start = buffer.baseAddress else { return nil }
    let count = readlink(path, start, buffer.count)
    if count < 0 { return nil }
    return String(decoding: UnsafeRawBufferPointer(buffer)[..<count], as: UTF8.self)
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

/// Writes all bytes to an open file, where it stands.
package func writeAll(_ bytes: [UInt8], to file: Int32) throws(FileProblem) {
  var done = 0
  while done < bytes.count {
    let count = bytes[done...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count < 0 { throw .last }
    done += count
  }
}
