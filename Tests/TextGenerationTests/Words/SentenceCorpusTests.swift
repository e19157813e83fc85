import PortableMath
import RandomStreams
import TextGeneration
import Testing

@Suite struct SentenceCorpusTests {
  static func corpus(training: Int = 2_000, heldOut: Int = 1_000, seed: UInt64 = 1)
    -> SentenceCorpus
  {
    var random = RandomStream(seed: seed)
    return SentenceCorpus(training: training, heldOut: heldOut, using: &random)
  }

  @Test func `sentences have 5 to 12 words of some 150, and ends`() {
    let corpus = Self.corpus()
    #expect(corpus.grammar.lengths == 5...12)
    #expect(corpus.length == 13)
    #expect((120...180).contains(corpus.vocabulary.count))
    #expect(corpus.end == corpus.vocabulary.count - 1)
    expectPadded(corpus.training + corpus.heldOut, to: 13, in: corpus.vocabulary)
    let words = Set(corpus.training.joined())
    #expect(words.count == corpus.vocabulary.count, "every word is used")
    #expect(corpus.training.allSatisfy { hasRightArticles(corpus.vocabulary.decode($0)) })
  }

  @Test func `nothing is written in two ways`() {
    var random = RandomStream(seed: 2)
    expectUnambiguous(.english, draws: 3_000, using: &random)
  }

  @Test func `the mean of −log p over sentences held out is the entropy, but for chance`() {
    let corpus = Self.corpus()
    let losses = corpus.heldOut.map {
      -corpus.grammar.logProbability(of: corpus.vocabulary.decode($0))
    }
    let n = Double(losses.count)
    let mean = losses.reduce(0, +) / n
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    #expect(
      (mean - corpus.grammar.derivationEntropy).magnitude <= 4.5 * (variance / n).squareRoot())
  }

  @Test func `the first sentences don't depend on how many there are, and seeds give others`() {
    let (few, many) = (
      Self.corpus(training: 10, heldOut: 5), Self.corpus(training: 30, heldOut: 20)
    )
    #expect(Array(many.training.prefix(10)) == few.training)
    #expect(Array(many.heldOut.prefix(5)) == few.heldOut)
    #expect(Array(many.training.prefix(5)) != few.heldOut)
    #expect(Self.corpus(training: 10, heldOut: 5, seed: 2).training != few.training)
    #expect(Self.corpus(training: 10, heldOut: 5) == few)
  }

  @Test func `another grammar gives another corpus`() {
    var random = RandomStream(seed: 4)
    let corpus = SentenceCorpus(Grammar("s = a | b c"), training: 50, heldOut: 0, using: &random)
    #expect(corpus.length == 3)
    #expect(Set(corpus.training) == [[0, 3, 3], [1, 2, 3]])
  }

  @Test func `a negative count traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Self.corpus(training: 5, heldOut: -1)
    }
    expectTrap(result, saying: "5 and -1 sentences")
  }

  /// The first noun of each clause and its verb: both of one person or thing, or both of more.
  @Test func `subjects and verbs agree in number, also across other nouns`() {
    var random = RandomStream(seed: 5)
    var (singular, plural, apart) = (0, 0, 0)
    for _ in 0..<4_000 {
      let sentence = Grammar.english.sample(using: &random)
      for clause in sentence.split(separator: "that").map(Array.init) {
        let nouns = clause.indices.filter {
          Self.ones.contains(clause[$0]) || Self.manys.contains(clause[$0])
        }
        let verbs = clause.indices.filter {
          Self.does.contains(clause[$0]) || Self.dos.contains(clause[$0])
        }
        guard let noun = nouns.first, let verb = verbs.first, verbs.count == 1 else {
          Issue.record("no noun or not one verb in \(clause)")
          continue
        }
        let isOne = Self.ones.contains(clause[noun])
        #expect(noun < verb && isOne == Self.does.contains(clause[verb]), "\(clause)")
        // What stands before the noun agrees as well.
        let before = Set(clause[..<noun])
        #expect(
          isOne ? before.isDisjoint(with: Self.quantities) : !before.contains("a"), "\(clause)")
        if isOne { singular += 1 } else { plural += 1 }
        if !isOne && clause[noun..<verb].contains(where: Self.places.contains) { apart += 1 }
      }
    }
    #expect(singular > 1_500 && plural > 1_500 && apart > 50, "\(singular) \(plural) \(apart)")
  }

  private static let ones = Set(
    [String](
      words: """
        farmer teacher doctor child sailor painter baker neighbor sister brother friend aunt dog cat horse bird \
        goat house road boat bridge
        """))
  private static let manys = Set(
    [String](
      words: """
        farmers teachers doctors children sailors painters bakers neighbors sisters brothers friends aunts dogs \
        cats horses birds goats houses roads boats bridges
        """))
  private static let does = Set(
    [String](
      words: "is reads writes buys sells watches paints sleeps runs waits hides says thinks knows"))
  private static let dos = Set(
    [String](words: "are read write buy sell watch paint sleep run wait hide say think know"))
  private static let quantities: Set = ["two", "three", "some", "many"]
  private static let places: Set = [
    "garden", "yard", "market", "river", "window", "hill", "school",
  ]
}
