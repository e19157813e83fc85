/// Splits Swift 6 source into stretches to be coloured.
///
/// Goals, in order of priority:
/// 1. The texts of all tokens, joined, are the source, whatever the source is.
/// 2. Time is linear in the length of the source.
/// 3. What compiles is coloured rightly. Two things would need a parser and are settled by what
///    stands before them: whether a slash opens a regular expression, and whether a keyword is an
///    argument's label.
///
/// > Reference: The Swift Programming Language, "Lexical Structure".
struct SwiftLexer {
  private let source: [Character]
  private var index = 0
  private var tokens: [SwiftToken] = []
  /// The last token that is neither space nor comment.
  private var last = SwiftToken(kind: .plain, text: "")

  private init(_ source: String) { self.source = Array(source) }

  /// The tokens of a source; neighbours differ in kind.
  static func tokens(of source: String) -> [SwiftToken] {
    var lexer = SwiftLexer(source)
    while lexer.index < lexer.source.count { lexer.lexToken() }
    return lexer.tokens
  }

  // MARK: Looking around

  private func peek(_ distance: Int = 0) -> Character? {
    index + distance < source.count ? source[index + distance] : nil
  }

  private func stands(_ text: String, at distance: Int = 0) -> Bool {
    var position = index + distance
    for character in text {
      guard position < source.count, source[position] == character else { return false }
      position += 1
    }
    return true
  }

  /// The number of equal characters from the index on.
  private func run(of character: Character, at distance: Int = 0) -> Int {
    var count = 0
    while peek(distance + count) == character { count += 1 }
    return count
  }

  private mutating func emit(_ kind: SwiftToken.Kind, through end: Int) {
    let end = min(end, source.count)
    guard end > index else { return }
    let text = String(source[index..<end])
    index = end
    if let previous = tokens.last, previous.kind == kind {
      tokens[tokens.count - 1].text += text
    } else {
      tokens.append(SwiftToken(kind: kind, text: text))
    }
    guard kind != .comment, kind != .documentation else { return }
    if text.contains(where: { !$0.isWhitespace }) { last = SwiftToken(kind: kind, text: text) }
  }

  // MARK: One token

  private mutating func lexToken() {
    guard let character = peek() else { return }
    switch character {
    case "/" where peek(1) == "/": lexLineComment()
    case "/" where peek(1) == "*": lexBlockComment()
    case "\"": lexString(pounds: 0)
    case "#": lexPound()
    case "@": emit(.attribute, through: endOfWord(from: index + 1, alsoDots: true))
    case "`": lexQuotedName()
    case "/" where opensRegex(): lexRegex(pounds: 0)
    case "0"..."9": lexNumber()
    case _ where SwiftLexer.startsWord(character): lexWord()
    default: emit(.plain, through: index + 1)
    }
  }

  private mutating func lexLineComment() {
    let isDocumentation = stands("///") && !stands("////")
    var end = index
    while end < source.count, !source[end].isNewline { end += 1 }
    emit(isDocumentation ? .documentation : .comment, through: end)
  }

  private mutating func lexBlockComment() {
    let isDocumentation = stands("/**") && !stands("/**/")
    var depth = 0
    var end = index
    repeat {
      let pair = end + 1 < source.count ? (source[end], source[end + 1]) : (" ", " ")
      switch pair {
      case ("/", "*"): (depth, end) = (depth + 1, end + 2)
      case ("*", "/"): (depth, end) = (depth - 1, end + 2)
      default: end += 1
      }
    } while depth > 0 && end < source.count
    emit(isDocumentation ? .documentation : .comment, through: end)
  }

  private mutating func lexQuotedName() {
    var end = index + 1
    while end < source.count, source[end] != "`", !source[end].isNewline { end += 1 }
    emit(.plain, through: end + 1)
  }

  /// `#"raw"#`, `#/regex/#`, `#if`, or an operator.
  private mutating func lexPound() {
    let pounds = run(of: "#")
    switch peek(pounds) {
    case "\"": lexString(pounds: pounds)
    case "/": lexRegex(pounds: pounds)
    case let next? where SwiftLexer.startsWord(next):
      emit(.directive, through: endOfWord(from: index + pounds))
    default: emit(.plain, through: index + pounds)
    }
  }

  private mutating func lexNumber() {
    let isHexadecimal = peek() == "0" && peek(1) == "x"
    var end = index
    while end < source.count {
      let character = source[end]
      let previous = end > index ? source[end - 1] : "0"
      let isSign = character == "+" || character == "-"
      if character.isASCII, character.isLetter || character.isNumber || character == "_" {
        end += 1
      } else if character == ".", end + 1 < source.count, ("0"..."9").contains(source[end + 1]) {
        if source[index..<end].contains(".") || last.text.hasSuffix(".") { break }
        end += 1
      } else if isSign, isHexadecimal ? "pP".contains(previous) : "eE".contains(previous) {
        end += 1
      } else {
        break
      }
    }
    emit(.number, through: end)
  }

  private mutating func lexWord() {
    let end = endOfWord(from: index)
    let word = String(source[index..<end])
    emit(kind(of: word, endingAt: end), through: end)
  }

  // MARK: Words

  private func kind(of word: String, endingAt end: Int) -> SwiftToken.Kind {
    let next = end < source.count ? source[end] : " "
    let isMember = last.text.hasSuffix(".") && !last.text.hasSuffix("..")
    if isMember { return word == "self" || word == "init" ? .keyword : typeOrPlain(word) }
    if SwiftWords.reserved.contains(word) {
      if next == ":" && !SwiftWords.beforeColon.contains(word) { return .plain }
      let opensArgument = last.text.hasSuffix("(") || last.text.hasSuffix(",")
      return opensArgument && SwiftWords.neverFirst.contains(word) ? .plain : .keyword
    }
    if SwiftWords.modifiers.contains(word), isWord(after: end) { return .keyword }
    if SwiftWords.accessors.contains(word), isAccessor(after: end) { return .keyword }
    return typeOrPlain(word)
  }

  private func typeOrPlain(_ word: String) -> SwiftToken.Kind {
    word.first?.isUppercase == true && word.contains(where: \.isLowercase)
      || word.first?.isUppercase == true && word.count == 1 && last.kind != .number
      ? .type : .plain
  }

  /// Whether, spaces aside, a word or a parenthesis of its own follows, as after `some` or
  /// `package(set)`.
  private func isWord(after end: Int) -> Bool {
    var position = end
    while position < source.count, source[position] == " " { position += 1 }
    guard position < source.count else { return false }
    if position == end {
      return source[position] == "(" && tokens.last?.text.last?.isNewline != false
    }
    return SwiftLexer.startsWord(source[position])
      || source[position] == "("
        && position > end
  }

  private func isAccessor(after end: Int) -> Bool {
    var position = end
    while position < source.count, source[position] == " " { position += 1 }
    let next = position < source.count ? source[position] : "}"
    let isAfterBrace =
      last.text.hasSuffix("{") || last.text.hasSuffix("}")
      || SwiftWords.modifiers.contains(last.text)
    return isAfterBrace && (next == "{" || next == "}" || next == "(" || next.isNewline)
  }

  private func endOfWord(from start: Int, alsoDots: Bool = false) -> Int {
    var end = start
    while end < source.count,
      SwiftLexer.continuesWord(source[end]) || alsoDots && source[end] == "."
    {
      end += 1
    }
    return end
  }

  private static func startsWord(_ character: Character) -> Bool {
    character.isLetter || character == "_" || character == "$"
  }

  private static func continuesWord(_ character: Character) -> Bool {
    startsWord(character) || character.isNumber
  }

  // MARK: Strings and regular expressions

  /// A string literal with as many `#` before it; interpolations are lexed as code.
  private mutating func lexString(pounds: Int) {
    let quotes = run(of: "\"", at: pounds) >= 3 ? 3 : 1
    let close = String(repeating: "\"", count: quotes) + String(repeating: "#", count: pounds)
    let escape = "\\" + String(repeating: "#", count: pounds)
    var end = index + pounds + quotes
    while end < source.count {
      let distance = end - index
      if quotes == 1, source[end].isNewline { break }
      if stands(close, at: distance) {
        end += close.count
        break
      }
      if stands(escape + "(", at: distance) {
        emit(.string, through: end + escape.count + 1)
        lexInterpolation()
        end = index
      } else if stands(escape, at: distance) {
        end += escape.count + 1
      } else {
        end += 1
      }
    }
    emit(.string, through: end)
  }

  /// The code of an interpolation, up to its closing parenthesis, which belongs to the string.
  private mutating func lexInterpolation() {
    var depth = 1
    last = SwiftToken(kind: .plain, text: "(")
    while let character = peek() {
      if character == "(" { depth += 1 }
      if character == ")" {
        depth -= 1
        if depth == 0 { return }
      }
      lexToken()
    }
  }

  /// Whether a slash opens a regular expression: an operand may start here, no space follows, and
  /// the line closes it.
  private func opensRegex() -> Bool {
    guard let next = peek(1), !next.isWhitespace, next != "=", next != ")" else { return false }
    let isOperand =
      switch last.kind {
      case .plain: last.text.isEmpty || last.text.last.map { "(,=:[{!&|?;~<>".contains($0) } == true
      case .keyword: SwiftWords.beforeExpression.contains(last.text)
      default: false
      }
    return isOperand && endOfRegex(pounds: 0) != nil
  }

  private mutating func lexRegex(pounds: Int) {
    emit(.regex, through: endOfRegex(pounds: pounds) ?? index + pounds + 1)
  }

  private func endOfRegex(pounds: Int) -> Int? {
    let close = "/" + String(repeating: "#", count: pounds)
    let isMultiline =
      pounds > 0 && index + pounds + 1 < source.count
      && source[index + pounds + 1].isNewline
    var end = index + pounds + 1
    while end < source.count {
      if source[end].isNewline, !isMultiline { return nil }
      if stands(close, at: end - index) { return end + close.count }
      end += source[end] == "\\" ? 2 : 1
    }
    return nil
  }
}
