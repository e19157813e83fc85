/// One thing that the compiler says, with the notes that belong to it.
package struct CompilerMessage: Hashable, Sendable {
  /// How bad it is.
  package enum Severity: String, Sendable {
    case error, warning, note
  }

  /// How bad it is.
  package var severity: Severity
  /// The file, as the compiler names it.
  package var file: String
  /// The line, from 1; 0 when it is about no line.
  package var line: Int
  /// The column in bytes, from 1.
  package var column: Int
  /// The message.
  package var text: String
  /// What the compiler adds.
  package var notes: [CompilerMessage] = []

  /// Reads what a compiler wrote with `-diagnostic-style llvm`: `file:line:column: error: message`.
  package static func parse(_ output: String) -> [CompilerMessage] {
    var messages: [CompilerMessage] = []
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      guard let message = CompilerMessage(line: line) else { continue }
      if message.severity == .note, !messages.isEmpty {
        messages[messages.count - 1].notes.append(message)
      } else {
        messages.append(message)
      }
    }
    return messages
  }

  private init?(line: Substring) {
    let markers: [(String, Severity)] = [
      (": error: ", .error), (": warning: ", .warning), (": note: ", .note),
    ]
    let found = markers.compactMap { marker, severity in
      line.firstRange(of: marker).map { (range: $0, severity: severity) }
    }
    guard let first = found.min(by: { $0.range.lowerBound < $1.range.lowerBound }) else {
      // `error: …` alone: about no place.
      guard
        let severity = [Severity.error, .warning].first(where: { line.starts(with: "\($0): ") })
      else { return nil }
      self.init(
        severity: severity, file: "", line: 0, column: 0,
        text: String(line.dropFirst("\(severity): ".count)))
      return
    }
    let place = line[..<first.range.lowerBound].split(
      separator: ":", omittingEmptySubsequences: false)
    guard !place[0].starts(with: " ") else { return nil }
    let text = String(line[first.range.upperBound...])
    if place.count >= 3, let line = Int(place[place.count - 2]),
      let column = Int(place[place.count - 1])
    {
      let file = place.dropLast(2).joined(separator: ":")
      self.init(severity: first.severity, file: file, line: line, column: column, text: text)
    } else {
      self.init(
        severity: first.severity, file: place.joined(separator: ":"), line: 0, column: 0,
        text: text)
    }
  }

  init(
    severity: Severity, file: String, line: Int, column: Int, text: String,
    notes: [CompilerMessage] = []
  ) {
    self.severity = severity
    self.file = file
    self.line = line
    self.column = column
    self.text = text
    self.notes = notes
  }
}

extension Substring {
  /// The first place where `words` stand.
  ///
  /// - Complexity: O(n·m).
  func firstRange(of words: String) -> Range<Index>? {
    let pattern = Array(words.utf8)
    let bytes = utf8
    var start = bytes.startIndex
    while start != bytes.endIndex {
      if bytes[start...].starts(with: pattern) {
        return start..<bytes.index(start, offsetBy: pattern.count)
      }
      start = bytes.index(after: start)
    }
    return nil
  }
}
