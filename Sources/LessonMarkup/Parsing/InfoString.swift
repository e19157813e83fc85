/// The words after a fence's backticks: `swift hidden fold="The sampler" timeout=30s`.
struct InfoString {
  /// A word: `name`, `name=value` or `name="value with spaces"`.
  struct Word {
    var name: String
    /// What follows the equals sign; `nil` when there is none.
    var value: String?
    /// The whole word.
    var range: Range<Int>
    /// What follows the equals sign, quotes included; the whole word when there is none.
    var valueRange: Range<Int>
    /// Whether its quotes are never closed.
    var isUnclosed = false
  }

  /// The language; empty when the fence names none.
  var language: Word?
  /// What follows the language.
  var options: [Word]

  /// Splits a stretch of a line into words.
  init(_ range: Range<Int>, in text: SourceText) {
    var words: [Word] = []
    var rest = text.trimmed(range)
    while !rest.isEmpty {
      let word = Self.word(at: rest, in: text)
      words.append(word)
      rest = text.trimmed(word.range.upperBound..<rest.upperBound)
    }
    language = words.first
    options = Array(words.dropFirst())
  }

  private static func word(at range: Range<Int>, in text: SourceText) -> Word {
    let quote = UInt8(ascii: "\"")
    var end = range.lowerBound
    var isQuoted = false
    while end < range.upperBound, isQuoted || !text.bytes[end].isBlank {
      if text.bytes[end] == quote { isQuoted.toggle() }
      end += 1
    }
    let whole = range.lowerBound..<end
    guard let equals = text.bytes[whole].firstIndex(of: UInt8(ascii: "=")) else {
      return Word(
        name: text.string(whole), value: nil, range: whole, valueRange: whole,
        isUnclosed: isQuoted)
    }
    let valueRange = equals + 1..<end
    let bare = text.bytes[valueRange].filter { $0 != quote }
    return Word(
      name: text.string(whole.lowerBound..<equals), value: bare.text, range: whole,
      valueRange: valueRange, isUnclosed: isQuoted)
  }
}
