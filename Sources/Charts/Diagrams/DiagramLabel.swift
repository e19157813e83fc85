/// A label: plain words, or simple mathematics between dollar signs.
///
///     DiagramLabel("$V^π(s'_1)$").plain  // "V^π(s′₁)"
struct DiagramLabel: Sendable, Hashable {
  /// Characters of one kind.
  struct Run: Sendable, Hashable {
    /// Where the characters stand.
    enum Level: Sendable, Hashable {
      case base, raised, lowered
    }

    var text: String
    var level = Level.base
    var isItalic = false
  }

  let runs: [Run]
  private let isMath: Bool

  init(_ source: String) {
    isMath = source.count >= 2 && source.first == "$" && source.last == "$"
    runs = isMath ? DiagramLabel.parse(source.dropFirst().dropLast()) : [Run(text: source)]
  }

  var isEmpty: Bool { runs.allSatisfy(\.text.isEmpty) }

  /// The label in one line of text.
  var plain: String {
    runs.map { run in
      switch run.level {
      case .base: run.text
      case .raised: run.text == "*" ? "*" : run.text.count == 1 ? "^\(run.text)" : "^(\(run.text))"
      case .lowered: DiagramLabel.subscripts(run.text) ?? "_\(run.text)"
      }
    }.joined()
  }

  // MARK: Parsing

  private static func parse(_ source: Substring) -> [Run] {
    var runs: [Run] = []
    var rest = source
    while let character = rest.first {
      rest.removeFirst()
      if character == "^" || character == "_" {
        let level: Run.Level = character == "^" ? .raised : .lowered
        runs += letters(takeGroup(&rest), level: level)
      } else {
        let plain = rest.prefix { $0 != "^" && $0 != "_" }
        rest = rest.dropFirst(plain.count)
        runs += letters(String(character) + plain, level: .base)
      }
    }
    return runs
  }

  /// The next character, or all up to the brace that closes.
  private static func takeGroup(_ rest: inout Substring) -> String {
    guard rest.first == "{" else { return rest.popFirst().map(String.init) ?? "" }
    let group = rest.dropFirst().prefix { $0 != "}" }
    rest = rest.dropFirst(group.count + 2)
    return String(group)
  }

  /// Single letters slant; words, digits and signs stand upright.
  private static func letters(_ text: String, level: Run.Level) -> [Run] {
    let primed = text.map { $0 == "'" ? "′" : $0 == "-" ? "−" : $0 }
    var runs: [Run] = []
    for (index, character) in primed.enumerated() {
      let besideLetter =
        (index > 0 && primed[index - 1].isLetter)
        || (index + 1 < primed.count && primed[index + 1].isLetter)
      let isItalic = character.isLetter && !besideLetter
      if let last = runs.last, last.isItalic == isItalic {
        runs[runs.count - 1].text.append(character)
      } else {
        runs.append(Run(text: String(character), level: level, isItalic: isItalic))
      }
    }
    return runs
  }

  /// The text in lowered characters, `nil` if there are none for it.
  private static func subscripts(_ text: String) -> String? {
    let from: [Character] = Array("0123456789+−aeijkmnt")
    let to: [Character] = Array("₀₁₂₃₄₅₆₇₈₉₊₋ₐₑᵢⱼₖₘₙₜ")
    var result = ""
    for character in text {
      guard let index = from.firstIndex(of: character) else { return nil }
      result.append(to[index])
    }
    return result
  }

  // MARK: Drawing

  /// Letters of formulas are a little larger, as serif letters are smaller to the eye.
  private var size: Double { isMath ? FontSize.label + 2 : FontSize.label }
  private static let script = 0.72
  private static let serif = "Cambria, \"STIX Two Text\", \"Times New Roman\", serif"

  /// The width it takes.
  var width: Double {
    runs.map { run in
      TextMetrics.width(run.text, size: run.level == .base ? size : size * DiagramLabel.script)
    }.reduce(0, +)
  }

  /// The height it takes, raised and lowered characters included.
  var height: Double {
    runs.contains { $0.level != .base } ? 1.25 * size : size
  }

  /// The label with its middle at `point`.
  func node(
    at point: Point, anchor: TextAnchor = .middle, fill: Paint = .ink, halo: Bool = true,
    bold: Bool = false
  ) -> MarkupNode {
    let whole = text(
      "", at: point, size: size, anchor: anchor, baseline: .central, fill: fill, bold: bold,
      halo: halo)
    guard case .element(let name, var attributes, _) = whole else { return whole }
    if !isMath { return .element(name, attributes, runs.map { .text($0.text) }) }
    attributes.append(MarkupAttribute("font-family", DiagramLabel.serif))
    return .element(name, attributes, spans)
  }

  private var spans: [MarkupNode] {
    var level = Run.Level.base
    return runs.map { run in
      let shift = offset(run.level) - offset(level)
      level = run.level
      var attributes: [MarkupAttribute] = []
      if shift != 0 { attributes.append(MarkupAttribute("dy", coordinate(shift))) }
      // Slanting letters lean into what is raised after them.
      if run.level == .raised { attributes.append(MarkupAttribute("dx", "1.5")) }
      if run.level != .base {
        attributes.append(MarkupAttribute("font-size", coordinate(size * DiagramLabel.script)))
      }
      if run.isItalic { attributes.append(MarkupAttribute("font-style", "italic")) }
      return attributes.isEmpty
        ? .text(run.text) : .element("tspan", attributes, [.text(run.text)])
    }
  }

  /// How far a run lies below the line of the label.
  private func offset(_ level: Run.Level) -> Double {
    switch level {
    case .base: 0
    case .raised: -0.38 * size
    case .lowered: 0.2 * size
    }
  }
}
