import PortableMath
import RandomStreams
import StochasticOptimization
import TextGeneration
import Testing

@Suite struct BeamSearchTests {
  /// All sequences with their log-probabilities, the most probable first.
  private func exhaustive(_ model: some SequenceModel, length: Int) -> [(
    tokens: [Int], score: Double
  )] {
    let all = SmallModels.sequences(model.vocabulary, length: length)
    return zip(all, model.stepwiseLogProbabilities(of: all)).sorted { $0.1 > $1.1 }
      .map { (tokens: $0.0, score: $0.1) }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `with as many beams as sequences it is exhaustive`(seed: UInt64) {
    let model = SmallModels.recurrent(seed: seed)
    let found = model.beamSearch(length: 4, width: 81)[0]
    let expected = exhaustive(model, length: 4)
    #expect(found.count == 81 && Set(found.map(\.tokens)).count == 81)
    #expect(largestGap(found.map(\.logProbability), expected.map(\.score)) < 1e-5)
    #expect(found[0].tokens == expected[0].tokens)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `with one beam it is greedy`(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let model = SmallModels.transformer(5, length: 6, seed: seed)
    let greedy = model.generate(2, length: 6, decoding: .greedy, using: &stream)
    let found = model.beamSearch(2, length: 6, width: 1)
    #expect(found.map { $0.map(\.tokens) } == greedy.map { [$0] })
    let expected = model.stepwiseLogProbabilities(of: greedy)
    #expect(largestGap(found.map { $0[0].logProbability }, expected) < 1e-5)
  }

  /// Greedy takes 0 first (⅗), after which all tokens have ⅓; after 1 (⅖) comes 1 surely.
  @Test func `two beams find what greedy misses`() {
    let model = TableModel(first: [0.6, 0.4, 0], next: [[1, 1, 1], [0, 1, 0], [1, 1, 1]])
    #expect(model.beamSearch(length: 3, width: 1)[0][0].tokens == [0, 0, 0])
    let found = model.beamSearch(length: 3, width: 2)[0]
    #expect(found[0].tokens == [1, 1, 1])
    #expect((found[0].logProbability - Double.log(0.4)).magnitude < 1e-6)
  }

  @Test func `each context has a search of its own`() {
    let model = SmallModels.conditional()
    let together = model.given([2, 0, 1]).beamSearch(3, length: 4, width: 3)
    for (row, context) in [2, 0, 1].enumerated() {
      let alone = model.given([context]).beamSearch(length: 4, width: 3)[0]
      #expect(together[row].map(\.tokens) == alone.map(\.tokens))
      #expect(
        largestGap(together[row].map(\.logProbability), alone.map(\.logProbability)) < 1e-5)
    }
    #expect(together[0] != together[1])
  }

  @Test func `sentences that have ended end, and what is impossible isn't found`() {
    let model = SentenceModel(SmallModels.recurrent(), end: 2)
    let found = model.beamSearch(length: 3, width: 27)[0]
    #expect(found.count == 1 + 2 + 4 + 8)
    let total = found.reduce(0) { $0 + Double.exp($1.logProbability) }
    #expect((total - 1).magnitude < 1e-5)
    let flat = TemperedModel(model, temperature: 4).beamSearch(length: 3, width: 27)[0]
    #expect(flat.count == 15)
  }

  /// [end] has probability .4; [0, end] .6 · .6 = .36, and a word more. ((5 + 2)/(5 + 1))^α > log .36/log .4 from α = .71 on.
  @Test func `a length penalty lets longer sentences win`() {
    let model = SentenceModel(TableModel(first: [0.6, 0.4], next: [[0.4, 0.6], [1, 1]]), end: 1)
    func best(_ lengthPenalty: Double) -> [Beam] {
      model.beamSearch(length: 2, width: 4, lengthPenalty: lengthPenalty)[0]
    }
    #expect(best(0).map(\.tokens) == [[1, 1], [0, 1], [0, 0]])
    #expect(best(0) == model.beamSearch(length: 2, width: 4)[0])
    #expect(best(0.6)[0].tokens == [1, 1])
    #expect(best(0.8).map(\.tokens) == [[0, 1], [1, 1], [0, 0]])
    #expect((best(0.8)[0].logProbability - Double.log(0.36)).magnitude < 1e-6)
  }

  @Test func `searches that are none are empty or trap`() async {
    #expect(SmallModels.recurrent().beamSearch(0, length: 3, width: 2).isEmpty)
    #expect(SmallModels.recurrent().beamSearch(2, length: 0, width: 2).map(\.count) == [1, 1])
    await #expect(processExitsWith: .failure) {
      _ = SmallModels.recurrent().beamSearch(length: 2, width: 0)
    }
    await #expect(processExitsWith: .failure) {
      _ = SentenceModel(SmallModels.recurrent(), end: 0)
        .beamSearch(length: 2, width: 1, lengthPenalty: -1)
    }
  }
}
