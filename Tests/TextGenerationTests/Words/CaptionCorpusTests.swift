import RandomStreams
import TextGeneration
import Testing

@Suite struct CaptionCorpusTests {
  static func corpus(seed: UInt64) -> CaptionCorpus {
    var random = RandomStream(seed: seed)
    return CaptionCorpus(training: 80, heldOut: 20, using: &random)
  }

  @Test func `each scene is new and has five different captions of its own`() {
    let corpus = Self.corpus(seed: 1)
    let examples = corpus.training + corpus.heldOut
    #expect(corpus.training.count == 80 && corpus.heldOut.count == 20)
    #expect(Set(examples.map(\.scene)).count == 100)
    #expect(corpus.vocabulary.count == 53 && corpus.end == 52 && corpus.length == 14)
    for example in examples {
      #expect(Set(example.references).count == 5)
      expectPadded(example.references, to: 14, in: corpus.vocabulary)
      #expect(example.features == example.scene.features(slots: 2))
      #expect(example.features.count == corpus.featureCount)
      for reference in example.references {
        let caption = corpus.vocabulary.decode(reference)
        #expect(example.scene.captions.logProbability(of: caption) > -.infinity)
      }
    }
  }

  @Test func `a seed gives one corpus, another gives another`() {
    #expect(Self.corpus(seed: 2) == Self.corpus(seed: 2))
    #expect(Self.corpus(seed: 2).training != Self.corpus(seed: 3).training)
  }

  @Test func `scenes of another size have other features`() {
    var random = RandomStream(seed: 4)
    let corpus = CaptionCorpus(
      training: 5, heldOut: 0, references: 20, side: 6, objects: 3...3, using: &random)
    #expect(corpus.featureCount == 4 + 3 * 30)
    #expect(corpus.training.allSatisfy { $0.features.count == 94 && $0.references.count == 20 })
  }

  @Test func `more scenes than there are trap`() async {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 5)
      _ = CaptionCorpus(training: 400, heldOut: 50, side: 2, objects: 1...1, using: &random)
    }
    expectTrap(few, saying: "440 different scenes were found, 450 are asked for.")
    let counts = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 5)
      _ = CaptionCorpus(training: 4, heldOut: 5, references: 0, using: &random)
    }
    expectTrap(counts, saying: "4 and 5 scenes with 0 captions each")
  }
}
