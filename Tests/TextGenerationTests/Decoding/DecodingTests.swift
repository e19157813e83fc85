import PortableMath
import RandomStreams
import StochasticOptimization
import TextGeneration
import Testing

@Suite struct DecodingTests {
  static let table = TableModel(
    first: [0.1, 0.4, 0.2, 0.3],
    next: [
      [0.7, 0.1, 0.1, 0.1], [0.25, 0.15, 0.55, 0.05], [0, 0, 0.5, 0.5], [0.3, 0.3, 0.2, 0.2],
    ])

  /// How often each first token is written.
  private func firstTokens(_ decoding: Decoding, count: Int, seed: UInt64) -> [Int] {
    var stream = RandomStream(seed: seed)
    var counts = [0, 0, 0, 0]
    for sequence in Self.table.generate(count, length: 1, decoding: decoding, using: &stream) {
      counts[sequence[0]] += 1
    }
    return counts
  }

  /// |z| > 4.5 has the probability 7 · 10⁻⁶; there are 64 counts a seed.
  @Test(arguments: [1, 2] as [UInt64])
  func `sequences are written as often as they are probable`(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let written = Self.table.generate(20_000, length: 3, using: &stream)
    var counts = [[Int]: Int]()
    for sequence in written { counts[sequence, default: 0] += 1 }
    for sequence in SmallModels.sequences(4, length: 3) {
      let probability = Double.exp(Self.table.stepwiseLogProbabilities(of: [sequence])[0])
      let count = counts[sequence] ?? 0
      if probability == 0 {
        #expect(count == 0)
      } else {
        #expect(deviations(count, of: 20_000, probability: probability) < 4.5)
      }
    }
  }

  @Test(arguments: [3, 4] as [UInt64])
  func `a temperature sharpens`(seed: UInt64) {
    let counts = firstTokens(Decoding(temperature: 0.5), count: 10_000, seed: seed)
    // .1, .4, .2, .3 squared are .01, .16, .04, .09.
    for (count, probability) in zip(counts, [1, 16, 4, 9].map { $0 / 30.0 }) {
      #expect(deviations(count, of: 10_000, probability: probability) < 4.5)
    }
  }

  @Test(arguments: [5, 6] as [UInt64])
  func `the likeliest few are drawn in proportion, others never`(seed: UInt64) {
    let counts = firstTokens(Decoding(top: 2), count: 10_000, seed: seed)
    #expect(counts[0] == 0 && counts[2] == 0)
    #expect(deviations(counts[1], of: 10_000, probability: 4.0 / 7) < 4.5)
    let sharp = firstTokens(Decoding(temperature: 0.5, top: 3), count: 10_000, seed: seed)
    #expect(sharp[0] == 0)
    #expect(deviations(sharp[1], of: 10_000, probability: 16.0 / 29) < 4.5)
    #expect(deviations(sharp[2], of: 10_000, probability: 4.0 / 29) < 4.5)
  }

  @Test func `tokens as likely as the last of the few are drawn too`() {
    let model = TableModel(
      first: [0.2, 0.5, 0.2, 0.1], next: [[Double]](repeating: [1, 1, 1, 1], count: 4))
    var stream = RandomStream(seed: 7)
    let written = model.generate(200, length: 1, decoding: Decoding(top: 2), using: &stream)
    #expect(Set(written.joined()) == [0, 1, 2])
  }

  @Test func `greedy takes the likeliest, the first among equals`() {
    var stream = RandomStream(seed: 8)
    // After 2, the tokens 2 and 3 are equally likely.
    let expected = [[1, 2, 2, 2], [1, 2, 2, 2]]
    #expect(Self.table.generate(2, length: 4, decoding: .greedy, using: &stream) == expected)
    let one = Self.table.generate(2, length: 4, decoding: Decoding(top: 1), using: &stream)
    #expect(one.allSatisfy { $0[..<3] == [1, 2, 2] || $0[..<3] == [1, 2, 3] })
  }

  @Test func `one word seeds everything, whatever is written`() {
    let model = SmallModels.recurrent()
    var (first, second) = (RandomStream(seed: 9), RandomStream(seed: 9))
    let written = model.generate(5, length: 4, using: &first)
    #expect(written == model.generate(5, length: 4, using: &second))
    _ = model.generate(0, length: 4, decoding: .greedy, using: &first)
    _ = model.generate(3, length: 1, decoding: Decoding(top: 2), using: &second)
    #expect(first == second)
    #expect(written.count == 5 && written.allSatisfy { $0.count == 4 })
    #expect(model.generate(2, length: 0, using: &first) == [[], []])
  }

  @Test func `a way to choose that is none traps`() async {
    await #expect(processExitsWith: .failure) { _ = Decoding(temperature: -1) }
    await #expect(processExitsWith: .failure) { _ = Decoding(temperature: .nan) }
    await #expect(processExitsWith: .failure) { _ = Decoding(top: 0) }
  }
}
