/// A file's bytes made valid: what is no UTF-8, and NUL, becomes U+FFFD.
struct DecodedText {
  /// Something that was replaced.
  struct Fault {
    /// Where its replacement stands in the valid text.
    var offset: Int
    /// The first byte that was replaced.
    var byte: UInt8
  }

  /// The valid text.
  var bytes: [UInt8]
  /// What was replaced, in order.
  var faults: [Fault]

  /// Decodes a file.
  ///
  /// - Complexity: O(n).
  init(_ original: [UInt8]) {
    if String(validating: original, as: UTF8.self) != nil, !original.contains(0) {
      (bytes, faults) = (original, [])
      return
    }
    bytes = []
    faults = []
    bytes.reserveCapacity(original.count + 64)
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = original.makeIterator()
    var consumed = 0
    loop: while true {
      switch parser.parseScalar(from: &iterator) {
      case .valid(let scalar) where scalar.first == 0:
        replace(byte: 0)
        consumed += 1
      case .valid(let scalar):
        bytes.append(contentsOf: scalar)
        consumed += scalar.count
      case .error(let length):
        replace(byte: original[consumed])
        consumed += length
      case .emptyInput:
        break loop
      }
    }
  }

  private mutating func replace(byte: UInt8) {
    faults.append(Fault(offset: bytes.count, byte: byte))
    bytes.append(contentsOf: [0xEF, 0xBF, 0xBD])
  }
}

extension Problems {
  /// Reports the bytes that could not be read: the first of each line, and at most twenty lines.
  mutating func report(_ faults: [DecodedText.Fault]) {
    let mostLines = 20
    let lines = Dictionary(grouping: faults) { text.lineIndex(at: $0.offset) }
    for line in lines.keys.sorted().prefix(mostLines) {
      guard let found = lines[line], let first = found.first else { continue }
      let others = found.count == 1 ? "" : "; \(found.count - 1) more on this line"
      let range = first.offset..<first.offset + 3
      if first.byte == 0 {
        report(
          "null-character", at: range, "a NUL character\(others)",
          because: "A lesson is plain text. It is read as U+FFFD, and the rest as usual.",
          fix: "delete it, or write the file anew as UTF-8")
      } else {
        let hex = String(first.byte, radix: 16, uppercase: true)
        report(
          "invalid-utf-8", at: range,
          "byte 0x\(hex.count < 2 ? "0" : "")\(hex) is not UTF-8\(others)",
          because: "A lesson is UTF-8 text. The byte is read as U+FFFD, and the rest as usual.",
          fix: "save the file as UTF-8, for example with: iconv -f latin1 -t utf-8")
      }
    }
    if lines.count > mostLines {
      report(
        "invalid-utf-8", at: nil,
        "\(lines.count - mostLines) more lines hold bytes that are not UTF-8",
        fix: "save the file as UTF-8, for example with: iconv -f latin1 -t utf-8")
    }
  }
}
