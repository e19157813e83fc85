/// Walks through a block's text in step with its inlines and finds where each stands.
///
/// cmark's own positions of inlines are unreliable (lazy lines, links over two lines, text after a link
/// definition), but its tree is exact. So each inline is looked up where it must stand: behind the
/// one before it. Anything unexpected makes the cursor ``isLost``, and places become coarse, not wrong.
struct InlineCursor {
  /// The file.
  let text: SourceText
  /// How many quotes hold the block; its lines start with up to as many `>`.
  let quoteDepth: Int
  /// The place of the next byte.
  private(set) var offset: Int
  /// Whether something unexpected was met.
  private(set) var isLost = false

  /// A cursor at an offset.
  init(_ text: SourceText, at offset: Int, quoteDepth: Int) {
    self.text = text
    self.offset = offset
    self.quoteDepth = quoteDepth
  }

  /// The byte at the cursor, or `distance` further on.
  func peek(_ distance: Int = 0) -> UInt8? {
    let place = offset + distance
    return place < text.bytes.count ? text.bytes[place] : nil
  }

  /// Gives up: what stands here is not what the tree says.
  mutating func lose() { isLost = true }

  /// Moves the cursor behind blanks.
  mutating func skipBlanks() {
    while peek()?.isBlank ?? false { offset += 1 }
  }

  /// Moves the cursor behind bytes that must stand here.
  mutating func consume(_ bytes: [UInt8]) {
    guard !isLost, text.bytes[offset...].starts(with: bytes) else { return isLost = true }
    offset += bytes.count
  }

  /// Moves the cursor behind an emphasis delimiter of this length.
  mutating func consumeDelimiter(_ count: Int) {
    guard let delimiter = peek(), delimiter == UInt8(ascii: "*") || delimiter == UInt8(ascii: "_")
    else { return isLost = true }
    consume(Array(repeating: delimiter, count: count))
  }

  /// Moves the cursor behind a line's end, with the blanks and the backslash before it and the
  /// prefix of the next line.
  mutating func consumeLineEnd() {
    skipBlanks()
    if peek() == .backslash { offset += 1 }
    guard !isLost, let byte = peek(), byte == .lineFeed || byte == .carriageReturn else {
      return isLost = true
    }
    startLine(text.lineIndex(at: offset) + 1)
  }

  /// Moves the cursor behind text that stands here as it is, over line ends.
  mutating func consume(verbatim literal: String) {
    for byte in literal.utf8 where !isLost && byte != .carriageReturn {
      if byte == .lineFeed { consumeLineEnd() } else { consume([byte]) }
    }
  }

  /// Moves the cursor behind a code span.
  mutating func consumeCode() {
    let length = run(at: offset)
    guard length > 0 else { return isLost = true }
    var place = offset + length
    while place < text.bytes.count {
      let closing = run(at: place)
      if closing == length { return offset = place + length }
      place += max(closing, 1)
    }
    isLost = true
  }

  private func run(at place: Int) -> Int {
    text.bytes[min(place, text.bytes.count)...].prefix { $0 == .backtick }.count
  }

  /// Moves the cursor to the first character of a line's text.
  mutating func startLine(_ index: Int) {
    offset = text.startOfLine(index)
    skipBlanks()
    for _ in 0..<quoteDepth where peek() == UInt8(ascii: ">") {
      offset += 1
      skipBlanks()
    }
  }
}

// MARK: - Text

extension InlineCursor {
  /// Moves the cursor behind a text whose escapes and entities cmark has already replaced.
  ///
  /// - Parameter escapes: Whether a backslash escapes here (not so in `<https://…>`).
  mutating func consume(text literal: some Sequence<UInt8>, escapes: Bool = true) {
    var wanted = Array(literal)[...]
    while !isLost, let byte = wanted.first {
      let isSkipped = byte.isBlank && peek() != byte && offset > 0 && text.bytes[offset - 1].isBlank
      if isSkipped {
        // The cursor is behind blanks already that cmark keeps at the start of a lazy line.
        wanted.removeFirst()
      } else if escapes, peek() == .backslash, let next = peek(1), next.isPunctuation {
        if next != byte { return isLost = true }
        offset += 2
        wanted.removeFirst()
      } else if peek() == UInt8(ascii: "&"), let entity = entity(),
        wanted.starts(with: entity.meaning)
      {
        offset += entity.length
        wanted.removeFirst(entity.meaning.count)
      } else {
        consume([byte])
        wanted.removeFirst()
      }
    }
  }

  /// The character reference at the cursor, such as `&amp;`; `nil` when there is none.
  private func entity() -> (meaning: [UInt8], length: Int)? {
    let longest = 40
    let rest = text.bytes[offset...].prefix(longest)
    guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
    let written = rest[...end]
    let name = written.dropFirst().dropLast()
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "#") })
    else { return nil }
    let meaning = Array(plainText(of: written.text).utf8)
    return meaning.isEmpty || meaning == Array(written) ? nil : (meaning, written.count)
  }
}

// MARK: - Links

extension InlineCursor {
  /// Moves the cursor behind what follows a link's text: `](…)`, `][…]` or `]`.
  mutating func consumeLinkTail() {
    consume([UInt8(ascii: "]")])
    guard !isLost else { return }
    if peek() == UInt8(ascii: "("), let end = endOfInlineTail() {
      offset = end
    } else if peek() == UInt8(ascii: "["), let end = closing(UInt8(ascii: "]"), from: offset + 1),
      !text.bytes[offset + 1..<end].contains(UInt8(ascii: "["))
    {
      offset = end
    }
  }

  /// The place behind `(destination "title")`; `nil` when that is not what stands here.
  private func endOfInlineTail() -> Int? {
    var place = skipWhitespace(from: offset + 1)
    guard let afterDestination = endOfDestination(from: place) else { return nil }
    place = skipWhitespace(from: afterDestination)
    if place > afterDestination, place < text.bytes.count {
      let closers: [UInt8: UInt8] = [0x22: 0x22, 0x27: 0x27, 0x28: 0x29]
      if let closer = closers[text.bytes[place]] {
        guard let afterTitle = closing(closer, from: place + 1) else { return nil }
        place = skipWhitespace(from: afterTitle)
      }
    }
    guard place < text.bytes.count, text.bytes[place] == UInt8(ascii: ")") else { return nil }
    return place + 1
  }

  private func endOfDestination(from start: Int) -> Int? {
    guard start < text.bytes.count else { return nil }
    if text.bytes[start] == UInt8(ascii: "<") { return closing(UInt8(ascii: ">"), from: start + 1) }
    var depth = 0
    var place = start
    while place < text.bytes.count {
      switch text.bytes[place] {
      case .backslash: place += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")") where depth == 0: return place
      case UInt8(ascii: ")"): depth -= 1
      case let byte where byte.isWhitespace: return depth == 0 ? place : nil
      default: break
      }
      place += 1
    }
    return nil
  }

  /// The place behind the next `closer` that no backslash escapes.
  private func closing(_ closer: UInt8, from start: Int) -> Int? {
    var place = start
    while place < text.bytes.count {
      if text.bytes[place] == closer { return place + 1 }
      place += text.bytes[place] == .backslash ? 2 : 1
    }
    return nil
  }

  private func skipWhitespace(from start: Int) -> Int {
    var place = start
    while place < text.bytes.count, text.bytes[place].isWhitespace { place += 1 }
    return place
  }
}
