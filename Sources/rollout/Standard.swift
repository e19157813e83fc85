import Glibc

/// Writes to standard output at once, past its buffer.
func writeOutput(_ text: some Sequence<UInt8>) { write(Array(text), to: STDOUT_FILENO) }

/// Writes to standard error at once.
func writeError(_ text: some Sequence<UInt8>) { write(Array(text), to: STDERR_FILENO) }

/// Writes to standard error at once.
func writeError(_ text: String) { writeError(text.utf8) }

/// Writes all bytes; gives up when nobody reads any more.
private func write(_ bytes: [UInt8], to descriptor: Int32) {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    if count <= 0 { return }
    rest = rest.dropFirst(count)
  }
}
