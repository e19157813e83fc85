import Glibc

/// Writes a line to standard output at once, past its buffer.
func say(_ line: String) { writeOutput("\(line)\n".utf8) }

/// Writes to standard output at once; a disk that is full ends the command, since nobody would read the rest.
func writeOutput(_ text: some Sequence<UInt8>) {
  if let code = write(Array(text), to: STDOUT_FILENO) {
    writeError("Error: can't write to standard output: \(String(cString: strerror(code)))\n")
    exit(EXIT_FAILURE)
  }
}

/// Writes to standard error at once; there is nobody to tell when that fails.
func writeError(_ text: some Sequence<UInt8>) { _ = write(Array(text), to: STDERR_FILENO) }

/// Writes to standard error at once.
func writeError(_ text: String) { writeError(text.utf8) }

/// Writes all bytes.
///
/// - Returns: The system's code when that failed, else `nil`.
private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { return errno }
    rest = rest.dropFirst(count)
  }
  return nil
}
