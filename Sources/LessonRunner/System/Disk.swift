import Glibc

/// Files and folders by path; what goes wrong is a `RunnerError` that names the path.
enum Disk {
  /// What changes when a file does.
  struct Stamp: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Nanoseconds since 1970 at its last change.
    var modified: Int
    /// Its size, bytes.
    var size: Int
    /// Its number in its file system.
    var inode: UInt64

    static func < (left: Stamp, right: Stamp) -> Bool { left.modified < right.modified }
    var description: String { "\(modified) \(size) \(inode)" }
  }

  /// The stamp of a file or folder; `nil` when it isn't there.
  static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let modified = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
    return Stamp(modified: modified, size: Int(status.st_size), inode: UInt64(status.st_ino))
  }

  /// Whether a path is a folder.
  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// The bytes of a file; `nil` when it isn't there or can't be read.
  static func read(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = Int(status.st_size)
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = 0
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        guard got > 0 else { break }
        count += got
      }
    }
  }

  /// The bytes of a file of the kernel's, whose size is not known before.
  static func readStream(_ path: String) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Writes a file by rename: whoever reads it finds the old bytes or the new ones, never a part.
  static func write(_ bytes: some Collection<UInt8>, to path: String) throws(RunnerError) {
    let bytes = Array(bytes)
    let draft = "\(path).\(getpid()).\(UInt32.random(in: .min ... .max))"
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw unwritable(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else {
        let error = unwritable(path)
        close(descriptor)
        unlink(draft)
        throw error
      }
      written += count
    }
    close(descriptor)
    try move(draft, to: path)
  }

  /// Moves a file over another.
  static func move(_ source: String, to path: String) throws(RunnerError) {
    guard rename(source, path) == 0 else {
      let error = unwritable(path)
      unlink(source)
      throw error
    }
  }

  /// Makes a folder, and those it stands in.
  static func makeFolder(_ path: String) throws(RunnerError) {
    if isFolder(path) || path.isEmpty { return }
    try makeFolder(folder(of: path))
    if mkdir(path, 0o755) != 0 && errno != EEXIST { throw unwritable(path) }
  }

  /// The names in a folder, sorted; none when it isn't there.
  static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Removes a file, or a folder with all that is in it; nothing happens when it isn't there.
  static func remove(_ path: String) throws(RunnerError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      if unlink(path) != 0 { throw unwritable(path) }
      return
    }
    for name in names(in: path) { try remove("\(path)/\(name)") }
    if rmdir(path) != 0 { throw unwritable(path) }
  }

  /// The folder that a path is in.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The path from the root, whatever folder the program is in.
  static func absolute(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    guard let current = getcwd(nil, 0) else { return path }
    defer { free(current) }
    return "\(String(cString: current))/\(path)"
  }

  /// The path with its links followed; `nil` when nothing is there.
  static func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// The error of the last failed call that would have changed `path`.
  private static func unwritable(_ path: String) -> RunnerError {
    RunnerError(writing: path, errorNumber: errno)
  }
}

extension RunnerError {
  /// What it means that `path` could not be written.
  ///
  /// - Parameter errorNumber: The system's `errno`.
  package init(writing path: String, errorNumber: Int32) {
    let said = String(cString: strerror(errorNumber))
    switch errorNumber {
    case ENOSPC, EDQUOT:
      self.init(
        .diskFull, "can't write \(path)", underlying: said,
        fix: "make room on the disk, then run the same command again: nothing was half written")
    case EROFS, EACCES, EPERM:
      self.init(
        .readOnly, "can't write \(path)", underlying: said,
        fix: "make the folder writable, or copy the course to one that is")
    default: self.init(.unwritable, "can't write \(path)", underlying: said)
    }
  }
}
