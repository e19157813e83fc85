/// The bytes of a file (valid UTF-8) as lines, and its places in lines and characters.
///
/// Lines end in LF, CR LF or CR, as in CommonMark. A byte-order mark belongs to no line.
/// Columns count characters as a reader sees them; a tab is one.
struct SourceText: Sendable {
  /// The text.
  let bytes: [UInt8]
  /// The lines, as byte offsets, without their ends.
  let lines: [Range<Int>]
  /// Whether each line is ASCII, so that its columns are its bytes.
  private let isASCII: [Bool]

  /// Finds the lines of a text.
  ///
  /// - Complexity: O(n).
  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var lines: [Range<Int>] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var offset = start
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte == .lineFeed || byte == .carriageReturn else {
        offset += 1
        continue
      }
      lines.append(start..<offset)
      let isPair = byte == .carriageReturn && offset + 1 < bytes.count && bytes[offset + 1] == 10
      offset += isPair ? 2 : 1
      start = offset
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    self.lines = lines
    isASCII = lines.map { bytes[$0].allSatisfy { $0 < 0x80 } }
  }

  /// The length of the byte-order mark, 0 when there is none.
  var markLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// The index (from 0) of the line that holds an offset; line ends belong to the line they end.
  ///
  /// - Complexity: O(log n).
  func lineIndex(at offset: Int) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= offset { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }

  /// Where the line with this index starts; the end of the text for lines after the last.
  func startOfLine(_ index: Int) -> Int {
    index < lines.count ? lines[index].lowerBound : bytes.count
  }

  /// The place of an offset, never outside the text.
  ///
  /// - Complexity: O(log lines) in a line of ASCII; else O(length of the line).
  func position(at offset: Int) -> SourcePosition {
    guard !lines.isEmpty else { return SourcePosition(line: 1) }
    let index = lineIndex(at: offset)
    let line = lines[index]
    let before = line.lowerBound..<min(max(offset, line.lowerBound), line.upperBound)
    let characters = isASCII[index] ? before.count : string(before).count
    return SourcePosition(line: index + 1, column: characters + 1)
  }

  /// The places of a range of offsets.
  func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(position(at: range.lowerBound), position(at: range.upperBound))
  }

  /// The text of a range of offsets.
  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// A range without the blanks at both ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let last = bytes[range].last, last.isBlank { range = range.dropLast() }
    while let first = bytes[range].first, first.isBlank { range = range.dropFirst() }
    return range
  }
}

extension UInt8 {
  static let lineFeed: UInt8 = 10
  static let carriageReturn: UInt8 = 13
  static let space = UInt8(ascii: " ")
  static let backslash = UInt8(ascii: "\\")
  static let backtick = UInt8(ascii: "`")
  static let dollar = UInt8(ascii: "$")

  /// A space or a tab.
  var isBlank: Bool { self == .space || self == 9 }
  /// A blank or a line end.
  var isWhitespace: Bool { isBlank || self == .lineFeed || self == .carriageReturn }
  var isDigit: Bool { UInt8(ascii: "0") <= self && self <= UInt8(ascii: "9") }
  var isLetter: Bool {
    let lower = self | 0x20
    return UInt8(ascii: "a") <= lower && lower <= UInt8(ascii: "z")
  }
  /// What a backslash can escape in CommonMark.
  var isPunctuation: Bool { 0x21...0x7E ~= self && !isDigit && !isLetter }
}

extension Sequence<UInt8> {
  /// The text that these bytes are in UTF-8.
  var text: String { String(decoding: Array(self), as: UTF8.self) }
}

extension Collection<UInt8> {
  /// The first place at or after `start` where `pattern` stands.
  func firstIndex(of pattern: [UInt8], from start: Index) -> Index? {
    var index = start
    while index < endIndex {
      if self[index...].starts(with: pattern) { return index }
      formIndex(after: &index)
    }
    return nil
  }
}
