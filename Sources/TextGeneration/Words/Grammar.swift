import PortableMath
import RandomStreams

/// A probabilistic context-free grammar: how to write random sentences, and how probable each of them is.
///
/// ```swift
/// let grammar = Grammar("""
///   sentence = 3: the <animal> <does> | an owl <does> at night
///   animal   = bird | cat
///   does     = sings | sleeps
///   """)
/// grammar.sample(using: &random)                                      // ["the", "cat", "sings"]
/// grammar.derivationCount                                             // 6
/// grammar.logProbability(of: ["the", "bird", "sleeps"])               // log(3/4 · 1/2 · 1/2)
/// ```
///
/// Each line is a rule: a name, `=`, and its expansions with `|` between them; a line that begins with `|` goes on with
/// the rule above. An expansion is a row of words and of rules' names in angle brackets, or nothing. Before it may
/// stand its weight and a colon; without them it is 1. A rule is expanded by drawing one of its expansions with
/// probability proportional to the weights, independently of everything else. Sentences are expansions of the first
/// rule, unless another is named.
///
/// No rule may lead back to itself. A grammar is thus a finite distribution, of which counts, entropy and probabilities
/// are exact: an oracle for models of language.
public struct Grammar: Sendable, Hashable {
  /// A part of an expansion: a word, or what a rule writes.
  enum Item: Sendable, Hashable {
    case word(Int)
    case rule(Int)
  }

  /// One way to expand a rule.
  struct Expansion: Sendable, Hashable {
    let probability: Double
    let items: [Item]
  }

  /// The names of the rules, in the order of the text.
  public let rules: [String]
  /// The words in the rules, each once, in the order of the text.
  public let words: [String]
  /// The ways to expand each rule.
  let expansions: [[Expansion]]
  /// The offsets of the rules, each after those that it leads to.
  let order: [Int]
  /// The offset of the rule that sentences begin with.
  private(set) var start = 0

  /// The grammar of rules that are written down.
  ///
  /// A rule that is missing, there twice or leads back to itself, a weight that isn't positive and a line that can't be
  /// read trap with the rule's name or the line.
  ///
  /// - Parameter text: At least one rule, in the notation above.
  /// - Complexity: O(length of the text).
  public init(_ text: String) {
    let reader = GrammarReader(text)
    rules = reader.rules
    words = reader.words
    expansions = reader.expansions
    order = dependencyOrder(of: reader.expansions, names: reader.rules)
  }

  /// The same rules, with sentences that are expansions of another of them.
  ///
  /// - Parameter rule: A name in ``rules``.
  /// - Complexity: O(rules).
  public func starting(at rule: String) -> Grammar {
    guard let start = rules.firstIndex(of: rule) else {
      fatalError("Grammar.starting: there is no rule “\(rule)”.")
    }
    var grammar = self
    grammar.start = start
    return grammar
  }

  /// Writes a random sentence.
  ///
  /// - Parameter generator: Gives the seed; takes one word.
  /// - Returns: Words.
  /// - Complexity: O(expansions of the rules applied).
  public func sample(using generator: inout some RandomNumberGenerator) -> [String] {
    derivation(using: &generator).sentence
  }

  /// Writes a random sentence, with the logarithm of the probability of all choices that were made.
  ///
  /// It is that of the sentence, unless other choices lead to the same words.
  package func derivation(
    using generator: inout some RandomNumberGenerator
  ) -> (sentence: [String], logProbability: Double) {
    var stream = RandomStream(drawnFrom: &generator)
    var sentence: [String] = []
    var logProbability = 0.0
    // What is still to be written, the next item last.
    var agenda: [Item] = [.rule(start)]
    while let item = agenda.popLast() {
      switch item {
      case .word(let word): sentence.append(words[word])
      case .rule(let rule):
        let choices = expansions[rule]
        let choice = choices[
          Int.categorical(choices.lazy.map(\.probability), using: &stream)]
        logProbability += .log(choice.probability)
        agenda += choice.items.reversed()
      }
    }
    return (sentence, logProbability)
  }
}

/// The offsets of rules, each after those that it leads to; traps if one leads to itself.
private func dependencyOrder(of rules: [[Grammar.Expansion]], names: [String]) -> [Int] {
  var order: [Int] = []
  var (path, isDone): ([Int], [Bool]) = ([], rules.map { _ in false })
  func visit(_ rule: Int) {
    if isDone[rule] { return }
    if let first = path.firstIndex(of: rule) {
      let cycle = (path[first...] + [rule]).map { "<\(names[$0])>" }.joined(separator: " → ")
      fatalError("Grammar: a rule leads back to itself: \(cycle).")
    }
    path.append(rule)
    for case .rule(let next) in rules[rule].flatMap(\.items) { visit(next) }
    path.removeLast()
    isDone[rule] = true
    order.append(rule)
  }
  for rule in rules.indices { visit(rule) }
  return order
}
