import PortableMath
import RandomStreams
import Testing

struct ContinuousTests {
  private static let count = 40_000

  @Test func `The first draws of a seed are the recorded ones`() {
    #expect(
      draws(3, seed: 1) { Double.normal(using: &$0) } == [
        0.8235463949243593, 0.3529025001923655, 1.3383202938043524,
      ])
    #expect(
      draws(3, seed: 1) { Double.exponential(rate: 2, using: &$0) } == [
        0.7921320429896598, 0.5079439877360925, 1.2017774941885588,
      ])
    #expect(
      draws(3, seed: 1) { Double.gumbel(using: &$0) } == [
        1.471689785617452, 0.7995224340589874, 2.356556010631005,
      ])
  }

  /// Moments 0, 1, 0, 3 of Z; the variances of Z, Z², Z³, Z⁴ are 1, 2, 15, 96.
  @Test("Normal numbers have the right moments and frequencies", arguments: [1, 2, 3] as [UInt64])
  func normal(seed: UInt64) {
    let values = draws(Self.count, seed: seed) { Double.normal(using: &$0) }
    let squares = values.map { $0 * $0 }
    expectMean(of: values, toBe: 0, deviation: 1)
    expectMean(of: squares, toBe: 1, deviation: 2.0.squareRoot())
    expectMean(of: zip(values, squares).map { $0 * $1 }, toBe: 0, deviation: 15.0.squareRoot())
    expectMean(of: squares.map { $0 * $0 }, toBe: 3, deviation: 96.0.squareRoot())
    expectQuantileBins(values, quantile: Double.normalQuantile)
  }

  @Test func `A normal number takes one word, and mirrored words give mirrored numbers`() {
    let word: UInt64 = 0x0123_4567_89AB_CDEF
    var words = GivenWords(words: [word, ~word, 0, .max])
    let (a, b) = (Double.normal(using: &words), Double.normal(using: &words))
    #expect(a == -b)
    let (least, greatest) = (Double.normal(using: &words), Double.normal(using: &words))
    #expect(least == -greatest)
    #expect((greatest - 8.2095).magnitude < 1e-4)
    #expect(words.words.isEmpty)
  }

  @Test func `Mean and standard deviation shift and scale the standard normal`() {
    let standard = draws(100, seed: 4) { Double.normal(using: &$0) }
    let scaled = draws(100, seed: 4) {
      Double.normal(mean: 3, standardDeviation: 0.25, using: &$0)
    }
    #expect(scaled == standard.map { 3 + 0.25 * $0 })
    var stream = RandomStream(seed: 4)
    #expect(Double.normal(mean: -2, standardDeviation: 0, using: &stream) == -2)
  }

  /// E = X/rate with X of mean 1 and variance 1; X² has mean 2 and variance 20.
  @Test("Exponential numbers have the right moments and frequencies", arguments: [0.25, 1, 8])
  func exponential(rate: Double) {
    let values = draws(Self.count, seed: 41) { Double.exponential(rate: rate, using: &$0) * rate }
    expectMean(of: values, toBe: 1, deviation: 1)
    expectMean(of: values.map { $0 * $0 }, toBe: 2, deviation: 20.0.squareRoot())
    expectQuantileBins(values) { -Double.log1p(-$0) }
  }

  @Test func `Exponential and Gumbel numbers are finite at the extreme words`() {
    var words = GivenWords(words: [0, .max, 0, .max])
    #expect(Double.exponential(rate: 1, using: &words).bitPattern == 0)
    #expect(Double.exponential(rate: 1, using: &words) == 53 * Double.log(2))
    #expect((Double.gumbel(using: &words) + 3.6038).magnitude < 1e-4)
    #expect((Double.gumbel(using: &words) - 36.7368).magnitude < 1e-4)
  }

  /// Mean γ = 0.5772…, variance π²/6.
  @Test func `Gumbel numbers have the right moments and frequencies`() {
    let values = draws(Self.count, seed: 42) { Double.gumbel(using: &$0) }
    let deviation = Double.pi / 6.0.squareRoot()
    expectMean(of: values, toBe: 0.5772156649015329, deviation: deviation)
    expectQuantileBins(values) { -Double.log(-Double.log($0)) }
  }

  @Test func `The largest of log-weights plus Gumbel numbers is a categorical draw`() {
    let weights = [0.5, 0.2, 0.25, 0.05]
    let values = draws(20_000, seed: 43) { stream in
      let scores = weights.map { Double.log($0) + Double.gumbel(using: &stream) }
      return scores.indices.max { scores[$0] < scores[$1] } ?? 0
    }
    expectCounts(tally(values, count: 4), toFollow: weights)
  }

  /// The values fall into 100 bins between the percentiles of their distribution, the hundredth
  /// part in each.
  private func expectQuantileBins(
    _ values: [Double], quantile: (Double) -> Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let edges = (1..<100).map { quantile(Double($0) / 100) }
    let bins = values.map { value in edges.partitioningIndex { value < $0 } }
    expectCounts(
      tally(bins, count: 100), toFollow: Array(repeating: 0.01, count: 100),
      sourceLocation: sourceLocation)
  }

  @Test func `A rate that is not positive traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Double.exponential(rate: 0, using: &stream))
    }
    expectMessage("the rate must be positive and finite, not 0.0", in: result)
  }

  @Test func `A negative standard deviation traps and says so`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      print(Double.normal(mean: 1, standardDeviation: -2, using: &stream))
    }
    expectMessage("mean 1.0 must be finite and standard deviation -2.0 finite", in: result)
  }
}

extension [Double] {
  /// The first index whose element meets a condition that all later ones meet too.
  fileprivate func partitioningIndex(where isLater: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isLater(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
