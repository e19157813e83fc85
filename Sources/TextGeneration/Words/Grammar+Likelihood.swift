import PortableMath

extension Grammar {
  /// log p(sentence), in nats, summed over all ways to write it; −∞ if there is none.
  ///
  /// A sentence is grammatical exactly if this is finite.
  ///
  ///     p(rule writes words i ..< j) = Σ_expansions p · Π p(item writes its part),   over all cuts into parts
  ///
  /// The table of the inside algorithm is filled where it is asked for: for each rule and first word, all last words.
  ///
  /// - Parameter sentence: Words, of the grammar or not.
  /// - Complexity: O(size of the grammar · words²) at most.
  ///
  /// > Reference: Lari & Young (1990), doi:10.1016/0885-2308(90)90022-X, for rules of any length but without recursion.
  public func logProbability(of sentence: [String]) -> Double {
    var table = InsideTable(self, sentence: sentence)
    let whole = table.parts(of: start, from: 0).first { $0.end == sentence.count }
    return whole?.logProbability ?? -.infinity
  }
}

/// The parts of one sentence that rules can write.
private struct InsideTable {
  /// Words from a known place up to `end`.
  struct Part {
    let end: Int
    let logProbability: Double
  }

  let grammar: Grammar
  let sentence: [String]
  /// What is known for each rule and place.
  var known: [[[Part]?]]

  init(_ grammar: Grammar, sentence: [String]) {
    self.grammar = grammar
    self.sentence = sentence
    known = Array(
      repeating: Array(repeating: nil, count: sentence.count + 1), count: grammar.rules.count)
  }

  /// What a rule can write from a place on, one part for each end.
  mutating func parts(of rule: Int, from place: Int) -> [Part] {
    if let parts = known[rule][place] { return parts }
    var parts: [Part] = []
    for expansion in grammar.expansions[rule] {
      var beginnings = [Part(end: place, logProbability: .log(expansion.probability))]
      for item in expansion.items {
        beginnings = continued(beginnings, by: item)
        if beginnings.isEmpty { break }
      }
      parts += beginnings
    }
    parts = merged(parts)
    known[rule][place] = parts
    return parts
  }

  private mutating func continued(_ beginnings: [Part], by item: Grammar.Item) -> [Part] {
    switch item {
    case .word(let word):
      return beginnings.compactMap { part in
        part.end < sentence.count && sentence[part.end] == grammar.words[word]
          ? Part(end: part.end + 1, logProbability: part.logProbability) : nil
      }
    case .rule(let rule):
      var result: [Part] = []
      for beginning in beginnings {
        result += parts(of: rule, from: beginning.end).map {
          Part(end: $0.end, logProbability: beginning.logProbability + $0.logProbability)
        }
      }
      return merged(result)
    }
  }

  /// Parts of one end made one, their probabilities added.
  private func merged(_ parts: [Part]) -> [Part] {
    var result: [Part] = []
    for part in parts {
      if let index = result.firstIndex(where: { $0.end == part.end }) {
        let (a, b) = (result[index].logProbability, part.logProbability)
        let sum = max(a, b) + Double.log1p(.exp(-(a - b).magnitude))
        result[index] = Part(end: part.end, logProbability: sum)
      } else {
        result.append(part)
      }
    }
    return result
  }
}
