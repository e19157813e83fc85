import PortableMath
import RandomStreams
import Testing
import TextGeneration

@Suite struct SelfBLEUTests {
  @Test func `it is that of Texygen`() throws {
    let fixture = try MetricFixture.read()
    for (order, expected) in zip(2...5, fixture.selfBLEU) {
      let bleu = BLEU(order: order, smoothing: .floor())
      #expect(agree(selfBLEU(fixture.hypotheses, by: bleu), expected))
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `it is the mean over sentences of BLEU against all others`(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let sentences = (0..<30).map { _ in
      (0..<Int.random(in: 0...9, using: &stream)).map { _ in Int.random(in: 0..<4, using: &stream) }
    }
    for bleu in [BLEU(smoothing: .neighbors), BLEU(order: 2, shortHypotheses: .leaveOut)] {
      let scores = sentences.indices.map { index in
        var others = sentences
        others.remove(at: index)
        return bleu.sentence(sentences[index], references: others)
      }
      #expect(agree(selfBLEU(sentences, by: bleu), scores.reduce(0, +) / 30))
    }
  }

  @Test func `a sentence is not as long as itself`() {
    // The first falls 2 tokens short of the other; 3 of the 5 tokens of the second are matched.
    let found = selfBLEU([[1, 2, 3], [1, 2, 3, 4, 5]], by: BLEU(order: 1))
    #expect(agree(found, (.exp(1 - 5.0 / 3) + 3.0 / 5) / 2))
  }

  @Test func `copies score one, strangers nothing`() {
    #expect(selfBLEU([[1, 2, 3, 4], [1, 2, 3, 4]]) == 1)
    #expect(selfBLEU([[1, 2, 3, 4], [5, 6, 7, 8], [9, 10]]) == 0)
    #expect(selfBLEU([[], []] as [[Int]]) == 0)
  }

  @Test func `one sentence traps`() async {
    await #expect(processExitsWith: .failure) { _ = selfBLEU([[1, 2]]) }
  }
}
