/// Text inside a block as cmark understands it, with its place in the file.
struct InlineNode {
  /// CommonMark's inlines, and inline math.
  enum Kind: Equatable {
    case text(String)
    case code(String)
    case math(String)
    case html(String)
    case softBreak
    case lineBreak
    case emphasis
    case strong
    case link(destination: String, title: String)
    case image(source: String, title: String)
  }

  /// What it is.
  var kind: Kind
  /// Where it stands, delimiters included.
  var range: Range<Int>
  /// What it holds.
  var children: [InlineNode] = []

  /// Its text, when it is one.
  var text: String? { if case .text(let text) = kind { text } else { nil } }

  /// The text without markup.
  var plainText: String {
    switch kind {
    case .text(let text), .code(let text), .math(let text): text
    case .softBreak, .lineBreak: " "
    case .html: ""
    case .emphasis, .strong, .link, .image: children.map(\.plainText).joined()
    }
  }

  /// Takes the first character, one byte, from a text.
  mutating func dropFirstByte() {
    guard let text, !text.isEmpty else { return }
    kind = .text(String(text.dropFirst()))
    range = min(range.lowerBound + 1, range.upperBound)..<range.upperBound
  }

  /// Takes the last character, one byte, from a text.
  mutating func dropLastByte() {
    guard let text, !text.isEmpty else { return }
    kind = .text(String(text.dropLast()))
    range = range.lowerBound..<max(range.upperBound - 1, range.lowerBound)
  }
}
