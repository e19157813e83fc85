extension LessonParser {
  /// Makes math of each code span between dollars, ``$`x`$``, and takes the dollars from the texts
  /// around it. A dollar on one side alone is reported.
  mutating func withMath(_ nodes: [InlineNode]) -> [InlineNode] {
    var nodes = nodes
    for index in nodes.indices {
      guard case .code(let tex) = nodes[index].kind else { continue }
      let isOpen = index > 0 && endsInDollar(nodes[index - 1])
      let isClosed = index + 1 < nodes.count && nodes[index + 1].text?.hasPrefix("$") ?? false
      if isOpen && isClosed {
        nodes[index].kind = .math(tex)
        let range = nodes[index].range
        nodes[index].range = range.lowerBound - 1..<range.upperBound + 1
        nodes[index - 1].dropLastByte()
        nodes[index + 1].dropFirstByte()
      } else if isOpen || isClosed {
        problems.report(
          "unbalanced-math", at: nodes[index].range,
          "a dollar stands on one side of this code only",
          because: "Inline math has a dollar on both sides of its backticks.",
          fix: "write $`\(tex)`$, or \\$ for a dollar that is meant as one")
      }
    }
    return nodes.filter { $0.text != "" }
  }

  private func endsInDollar(_ node: InlineNode) -> Bool {
    guard node.text?.hasSuffix("$") ?? false else { return false }
    let end = node.range.upperBound
    return end < 2 || text.bytes[end - 2] != .backslash || text.bytes[end - 1] != .dollar
  }

  // MARK: - Bare dollars

  /// Reports `$x$` and `$$x$$` in prose, where Markdown may eat stars and underscores.
  ///
  /// - Parameter range: The block's text.
  /// - Parameter opaque: What is no prose in it: code, HTML, destinations of links.
  mutating func reportBareMath(in range: Range<Int>, opaque: [Range<Int>]) {
    let dollars = dollars(in: range, outside: opaque)
    var index = 0
    while index + 1 < dollars.count {
      let (open, close) = (dollars[index], dollars[index + 1])
      let inside = open.upperBound..<close.lowerBound
      guard open.count == close.count, open.count <= 2, isFormula(inside) else {
        index += 1
        continue
      }
      let tex = text.bytes[inside].trimmed.text.normalizedLineEnds
      let line = String(tex.map { $0 == "\n" ? " " : $0 })
      problems.report(
        "bare-math", at: open.lowerBound..<close.upperBound, "bare dollars don't make math here",
        because: "Markdown would read the stars, underscores and backslashes of a formula first.",
        fix: open.count == 1
          ? "write $`\(line)`$, or \\$ for a dollar that is meant as one"
          : "write a fence:\n```math\n\(tex)\n```")
      index += 2
    }
  }

  /// The runs of dollars that nothing escapes and no code touches; `opaque` is in order.
  private func dollars(in range: Range<Int>, outside opaque: [Range<Int>]) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var place = range.lowerBound
    var hidden = opaque[...]
    while place < range.upperBound {
      while let next = hidden.first, next.upperBound <= place { hidden.removeFirst() }
      if let next = hidden.first, next.contains(place) {
        place = next.upperBound
        if place < range.upperBound, text.bytes[place] == .dollar { place += 1 }
      } else if text.bytes[place] == .backslash {
        place += 2
      } else if text.bytes[place] == .dollar {
        let length = text.bytes[place..<range.upperBound].prefix { $0 == .dollar }.count
        let isBeforeCode = hidden.first?.lowerBound == place + length
        let count = length - (isBeforeCode ? 1 : 0)
        if count > 0 { runs.append(place..<place + count) }
        place += length
      } else {
        place += 1
      }
    }
    return runs
  }

  /// Whether what stands between two dollars is a formula, not what stands between two prices.
  ///
  /// The first dollar must touch what follows it and the second what precedes it; neither may be
  /// glued to a number on its outer side; and an amount with words behind it is a price.
  private func isFormula(_ inside: Range<Int>) -> Bool {
    let bytes = text.bytes
    guard let first = bytes[inside].first, let last = bytes[inside].last else { return false }
    let start = inside.lowerBound - 1
    let before = start > 0 ? bytes[start - 1] : .space
    let outer = bytes[inside.upperBound...].drop { $0 == .dollar }.first ?? .space
    let isBlock = bytes[start] == .dollar && before == .dollar
    if isBlock { return true }
    if first.isWhitespace || last.isWhitespace || outer.isDigit { return false }
    if before.isLetter || before.isDigit { return false }
    if outer.isLetter && last.isPunctuation && last != UInt8(ascii: "}") { return false }
    return !first.isDigit || !containsWord(bytes[inside])
  }

  private func containsWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.split(whereSeparator: \.isWhitespace).dropFirst().contains { word in
      word.count >= 2 && word.prefix(2).allSatisfy(\.isLetter)
    }
  }
}
