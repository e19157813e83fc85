import RandomStreams
import Testing

struct CategoricalTests {
  @Test func `The first draws of a seed are the recorded ones`() {
    let weights = [0.1, 0.2, 0.3, 0.4]
    let table = AliasTable(weights)
    #expect(draws(8, seed: 1) { Int.categorical(weights, using: &$0) } == [3, 3, 3, 1, 2, 3, 1, 0])
    #expect(draws(8, seed: 1) { table.sample(using: &$0) } == [3, 3, 3, 0, 3, 2, 1, 3])
    #expect(
      draws(8, seed: 1) { Bool.bernoulli(0.3, using: &$0) } == [
        false, false, false, true, false, false, true, true,
      ])
  }

  @Test("A coin falls with its probability", arguments: [0.01, 0.3, 0.5, 0.99])
  func bernoulli(probability: Double) {
    let values = draws(20_000, seed: 31) { Bool.bernoulli(probability, using: &$0) ? 1.0 : 0 }
    let deviation = (probability * (1 - probability)).squareRoot()
    expectMean(of: values, toBe: probability, deviation: deviation)
  }

  @Test func `Probabilities 0 and 1 are never and always`() {
    var words = GivenWords(words: [0, .max])
    #expect(!Bool.bernoulli(0, using: &words))
    #expect(Bool.bernoulli(1, using: &words))
  }

  @Test(
    "Items are drawn in proportion to their weights, linearly and by the alias table",
    arguments: [
      [1], [1, 1], [0.1, 0.2, 0.3, 0.4], [3, 0, 1], [0, 0, 5, 0], [0.01, 1, 10], [0, 1e300, 3e300],
      Array(repeating: 0.01, count: 100), (1...40).map { Double($0) },
    ] as [[Double]])
  func categorical(weights: [Double]) {
    let total = weights.reduce(0, +)
    let probabilities = weights.map { $0 / total }
    let table = AliasTable(weights)
    #expect(table.probabilities == probabilities)
    let linear = draws(20_000, seed: 32) { Int.categorical(weights, using: &$0) }
    let alias = draws(20_000, seed: 33) { table.sample(using: &$0) }
    for values in [linear, alias] {
      expectCounts(tally(values, count: weights.count), toFollow: probabilities)
    }
  }

  @Test func `Slices and lazy collections count from their start`() {
    let weights = [9, 0, 1, 0.0]
    var stream = RandomStream(seed: 1)
    #expect(Int.categorical(weights[1...], using: &stream) == 1)
    #expect(Int.categorical(weights.lazy.map { $0 == 1 ? 2.0 : 0 }, using: &stream) == 2)
  }

  /// Ten tenths add up to less than 1 and the largest u is 1 − 2⁻⁵³: the sum that u is scaled by is
  /// the same.
  @Test func `The extreme words draw the first and the last item of positive weight`() {
    let items: [[Double]] = [
      [0] + Array(repeating: 0.1, count: 10) + [0, 0], [0, 1, 1, 0],
      [0, .leastNonzeroMagnitude, 0],
      [0, 1e308, 0], [0, 1, 0x1p-60, 0],
    ]
    for weights in items {
      var words = GivenWords(words: [0, .max])
      #expect(Int.categorical(weights, using: &words) == 1)
      let last = Int.categorical(weights, using: &words)
      #expect(weights[last] > 0)
    }
  }

  /// Weights with many roundings, of which some are zero. Every column is drawn from, at both of
  /// its ends.
  @Test(
    "An item of weight zero is never drawn from an alias table",
    arguments: 1...200 as ClosedRange<UInt64>)
  func aliasZeros(seed: UInt64) {
    var stream = RandomStream(seed: seed)
    let count = 2 + Int.uniform(below: 30, using: &stream)
    var weights = (0..<count).map { _ in
      Bool.bernoulli(0.5, using: &stream) ? 0 : Double.exponential(rate: 1, using: &stream)
    }
    weights[Int.uniform(below: count, using: &stream)] = 0.1
    let table = AliasTable(weights)
    for column in 0..<count {
      let word = UInt64.max / UInt64(count) * UInt64(column) + .max / UInt64(2 * count)
      for height in [0, .max / 2, .max] as [UInt64] {
        var words = GivenWords(words: [word, height])
        #expect(weights[table.sample(using: &words)] > 0)
      }
    }
  }

  @Test(
    "Every alias table holds its distribution exactly, but for rounding",
    arguments: 1...50 as ClosedRange<UInt64>)
  func aliasMass(seed: UInt64) {
    // 256 heights per column see every threshold to within 1/256.
    var stream = RandomStream(seed: seed)
    let count = 1 + Int.uniform(below: 12, using: &stream)
    let weights = (0..<count).map { _ in Double.exponential(rate: 1, using: &stream) }
    let table = AliasTable(weights)
    var mass = Array(repeating: 0.0, count: count)
    for column in 0..<count {
      for height in 0..<256 {
        let word = UInt64.max / UInt64(count) * UInt64(column) + .max / UInt64(2 * count)
        var words = GivenWords(words: [word, UInt64(height) << 56 | 1 << 55])
        mass[table.sample(using: &words)] += 1.0 / 256 / Double(count)
      }
    }
    // An item may own up to `count` part columns, each known to half a step.
    for index in 0..<count {
      #expect((mass[index] - table.probabilities[index]).magnitude <= 0.5 / 256)
    }
  }

  @Test func `A probability outside 0...1 traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Bool.bernoulli(1.5, using: &stream))
    }
    expectMessage("the probability must lie in 0...1, not 1.5", in: result)
  }

  @Test func `A negative weight traps and says which`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Int.categorical([0.5, -0.25, 0.75], using: &stream))
    }
    expectMessage("the weight at offset 1 is -0.25 in [0.5, -0.25, 0.75]", in: result)
  }

  @Test func `Weights without a positive sum trap and say so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Int.categorical([0.0, 0.0], using: &stream))
    }
    expectMessage("the sum of the 2 weights is 0.0 in [0.0, 0.0]", in: result)
  }

  @Test func `A weight that is no number traps and says which`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AliasTable([1, .nan])
    }
    expectMessage("the weight at offset 1 is nan in [1.0, nan]", in: result)
  }

  @Test func `An alias table without weights traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = AliasTable([])
    }
    expectMessage("the sum of the 0 weights is 0.0 in []", in: result)
  }
}
