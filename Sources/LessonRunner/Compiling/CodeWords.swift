/// The words of Swift code, and the marks between them one by one, without comments and without what stands in string
/// literals; what is interpolated there counts.
///
/// Not a Swift lexer: raw strings and regular expressions are taken for ordinary code. Whoever uses the words must
/// be safe when there are too many.
struct CodeWords {
  private let code: String
  private var position: String.Index
  private var words: [Substring] = []

  /// The words of `code`, in order.
  static func of(_ code: String) -> [Substring] {
    var reader = CodeWords(code: code)
    reader.readCode(until: nil)
    return reader.words
  }

  /// Whether a character may stand in a name.
  static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private init(code: String) {
    self.code = code
    position = code.startIndex
  }

  private var rest: Substring { code[position...] }

  private mutating func skip(_ count: Int) {
    position = code.index(position, offsetBy: count, limitedBy: code.endIndex) ?? code.endIndex
  }

  /// Reads up to the bracket that closes what is open, or to the end.
  private mutating func readCode(until close: Character?) {
    var depth = 0
    while let first = rest.first {
      if rest.hasPrefix("//") {
        skip(rest.prefix { !$0.isNewline }.count)
      } else if rest.hasPrefix("/*") {
        skipComment()
      } else if first == "\"" {
        readString()
      } else if Self.isNamePart(first) {
        let word = rest.prefix(while: Self.isNamePart)
        words.append(word)
        position = word.endIndex
      } else {
        if first == "(" { depth += 1 }
        if first == ")" && close == ")" {
          if depth == 0 { return }
          depth -= 1
        }
        if !first.isWhitespace { words.append(rest.prefix(1)) }
        skip(1)
      }
    }
  }

  private mutating func skipComment() {
    skip(2)
    while position < code.endIndex && !rest.hasPrefix("*/") { skip(1) }
    skip(2)
  }

  /// Reads a literal of one line or of several, and the code that is interpolated in it.
  private mutating func readString() {
    let quote = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
    skip(quote.count)
    while position < code.endIndex && !rest.hasPrefix(quote) {
      if rest.hasPrefix("\\(") {
        skip(2)
        readCode(until: ")")
        skip(1)
      } else {
        skip(rest.hasPrefix("\\") ? 2 : 1)
      }
    }
    skip(quote.count)
  }
}
