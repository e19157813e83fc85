import RandomStreams
import Testing

struct UniformTests {
  @Test func `A uniform number is the top bits of a word`() {
    var words = GivenWords(words: [0, .max, 1 << 63, 1 << 11, 1 << 11 - 1])
    let doubles = (0..<5).map { _ in Double.uniform(using: &words) }
    #expect(doubles == [0, 1 - 0x1p-53, 0.5, 0x1p-53, 0])
    words = GivenWords(words: [0, .max, 1 << 63, 1 << 40, 1 << 40 - 1])
    let floats = (0..<5).map { _ in Float.uniform(using: &words) }
    #expect(floats == [0, 1 - 0x1p-24, 0.5, 0x1p-24, 0])
  }

  /// The first words of seed 1 as NumPy's Philox gives them, shifted by 11.
  @Test func `The first draws of a seed are the recorded ones`() {
    #expect(
      draws(3, seed: 1) { Double.uniform(using: &$0) } == [
        0.794901327418393, 0.6379192318013047, 0.9096039754146836,
      ])
    #expect(draws(3, seed: 1) { Float.uniform(using: &$0) } == [0.7949013, 0.6379192, 0.90960395])
    #expect(draws(8, seed: 1) { Int.uniform(below: 6, using: &$0) } == [4, 3, 5, 1, 1, 5, 0, 0])
  }

  /// U has mean ½ and deviation √(1/12); U² mean ⅓ and deviation √(4/45).
  @Test("Uniform numbers have the right moments", arguments: [1, 2, 3] as [UInt64])
  func moments(seed: UInt64) {
    for values in [
      draws(20_000, seed: seed) { Double.uniform(using: &$0) },
      draws(20_000, seed: seed) { Double(Float.uniform(using: &$0)) },
      draws(20_000, seed: seed) { (Double.uniform(in: -3..<5, using: &$0) + 3) / 8 },
    ] {
      expectMean(of: values, toBe: 0.5, deviation: (1.0 / 12).squareRoot())
      expectMean(of: values.map { $0 * $0 }, toBe: 1.0 / 3, deviation: (4.0 / 45).squareRoot())
      expectCounts(
        tally(values.map { Int($0 * 50) }, count: 50),
        toFollow: Array(repeating: 1.0 / 50, count: 50))
    }
  }

  @Test func `A range is half-open even where rounding reaches its upper bound`() {
    let narrow = 1.0..<1.0.nextUp
    // The first word rounds up to the bound, so a second one is drawn.
    var words = GivenWords(words: [.max, 0, 7])
    #expect(Double.uniform(in: narrow, using: &words) == 1)
    #expect(words.words == [7])
    words = GivenWords(words: [.max])
    let huge = Double.greatestFiniteMagnitude
    let value = Double.uniform(in: -huge..<huge, using: &words)
    #expect(value < huge && value > 0.99 * huge)
    words = GivenWords(words: [0])
    #expect(Double.uniform(in: -huge..<huge, using: &words) == -huge)
  }

  @Test("Integers below a bound are equally likely", arguments: [1, 2, 3, 6, 10, 64, 100])
  func integers(bound: Int) {
    let values = draws(10_000, seed: 21) { Int.uniform(below: bound, using: &$0) }
    let counts = tally(values, count: bound)
    if bound > 1 {
      expectCounts(counts, toFollow: Array(repeating: 1 / Double(bound), count: bound))
    }
    #expect(counts.reduce(0, +) == values.count)
  }

  /// For the bound 3·2⁶¹ a quarter of all words, those whose product has a low word below 2⁶⁴ mod
  /// 3·2⁶¹ = 2⁶², must be rejected; without that the thirds of the range would not be equally
  /// likely.
  @Test func `Integers are unbiased where a bound does not divide the words`() {
    let bound = 3 << 61
    let values = draws(9000, seed: 22) { Int.uniform(below: bound, using: &$0) }
    let residues = tally(values.map { $0 % 3 }, count: 3)
    expectCounts(residues, toFollow: [1.0 / 3, 1.0 / 3, 1.0 / 3])
    let thirds = tally(values.map { $0 >> 61 }, count: 3)
    expectCounts(thirds, toFollow: [1.0 / 3, 1.0 / 3, 1.0 / 3])
    // 0 · bound has the low word 0 < 2⁶² and is rejected; 1 · bound has the low word 3·2⁶¹,
    // accepted.
    var words = GivenWords(words: [0, 1, 7])
    #expect(Int.uniform(below: bound, using: &words) == 0)
    #expect(words.words == [7])
    words = GivenWords(words: [.max])
    #expect(Int.uniform(below: .max, using: &words) == .max - 1)
  }

  @Test func `An empty range traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Double.uniform(in: 2..<2, using: &stream))
    }
    expectMessage("2.0..<2.0 is empty or not finite", in: result)
  }

  @Test func `An infinite range traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Double.uniform(in: 0..<(.infinity), using: &stream))
    }
    expectMessage("0.0..<inf is empty or not finite", in: result)
  }

  @Test func `A bound below one traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Int.uniform(below: 0, using: &stream))
    }
    expectMessage("the bound must be at least 1, not 0", in: result)
  }
}
