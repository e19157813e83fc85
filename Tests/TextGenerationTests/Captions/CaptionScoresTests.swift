import RandomStreams
import TextGeneration
import Testing

@Suite struct CaptionScoresTests {
  static let corpus: CaptionCorpus = {
    var random = RandomStream(seed: 7)
    return CaptionCorpus(training: 40, heldOut: 12, using: &random)
  }()

  @Test func `captions that are references have the best scores`() {
    let corpus = Self.corpus
    let judge = CaptionJudge(of: corpus.heldOut, in: corpus)
    let scores = judge.scores(corpus.heldOut.map { $0.references[2] })
    #expect(scores.bleu == 1)
    #expect(scores.rougeL > 1 - 1e-12)
    #expect(scores.badEndings == 0)
    #expect(scores.grammatical == 1)
    let words = corpus.heldOut.map { example in
      example.references[2].count { $0 != corpus.end }
    }
    #expect(scores.words == Double(words.reduce(0, +)) / 12)
    // What was written of the scene before says less of it.
    let others = corpus.heldOut.indices.map { corpus.heldOut[($0 + 1) % 12].references[2] }
    let worse = judge.scores(others)
    #expect(worse.bleu < 0.8 && worse.rougeL < 0.8 && worse.cider < scores.cider / 2)
    #expect(worse.grammatical < 0.5)
  }

  @Test func `scores are those of the measures without the end token`() {
    let corpus = Self.corpus
    let examples = Array(corpus.heldOut.prefix(3))
    let captions = examples.map { corpus.heldOut[0].references[1] + $0.references[0].suffix(0) }
    func cut(_ tokens: [Int]) -> [Int] { Array(tokens.prefix { $0 != corpus.end }) }
    let scores = CaptionJudge(of: examples, in: corpus).scores(captions)
    let (words, others) = (captions.map(cut), examples.map { $0.references.map(cut) })
    let frequencies = DocumentFrequencies(corpus.training.map { $0.references.map(cut) })
    #expect(scores.bleu == BLEU().corpus(words, references: others))
    #expect(scores.cider == CIDEr(frequencies).corpus(words, references: others))
    let rouge = zip(words, others).reduce(0) { $0 + rougeL($1.0, references: $1.1) } / 3
    #expect((scores.rougeL - rouge).magnitude < 1e-12)
  }

  @Test func `captions end properly with a reference's last word and an end`() {
    let endings = CaptionEndings([[0, 1, 9, 9], [2, 3, 4, 9], [9, 9, 9, 9]], end: 9)
    #expect(endings.areProper(of: [7, 1, 9]))
    #expect(endings.areProper(of: [4, 9, 9, 9]))
    #expect(!endings.areProper(of: [7, 4, 1, 4]))
    #expect(!endings.areProper(of: [7, 3, 9]))
    #expect(!endings.areProper(of: [9, 9, 9]))
    #expect(!endings.areProper(of: []))
  }

  @Test func `a caption that breaks off is neither proper nor grammatical`() {
    let corpus = Self.corpus
    let judge = CaptionJudge(of: corpus.heldOut, in: corpus)
    let broken = corpus.heldOut.map { example in
      corpus.vocabulary.padded(["there", "is", "a"], to: corpus.length)
    }
    let scores = judge.scores(broken)
    #expect(scores.badEndings == 1 && scores.grammatical == 0 && scores.words == 3)
  }

  @Test func `hiding takes features away for good, about as many as asked for`() {
    var random = RandomStream(seed: 8)
    let seen = Self.corpus.training
    let hidden = seen.hiding(0.3, using: &random)
    #expect(hidden.map(\.references) == seen.map(\.references))
    #expect(hidden.map(\.scene) == seen.map(\.scene))
    let pairs = zip(seen.flatMap(\.features), hidden.flatMap(\.features))
    let ones = pairs.filter { $0.0 == 1 }
    #expect(pairs.allSatisfy { $0.1 == $0.0 || $0.1 == 0 })
    let count = Double(ones.count { $0.1 == 0 })
    let n = Double(ones.count)
    // 4 standard errors.
    #expect((count - 0.3 * n).magnitude < 4 * (n * 0.21).squareRoot())
    #expect(seen.hiding(0, using: &random) == seen)
  }

  @Test func `each reference is a pair with its scene`() {
    let pairs = Array(Self.corpus.training.prefix(2)).pairs
    #expect(pairs.count == 10)
    #expect(pairs[7].context == Self.corpus.training[1].features)
    #expect(pairs[7].sequence == Self.corpus.training[1].references[2])
  }
}
