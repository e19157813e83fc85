import PortableMath
import RandomStreams
import TextGeneration
import Testing

@Suite struct GrammarTests {
  /// Weights, an expansion that is empty, rules in any order, a line that goes on.
  static let small = Grammar(
    """
    sentence = 3: the <one animal> <does>
             | an owl <does> at night <maybe>
    maybe    = 2: | today | <one animal>
    does     = sings | sleeps
    one animal = bird | 3: cat
    """)

  @Test func `a grammar writes what its text says`() {
    let expected: [(String, Double)] = [
      ("the bird sings", 3.0 / 32), ("the bird sleeps", 3.0 / 32), ("the cat sings", 9.0 / 32),
      ("the cat sleeps", 9.0 / 32), ("an owl sings at night", 1.0 / 16),
      ("an owl sings at night today", 1.0 / 32), ("an owl sings at night bird", 1.0 / 128),
      ("an owl sings at night cat", 3.0 / 128), ("an owl sleeps at night", 1.0 / 16),
      ("an owl sleeps at night today", 1.0 / 32), ("an owl sleeps at night bird", 1.0 / 128),
      ("an owl sleeps at night cat", 3.0 / 128),
    ]
    let sentences = Self.small.sentences()
    #expect(sentences.map { $0.sentence.joined(separator: " ") } == expected.map(\.0))
    #expect(sentences.map(\.probability) == expected.map(\.1), "all of them are exact in binary")
    #expect(Self.small.rules == ["sentence", "maybe", "does", "one animal"])
    #expect(
      Self.small.words == [
        "the", "an", "owl", "at", "night", "today", "sings", "sleeps", "bird", "cat",
      ])
    #expect(Self.small.lengths == 3...6)
    #expect(Self.small.derivationCount == 12)
    #expect(
      (Self.small.derivationEntropy - entropy(expected.map(\.1))).magnitude <= 1e-14)
  }

  @Test func `sentences may begin with another rule`() {
    let animals = Self.small.starting(at: "one animal")
    #expect(animals.sentences().map(\.sentence) == [["bird"], ["cat"]])
    #expect(animals.logProbability(of: ["cat"]) == .log(0.75))
    #expect(Self.small.starting(at: "maybe").lengths == 0...1)
    #expect(animals.starting(at: "sentence") == Self.small)
  }

  @Test func `sentences are drawn with their probabilities`() {
    expectFrequencies(of: Self.small, seed: 1, draws: 20_000)
    expectFrequencies(of: Self.small.starting(at: "maybe"), seed: 2, draws: 20_000)
    expectFrequencies(of: Self.ambiguous, seed: 3, draws: 20_000)
  }

  /// "x y z" is x + y z as well as x y + z.
  static let ambiguous = Grammar(
    """
    s = <a> <b>
    a = x | x y
    b = y z | 3: z
    """)

  @Test func `a sentence that is written in two ways has the probability of both`() {
    let sentences = Self.ambiguous.sentences()
    #expect(sentences.map(\.sentence) == [["x", "y", "z"], ["x", "z"], ["x", "y", "y", "z"]])
    #expect(sentences.map(\.probability) == [0.5, 0.375, 0.125])
    #expect(Self.ambiguous.derivationCount == 4)
    #expect(
      (Self.ambiguous.derivationEntropy - entropy([0.125, 0.375, 0.125, 0.375])).magnitude < 1e-15)
    #expect((Self.ambiguous.logProbability(of: ["x", "y", "z"]) - .log(0.5)).magnitude < 1e-15)
  }

  @Test func `what cannot be written has probability zero`() {
    let impossible = [
      [], ["the"], ["the", "bird"], ["the", "bird", "sings", "today"], ["a", "bird", "sings"],
      ["sings", "the", "bird"], ["the", "the", "bird", "sings"],
    ]
    for sentence in impossible {
      #expect(Self.small.logProbability(of: sentence) == -.infinity, "\(sentence)")
    }
    #expect(Self.small.starting(at: "maybe").logProbability(of: []) == .log(0.5))
  }

  @Test func `a probability below the least number has a logarithm`() {
    let grammar = Grammar("s = <w> <w> <w> <w> <w> <w> <w> <w> <w> <w> <w> <w>\nw = x | 1e30: y")
    let expected = -12 * Double.log(1e30)
    let value = grammar.logProbability(of: Array(repeating: "x", count: 12))
    #expect((value - expected).magnitude <= 1e-12 * expected.magnitude)
    #expect(expected < -745)
  }

  @Test func `a grammar of more sentences than could be listed is counted`() {
    let wide = Grammar(
      "s = " + Array(repeating: "<w>", count: 40).joined(separator: " ") + "\nw = a | b")
    #expect(wide.derivationCount == 0x1p40)
    #expect((wide.derivationEntropy - 40 * .log(2)).magnitude <= 1e-12)
    #expect(wide.lengths == 40...40)
  }

  @Test(
    "Counts, entropy and probabilities of any grammar are those of its list of sentences",
    arguments: 1...20 as ClosedRange<UInt64>)
  func randomGrammar(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let grammar = Grammar(Self.randomText(using: &random))
    let sentences = grammar.sentences()
    let lengths = sentences.map(\.sentence.count)
    #expect(lengths.min() == grammar.lengths.lowerBound)
    #expect(lengths.max() == grammar.lengths.upperBound)
    #expect((sentences.reduce(0) { $0 + $1.probability } - 1).magnitude <= 1e-12)
    for (sentence, probability) in sentences {
      let inside = grammar.logProbability(of: sentence)
      #expect((inside - .log(probability)).magnitude <= 1e-10, "\(sentence)")
    }
    let bound = entropy(sentences.map(\.probability))
    if grammar.derivationCount == Double(sentences.count) {
      #expect((grammar.derivationEntropy - bound).magnitude <= 1e-10)
    } else {
      #expect(grammar.derivationCount > Double(sentences.count))
      #expect(grammar.derivationEntropy > bound)
    }
  }

  /// Four rules of two or three expansions, each made of words and of rules further down.
  private static func randomText(using random: inout RandomStream) -> String {
    func below(_ bound: Int) -> Int { Int.uniform(below: bound, using: &random) }
    return (0..<4).map { rule in
      let expansions = (0..<2 + below(2)).map { _ in
        let items = (0..<below(4)).map { _ in
          rule < 3 && below(2) == 0
            ? "<r\(rule + 1 + below(3 - rule))>" : ["a", "b", "c"][below(3)]
        }
        return "\(1 + below(5)): " + items.joined(separator: " ")
      }
      return "r\(rule) = " + expansions.joined(separator: " | ")
    }.joined(separator: "\n")
  }

  @Test func `a seed writes the same sentences, another others, and each takes one word`() {
    func sentences(_ seed: UInt64) -> [[String]] {
      var random = RandomStream(seed: seed)
      return (0..<20).map { _ in Self.small.sample(using: &random) }
    }
    #expect(sentences(1) == sentences(1))
    #expect(sentences(1) != sentences(2))
    var (one, two) = (RandomStream(seed: 3), RandomStream(seed: 3))
    _ = Self.small.sample(using: &one)
    _ = two.next()
    #expect(one == two)
  }
}
