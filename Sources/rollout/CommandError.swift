import FoundationEssentials
import Glibc

/// Why a verb can't do what it was asked to: a name that means nothing, a file that can't be read or written.
struct CommandError: Error, CustomStringConvertible {
  /// What is wrong, and what to do about it.
  let description: String

  init(_ description: String) { self.description = description }

  /// A failure of the file system, e.g. "can't write lessons/course.yml: Read-only file system".
  init(_ what: String, _ path: String, _ error: any Error) {
    let cause = (error as? CocoaError)?.underlying as? POSIXError
    let reason = cause.map { String(cString: strerror($0.code.rawValue)) } ?? "\(error)"
    self.init("\(what) \(path): \(reason)")
  }
}
