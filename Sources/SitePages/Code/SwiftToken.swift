/// A stretch of Swift source of one kind.
struct SwiftToken: Hashable {
  /// What it is, as far as colour is concerned.
  enum Kind: String, Hashable, Sendable {
    /// Space, names and operators: the colour of text.
    case plain
    case keyword, type, string, number, comment, attribute, regex
    /// `///` and `/** */`.
    case documentation
    /// `#if`, `#expect`.
    case directive
  }

  /// What it is.
  var kind: Kind
  /// Its text; the texts of all tokens, joined, are the source.
  var text: String
}

/// The words of Swift 6.
enum SwiftWords {
  /// Words that are keywords wherever they stand, but after a dot or as an argument's label.
  static let reserved: Set<String> = [
    "actor", "as", "associatedtype", "async", "await", "break", "case", "catch", "class",
    "continue",
    "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false",
    "fileprivate", "for", "func", "guard", "if", "import", "in", "init", "inout", "internal", "is",
    "let", "macro", "nil", "operator", "precedencegroup", "private", "protocol", "public", "repeat",
    "rethrows", "return", "self", "Self", "static", "struct", "subscript", "super", "switch",
    "throw",
    "throws", "true", "try", "typealias", "var", "where", "while",
  ]

  /// Words that are keywords only before another word: modifiers and the like.
  static let modifiers: Set<String> = [
    "any", "borrowing", "consume", "consuming", "convenience", "copy", "dynamic", "each", "final",
    "indirect", "isolated", "lazy", "mutating", "nonisolated", "nonmutating", "open", "optional",
    "override", "package", "postfix", "prefix", "infix", "required", "sending", "some", "unowned",
    "weak",
  ]

  /// Words that are keywords only before a brace, a parenthesis or an effect.
  static let accessors: Set<String> = [
    "get", "set", "willSet", "didSet", "discard", "unsafe", "yield",
  ]

  /// Reserved words that can't open an expression, so that after `(` or `,` they are labels.
  static let neverFirst: Set<String> = [
    "as", "catch", "default", "defer", "do", "else", "for", "guard", "import", "in", "is",
    "operator",
    "repeat", "return", "throw", "where", "while", "extension", "case", "protocol",
  ]

  /// Reserved words after which an expression starts, so that a slash opens a regular expression.
  static let beforeExpression: Set<String> = [
    "return", "case", "in", "if", "while", "guard", "throw", "try", "await", "else", "switch",
    "where",
  ]

  /// Reserved words that a colon may follow without making them labels.
  static let beforeColon: Set<String> = [
    "default", "self", "Self", "true", "false", "nil", "super",
  ]
}
