/// Reads the text of a ``Grammar``.
struct GrammarReader {
  private(set) var rules: [String] = []
  private(set) var words: [String] = []
  private(set) var expansions: [[Grammar.Expansion]] = []
  private var ruleNumbers: [String: Int] = [:]
  private var wordNumbers: [String: Int] = [:]

  init(_ text: String) {
    let lines = joinedLines(of: text)
    if lines.isEmpty { fatalError("Grammar: there is no rule in “\(text)”.") }
    // Names first, so that rules may come in any order.
    for (number, line) in lines.enumerated() {
      if let first = ruleNumbers.updateValue(number, forKey: line.name) {
        fatalError("Grammar: <\(line.name)> is the name of rules \(first + 1) and \(number + 1).")
      }
      rules.append(line.name)
    }
    for line in lines {
      let choices = line.choices.map { choice(in: $0, of: line.name) }
      let total = choices.reduce(0) { $0 + $1.weight }
      expansions.append(
        choices.map { Grammar.Expansion(probability: $0.weight / total, items: $0.items) })
    }
  }

  /// Reads one expansion and its weight.
  private mutating func choice(
    in text: Substring, of rule: String
  ) -> (weight: Double, items: [Grammar.Item]) {
    guard let colon = text.firstIndex(of: ":") else { return (1, items(in: text, of: rule)) }
    let weight = trimmed(text[..<colon])
    guard let value = Double(weight), value > 0, value < .infinity else {
      fatalError("Grammar: “\(weight)” is no positive weight, in an expansion of <\(rule)>.")
    }
    return (value, items(in: text[text.index(after: colon)...], of: rule))
  }

  /// Reads words and names in angle brackets.
  private mutating func items(in text: Substring, of rule: String) -> [Grammar.Item] {
    var items: [Grammar.Item] = []
    var rest = trimmed(text)
    while let first = rest.first {
      if first == "<" {
        guard let close = rest.firstIndex(of: ">") else {
          fatalError("Grammar: “\(rest)” has no closing bracket, in an expansion of <\(rule)>.")
        }
        let name = String(trimmed(rest[..<close].dropFirst()))
        guard let number = ruleNumbers[name] else {
          fatalError("Grammar: there is no rule <\(name)>, which <\(rule)> leads to.")
        }
        items.append(.rule(number))
        rest = trimmed(rest[close...].dropFirst())
      } else {
        let word = rest.prefix { !$0.isWhitespace && $0 != "<" }
        items.append(.word(number(of: String(word))))
        rest = trimmed(rest.dropFirst(word.count))
      }
    }
    return items
  }

  /// The number of a word, a new one if it hasn't been seen.
  private mutating func number(of word: String) -> Int {
    if let number = wordNumbers[word] { return number }
    wordNumbers[word] = words.count
    words.append(word)
    return words.count - 1
  }
}

/// The rules of a text: their names and what stands between their bars.
private func joinedLines(of text: String) -> [(name: String, choices: [Substring])] {
  var rules: [(name: String, choices: [Substring])] = []
  for line in text.split(whereSeparator: \.isNewline).map(trimmed) where !line.isEmpty {
    if line.first == "|", let last = rules.indices.last {
      rules[last].choices += choices(in: line.dropFirst())
    } else if let equals = line.firstIndex(of: "="), equals > line.startIndex {
      rules.append(
        (String(trimmed(line[..<equals])), choices(in: line[line.index(after: equals)...])))
    } else {
      fatalError("Grammar: “\(line)” has no name and “=”.")
    }
  }
  return rules
}

private func choices(in text: Substring) -> [Substring] {
  text.split(separator: "|", omittingEmptySubsequences: false)
}

/// Text without white space at its ends.
private func trimmed(_ text: Substring) -> Substring {
  var text = text.drop(while: \.isWhitespace)
  while text.last?.isWhitespace == true { text.removeLast() }
  return text
}
