/// A derivation taken apart: `\begin{aligned} a &= b && \text{why} \\ … \end{aligned}`, so that
/// reasons can stand where there is room for them.
///
/// Each piece is set on its own, in display style; together they are what the whole would be.
struct Derivation {
  /// One step.
  struct Step: Hashable {
    /// What stands before the `&`; often nothing.
    var left: String
    /// The relation and what follows it.
    var right: String
    /// Why; empty when the step has no reason.
    var reason: [Piece]
  }

  /// A stretch of a reason.
  enum Piece: Hashable {
    case words(String)
    case math(String)
  }

  /// The steps, in order.
  let steps: [Step]

  /// Takes TeX apart; `nil` unless it is one `aligned` whose lines are `left & right` or `left &
  /// right && reason`, with at least one reason. In a reason, `\text{…}` is words and the rest is
  /// mathematics.
  init?(_ tex: String) {
    var text = Derivation.trimmed(tex[...])
    let (opening, closing) = ("\\begin{aligned}", "\\end{aligned}")
    guard text.hasPrefix(opening), text.hasSuffix(closing) else { return nil }
    text = text.dropFirst(opening.count).dropLast(closing.count)
    guard let lines = Derivation.split(text, at: .line) else { return nil }
    var steps: [Step] = []
    for line in lines where !Derivation.trimmed(line).isEmpty {
      guard let step = Derivation.step(line) else { return nil }
      steps.append(step)
    }
    guard steps.contains(where: { !$0.reason.isEmpty }) else { return nil }
    self.steps = steps
  }

  /// The formulas that the derivation consists of.
  var formulas: [Formula] {
    steps.flatMap { step in
      [step.left, step.right].filter { !$0.isEmpty }.map(Derivation.formula) + step.reasonFormulas
    }
  }

  /// A piece as a formula; `{}` keeps the space of a relation that it starts with.
  static func formula(_ piece: String) -> Formula { Formula("\\displaystyle {}\(piece)") }

  private static func step(_ line: Substring) -> Step? {
    guard let cells = split(line, at: .cell)?.map(trimmed) else { return nil }
    switch cells.count {
    case 2: return Step(left: String(cells[0]), right: String(cells[1]), reason: [])
    case 4 where cells[2].isEmpty:
      return Step(left: String(cells[0]), right: String(cells[1]), reason: reason(cells[3]))
    default: return nil
    }
  }

  /// Takes a reason apart.
  private static func reason(_ cell: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var math = cell[cell.startIndex..<cell.startIndex]
    func endMath() {
      let tex = trimmed(math)
      if !tex.isEmpty { pieces.append(.math(String(tex))) }
    }
    var rest = cell
    while !rest.isEmpty {
      if rest.hasPrefix("\\text{"), let close = closingBrace(in: rest.dropFirst(6)),
        let words = words(rest[rest.index(rest.startIndex, offsetBy: 6)..<close])
      {
        endMath()
        pieces += words
        rest = rest[rest.index(after: close)...]
        math = rest.prefix(0)
      } else {
        rest.removeFirst()
        math = cell[math.startIndex..<rest.startIndex]
      }
    }
    endMath()
    return pieces
  }

  /// Where the brace closes that was opened just before `text`; `nil` when it doesn't.
  private static func closingBrace(in text: Substring) -> Substring.Index? {
    var depth = 1
    var isEscaped = false
    for index in text.indices {
      switch text[index] {
      case _ where isEscaped: isEscaped = false
      case "\\": isEscaped = true
      case "{": depth += 1
      case "}":
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  /// The words of a `\text{…}`, with its `$math$`; `nil` when they hold commands, which are left to
  /// KaTeX.
  private static func words(_ text: Substring) -> [Piece]? {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count % 2 == 1 else { return nil }
    var pieces: [Piece] = []
    for (index, part) in parts.enumerated() where !part.isEmpty {
      let isMath = index % 2 == 1
      if !isMath, part.contains(where: { "{\\".contains($0) }) { return nil }
      pieces.append(isMath ? .math(String(part)) : .words(String(part)))
    }
    return pieces
  }

  private enum Separator { case line, cell }

  /// Splits at the separators outside braces and environments; `nil` when those don't match.
  private static func split(_ text: Substring, at separator: Separator) -> [Substring]? {
    var parts: [Substring] = []
    var depth = 0
    var start = text.startIndex
    var index = text.startIndex
    while index < text.endIndex {
      let rest = text[index...]
      var length = 1
      switch rest.first {
      case "{": depth += 1
      case "}": depth -= 1
      case "\\" where rest.hasPrefix("\\begin{"): (depth, length) = (depth + 1, 6)
      case "\\" where rest.hasPrefix("\\end{"): (depth, length) = (depth - 1, 4)
      case "\\":
        if separator == .line, depth == 0, rest.hasPrefix("\\\\") {
          parts.append(text[start..<index])
          start = text.index(index, offsetBy: 2)
        }
        length = min(2, rest.count)
      case "&" where separator == .cell && depth == 0:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
      if depth < 0 { return nil }
      index = text.index(index, offsetBy: length)
    }
    return depth == 0 ? parts + [text[start...]] : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}

extension Derivation.Step {
  /// The formulas in the step's reason.
  var reasonFormulas: [Formula] {
    reason.compactMap { if case .math(let tex) = $0 { Formula(tex) } else { nil } }
  }
}
