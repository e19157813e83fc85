import PortableMath

/// What is known of all sentences, by one pass over the rules: each after those that it leads to.
extension Grammar {
  /// How many ways there are to write a sentence: choices of an expansion for every rule that is applied.
  ///
  /// It is the number of sentences if no two ways lead to the same words. Exact up to 2⁵³.
  ///
  ///     N(rule) = Σ_expansions Π_items N(item),   N(word) = 1
  ///
  /// - Complexity: O(size of the grammar).
  public var derivationCount: Double {
    total(word: 1) { expansions, counts in
      expansions.reduce(0) { $0 + counts($1).reduce(1, *) }
    }
  }

  /// The entropy of the ways to write a sentence, in nats.
  ///
  /// It is the entropy of sentences if no two ways lead to the same words, and otherwise above it. No model of language
  /// has a mean −log q(sentence) below the entropy of sentences.
  ///
  ///     H(rule) = Σ_expansions p (−log p + Σ_items H(item)),   H(word) = 0
  ///
  /// - Complexity: O(size of the grammar).
  public var derivationEntropy: Double {
    total(word: 0) { expansions, entropies in
      expansions.reduce(0) {
        $0 + $1.probability * (entropies($1).reduce(0, +) - .log($1.probability))
      }
    }
  }

  /// The fewest and the most words that a sentence has.
  ///
  /// - Complexity: O(size of the grammar).
  public var lengths: ClosedRange<Int> {
    total(word: 1...1) { expansions, lengths in
      let sums = expansions.map { expansion in
        lengths(expansion).reduce(0...0) {
          $0.lowerBound + $1.lowerBound...$0.upperBound + $1.upperBound
        }
      }
      // A rule has at least one expansion.
      let (shortest, longest) = (sums.map(\.lowerBound).min(), sums.map(\.upperBound).max())
      return (shortest ?? 0)...(longest ?? 0)
    }
  }

  /// All sentences with their probabilities, which sum to 1; in the order of the text.
  ///
  /// - Parameter limit: What ``derivationCount`` may be at most; above it traps.
  /// - Returns: Each sentence once, however many ways lead to it.
  /// - Complexity: O(``derivationCount`` · words).
  public func sentences(limit: Int = 100_000) -> [(sentence: [String], probability: Double)] {
    let count = derivationCount
    if count > Double(limit) {
      fatalError("Grammar.sentences: \(count) ways to write one are more than \(limit).")
    }
    var offsets: [[Int]: Int] = [:]
    var sentences: [(sentence: [String], probability: Double)] = []
    for (sentence, probability) in derivations(of: [.rule(start)]) {
      if let offset = offsets[sentence] {
        sentences[offset].probability += probability
      } else {
        offsets[sentence] = sentences.count
        sentences.append((sentence.map { words[$0] }, probability))
      }
    }
    return sentences
  }

  /// All ways to write a row of items: words and probability.
  private func derivations(of items: [Item]) -> [(sentence: [Int], probability: Double)] {
    items.reduce([([], 1)]) { beginnings, item in
      let continuations =
        switch item {
        case .word(let word): [(sentence: [word], probability: 1.0)]
        case .rule(let rule):
          expansions[rule].flatMap { expansion in
            derivations(of: expansion.items).map {
              (sentence: $0.sentence, probability: expansion.probability * $0.probability)
            }
          }
        }
      return beginnings.flatMap { beginning in
        continuations.map {
          (beginning.sentence + $0.sentence, beginning.probability * $0.probability)
        }
      }
    }
  }

  /// What a start rule is worth, when a word has a value and a rule's follows from those of its expansions' items.
  private func total<Value>(
    word: Value, rule: ([Expansion], (Expansion) -> [Value]) -> Value
  ) -> Value {
    var values = Array(repeating: word, count: rules.count)
    for number in order {
      values[number] = rule(expansions[number]) { expansion in
        expansion.items.map { item in
          switch item {
          case .word: word
          case .rule(let inner): values[inner]
          }
        }
      }
    }
    return values[start]
  }
}
