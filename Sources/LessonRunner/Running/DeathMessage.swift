import LessonEvents

/// What a program said of its own end on standard error.
package struct DeathMessage: Hashable, Sendable {
  /// Why it ended.
  package enum Reason: Hashable, Sendable {
    /// A trap of Swift's, with its message.
    case trap
    /// An error that nothing caught.
    case thrown
    /// Only a signal, or an exit.
    case silent
  }

  package var reason: Reason
  /// The message; empty for a silent end.
  package var text: String
  /// The file that the message names, as Swift does (`lesson/02-….md`), and its line.
  var file: String?
  package var line: Int?

  private static let marks = [
    "Fatal error: ", "Precondition failed: ", "Assertion failed: ", "Fatal error",
    "Precondition failed", "Assertion failed",
  ]
  private static let thrownMark = "Error raised at top level: "

  /// Reads standard error.
  package init(_ errors: String) {
    // What the Swift runtime adds about the stack is not for readers.
    var text = errors[...]
    for mark in ["\nCurrent stack trace:", "\n*** "] {
      if let range = text.firstRange(of: mark) { text = text[..<range.lowerBound] }
    }
    let found = Self.marks.lazy.compactMap { mark in
      text.firstRange(of: mark).map { (mark, $0) }
    }.first
    guard let (mark, range) = found else {
      self.init(reason: .silent, text: Self.trimmed(text))
      return
    }
    var message = Self.trimmed(text[range.upperBound...])
    if message.isEmpty { message = Self.trimmed(mark[...]) }
    let lineStart = text[..<range.lowerBound].lastIndex(of: "\n").map { text.index(after: $0) }
    let head = text[(lineStart ?? text.startIndex)..<range.lowerBound].split(separator: ":")
    let isThrown = message.hasPrefix(Self.thrownMark)
    if isThrown {
      message = Self.withoutModule(String(message.dropFirst(Self.thrownMark.count)))
    }
    self.init(
      reason: isThrown ? .thrown : .trap, text: message,
      file: head.count >= 2 ? String(head[0]) : nil,
      line: head.count >= 2 ? Int(head[1]) : nil)
  }

  private init(reason: Reason, text: String, file: String? = nil, line: Int? = nil) {
    self.reason = reason
    self.text = text
    self.file = file
    self.line = line
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// The lesson's own types, without the name of its program's module.
  private static func withoutModule(_ text: String) -> String {
    text.hasPrefix("lesson.") ? String(text.dropFirst("lesson.".count)) : text
  }
}

/// Words for the signals that end a program.
enum SignalName {
  /// What a reader should know of a signal.
  static func explanation(_ signal: Int) -> String {
    switch signal {
    case 4, 5: "a check inside code built for speed failed; it has no message"
    case 6: "aborted (SIGABRT)"
    case 7, 11:
      "it touched memory that is not its own (SIGSEGV); most often a recursion without end"
    case 8: "a division by zero (SIGFPE)"
    case 9: "killed (SIGKILL), most often for want of memory"
    default: "ended by signal \(signal)"
    }
  }
}
