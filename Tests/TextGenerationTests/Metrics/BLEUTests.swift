import PortableMath
import RandomStreams
import Testing
import TextGeneration

@Suite struct BLEUTests {
  static let guide = [String](
    words:
      "It is a guide to action which ensures that the military always obeys the commands of the party"
  )
  static let insured = [String](
    words: "It is to insure the troops forever hearing the activity guidebook that party direct")
  static let references = [
    "It is a guide to action that ensures that the military will forever heed Party commands",
    "It is the guiding principle which guarantees the military forces always being under the command of the Party",
    "It is the practical guide for the army always to heed the directions of the party",
  ].map { [String](words: $0) }

  @Test func `the examples of NLTK's documentation`() {
    let bleu = BLEU()
    #expect(agree(bleu.sentence(Self.guide, references: Self.references), 0.5045666840058485))
    #expect(
      agree(
        BLEU(smoothing: .floor()).sentence(Self.insured, references: Self.references),
        0.03703131191121491))
    let history = [
      "he read the book because he was interested in world history",
      "he was interested in world history because he read the book",
    ].map { [String](words: $0) }
    let corpus = [Self.guide, history[0]]
    let references = [Self.references, [history[1]]]
    #expect(agree(bleu.corpus(corpus, references: references), 0.5920778868801042))
    let tilted = BLEU(weights: [0.1, 0.3, 0.5, 0.1])
    #expect(agree(tilted.corpus(corpus, references: references), 0.5818765313748497))
  }

  @Test(arguments: MetricFixture.bleus.keys.sorted())
  func `sentences score as in NLTK and sacreBLEU`(name: String) throws {
    let fixture = try MetricFixture.read()
    let bleu = try #require(MetricFixture.bleus[name])
    for (index, hypothesis) in fixture.hypotheses.enumerated() {
      // NLTK leaves out what this method can't smooth in a sentence of one word.
      if hypothesis.count == 1 && ["nltk method4", "nltk k"].contains(name) { continue }
      let found = bleu.sentence(hypothesis, references: fixture.references[index])
      let expected = try #require(fixture.sentences[index][name])
      #expect(agree(found, expected), "sentence \(index): \(found), not \(expected)")
    }
  }

  @Test func `a corpus scores as in NLTK and sacreBLEU`() throws {
    let fixture = try MetricFixture.read()
    for (name, expected) in fixture.corpus.sorted(by: { $0.key < $1.key }) where name != "rouge" {
      let bleu = try #require(MetricFixture.bleus[name])
      let found = bleu.corpus(fixture.hypotheses, references: fixture.references)
      #expect(agree(found, expected), "\(name): \(found), not \(expected)")
    }
  }

  @Test func `a corpus without a common trigram scores as in NLTK and sacreBLEU`() throws {
    let fixture = try MetricFixture.read()
    let hypotheses = MetricFixture.sparse.map { fixture.hypotheses[$0] }
    let references = MetricFixture.sparse.map { fixture.references[$0] }
    for (name, expected) in fixture.sparseCorpus.sorted(by: { $0.key < $1.key })
    where name != "rouge" {
      let bleu = try #require(MetricFixture.bleus[name])
      let found = bleu.corpus(hypotheses, references: references)
      #expect(agree(found, expected), "\(name): \(found), not \(expected)")
    }
  }

  @Test func `nothing scores nothing, and a sentence scores one against itself`() {
    let sentence = [3, 1, 4, 1, 5]
    for bleu in MetricFixture.bleus.values {
      #expect(bleu.sentence([], references: [sentence]) == 0)
      #expect(bleu.sentence([] as [Int], references: [[]]) == 0)
      #expect(bleu.sentence(sentence, references: [[]]) == 0)
      #expect(bleu.sentence([9, 9, 9, 9, 9], references: [sentence]) == 0)
    }
    #expect(BLEU().sentence(sentence, references: [[2, 7], sentence]) == 1)
    // Too short for 4-grams: 0, or of the orders that there are.
    #expect(BLEU().sentence([3, 1], references: [[3, 1]]) == 0)
    let leavingOut = BLEU(shortHypotheses: .leaveOut)
    #expect(leavingOut.sentence([3, 1], references: [[3, 1]]) == 1)
    let bigramsOnly = BLEU(weights: [0, 1], shortHypotheses: .leaveOut)
    #expect(bigramsOnly.sentence([3], references: [[3]]) == 0)
  }

  @Test func `smoothings worked by hand`() {
    // Of 4, 3, 2, 1 n-grams, 2, 1, 0, 0 match; the lengths are the same.
    let hypothesis = [1, 2, 8, 9]
    let references = [[1, 2, 3, 4]]
    func score(_ smoothing: BLEU.Smoothing, _ third: Double, _ fourth: Double) -> Bool {
      let found = BLEU(smoothing: smoothing).sentence(hypothesis, references: references)
      return agree(found, .pow(2.0 / 4 * 1 / 3 * third * fourth, 0.25))
    }
    #expect(score(.floor(0.3), 0.3 / 2, 0.3 / 1))
    #expect(score(.exponential, 1.0 / 4, 1.0 / 4))
    #expect(score(.logarithmic(2), Double.log(4) / 8, Double.log(4) / 8))
    // (2 / 4) (2 / 4) (1 / 3) (1 / 2)
    let addOne = BLEU(smoothing: .addK()).sentence(hypothesis, references: references)
    #expect(agree(addOne, .pow(1.0 / 24, 0.25)))
    // One token has ln 1 = 0 to smooth with.
    #expect(BLEU(smoothing: .logarithmic()).sentence([1], references: references) == 0)
  }

  @Test func `smoothing by neighbors goes one order beyond the weights`() {
    // p = 1, 1/2, 1/2 for 1-, 2- and 3-grams of 1 2 3 1 2 5… against 1 2 3 and 1 2 5, two weights.
    let bleu = BLEU(order: 2, smoothing: .neighbors)
    #expect(bleu.countedOrder == 3)
    let counts = BLEUReferences([[1, 2, 3, 4], [9, 1, 2, 5]], order: 3).counts(of: [1, 2, 3, 5])
    #expect(counts.matches == [4, 2, 1])
    #expect(counts.totals == [4, 3, 2])
    let first = (2.0 + 1 + 2.0 / 3) / 3
    let second = (first + 2.0 / 3 + 1.0 / 2) / 3
    #expect(agree(bleu.score(counts), (first * second).squareRoot()))
  }

  @Test func `one set of counts serves BLEUs of several orders`() {
    let references = BLEUReferences(Self.references, order: 5)
    let counts = references.counts(of: Self.guide)
    for order in 1...5 {
      let bleu = BLEU(order: order)
      #expect(bleu.score(counts) == bleu.sentence(Self.guide, references: Self.references))
    }
  }

  @Test func `nonsense traps`() async {
    await #expect(processExitsWith: .failure) { _ = BLEU(order: 0) }
    await #expect(processExitsWith: .failure) { _ = BLEU(weights: []) }
    await #expect(processExitsWith: .failure) { _ = BLEU(weights: [0, 0]) }
    await #expect(processExitsWith: .failure) { _ = BLEU(weights: [1.5, -0.5]) }
    await #expect(processExitsWith: .failure) { _ = BLEU(smoothing: .floor(0)) }
    await #expect(processExitsWith: .failure) { _ = BLEU(smoothing: .logarithmic(.nan)) }
    await #expect(processExitsWith: .failure) { _ = BLEU().sentence([1], references: []) }
    await #expect(processExitsWith: .failure) {
      _ = BLEU().corpus([[1], [2]], references: [[[1]]])
    }
    await #expect(processExitsWith: .failure) {
      _ = BLEU().corpus([], references: [] as [[[Int]]])
    }
    await #expect(processExitsWith: .failure) { _ = BLEU().score(BLEUCounts(order: 3)) }
  }
}
