extension LessonParser {
  /// Reads a run of text: finds citations, and remembers the numbers that were typed.
  mutating func prose(_ run: TextRun) -> [Inline] {
    var inlines: [Inline] = []
    var done = 0
    while let start = run.bytes.firstIndex(of: Array("[@".utf8), from: done) {
      guard let closing = run.bytes[start...].firstIndex(of: UInt8(ascii: "]")) else {
        reportUnclosedCitation(at: start, in: run)
        break
      }
      if let (citations, end) = citations(start..<closing, in: run) {
        noteNumbers(in: run, done..<start)
        inlines = inlines.merging(run.inlines(done..<start))
        inlines.append(.citation(citations, text.span(run.range(of: start..<end))))
        done = end
      } else {
        inlines = inlines.merging(run.inlines(done..<start + 2))
        done = start + 2
      }
    }
    noteNumbers(in: run, done..<run.bytes.count)
    return inlines.merging(run.inlines(done..<run.bytes.count))
  }

  /// Reads `[@key, locator; @key]`, the indices of its brackets given; `nil` when it is escaped or ill-formed (which is reported).
  private mutating func citations(
    _ indices: Range<Int>, in run: TextRun
  ) -> (citations: [Citation], end: Int)? {
    let (start, closing) = (indices.lowerBound, indices.upperBound)
    if isEscaped(at: start, in: run) { return nil }
    var citations: [Citation] = []
    for part in run.bytes[start + 1..<closing].split(
      separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    {
      guard let citation = citation(part) else {
        problems.report(
          "malformed-citation", at: run.range(of: start..<closing + 1),
          "'\(part.trimmed.text)' is not a citation",
          because: "A citation is @ and a key, then, if wanted, a comma and a page or a section.",
          fix: "write [@key, page; @key], or \\[@ when it is meant as text")
        return nil
      }
      citations.append(citation)
    }
    return (citations, closing + 1)
  }

  private mutating func reportUnclosedCitation(at start: Int, in run: TextRun) {
    if isEscaped(at: start, in: run) { return }
    problems.report(
      "malformed-citation", at: run.range(of: start..<start + 2), "this citation is never closed",
      because: "Nothing but text can stand in it, and it ends with ].",
      fix: "write [@key, page; @key]")
  }

  /// Whether the author wrote `\[@`, or a character reference, to have the text itself.
  private func isEscaped(at start: Int, in run: TextRun) -> Bool {
    [run.offset(of: start), run.offset(of: start + 1)].contains { place in
      place < text.bytes.count && "\\&".utf8.contains(text.bytes[place])
    }
  }

  private func citation(_ part: ArraySlice<UInt8>) -> Citation? {
    let part = part.trimmed
    guard part.first == UInt8(ascii: "@") else { return nil }
    let isInKey = { (byte: UInt8) in
      byte.isLetter || byte.isDigit || "_-:./+".utf8.contains(byte)
    }
    let key = part.dropFirst().prefix(while: isInKey)
    let rest = part.dropFirst(1 + key.count).trimmed
    guard !key.isEmpty else { return nil }
    if rest.isEmpty { return Citation(key: key.text) }
    guard rest.first == UInt8(ascii: ",") else { return nil }
    let words = rest.dropFirst().split(whereSeparator: \.isWhitespace)
    return Citation(key: key.text, locator: words.joined(separator: [.space]).text)
  }

  private mutating func noteNumbers(in run: TextRun, _ indices: Range<Int>) {
    for number in numbers(in: run.bytes[indices]) where number.significantDigits >= 3 {
      proseNumbers.append((number.digits, run.range(of: number.range)))
    }
  }
}

extension ArraySlice<UInt8> {
  /// The same without white space at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = drop(while: \.isWhitespace)
    while slice.last?.isWhitespace ?? false { slice.removeLast() }
    return slice
  }
}

extension [Inline] {
  /// Both parts, a text at the seam joined.
  fileprivate func merging(_ others: [Inline]) -> [Inline] {
    guard case .text(let left)? = last, case .text(let right)? = others.first else {
      return self + others
    }
    return dropLast() + [.text(left + right)] + others.dropFirst()
  }
}
