import PortableMath
import RandomStreams
import Testing

// How a statistical test decides. The seeds are fixed, so that a test passes always or never; the
// tolerances say how surprising a failure would be for a correct sampler. z = 4.5 has a two-sided
// probability of 7·10⁻⁶: with a few hundred comparisons in this bundle, less than one in 500 that
// any of them would fail by chance.
let z = 4.5

/// Expects that the mean of n independent values of a known mean and standard deviation is within z
/// σ/√n.
func expectMean(
  of values: [Double], toBe mean: Double, deviation: Double, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let average = values.reduce(0, +) / Double(values.count)
  let tolerance = z * deviation / Double(values.count).squareRoot()
  #expect(
    (average - mean).magnitude <= tolerance, comment ?? "\(average) is not \(mean) ± \(tolerance)",
    sourceLocation: sourceLocation)
}

/// Expects that counts are those of a multinomial distribution, by Pearson's statistic Σ (count − n
/// p)² / (n p).
///
/// With k − 1 degrees of freedom it stays below the quantile for z, by Wilson & Hilferty's (1931)
/// approximation d (1 − 2/9d + z √(2/9d))³. The counts expected should be 5 at least. Items of
/// probability zero must not occur.
func expectCounts(
  _ counts: [Int], toFollow probabilities: [Double],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let total = Double(counts.reduce(0, +))
  var statistic = 0.0
  var freedom = -1.0
  for (count, probability) in zip(counts, probabilities) {
    if probability == 0 {
      #expect(count == 0, "an item of probability 0", sourceLocation: sourceLocation)
      continue
    }
    let expected = total * probability
    statistic += (Double(count) - expected) * (Double(count) - expected) / expected
    freedom += 1
  }
  guard freedom > 0 else { return }
  let spread = 2 / (9 * freedom)
  let root = 1 - spread + z * spread.squareRoot()
  let limit = freedom * root * root * root
  #expect(
    statistic <= limit, "χ² = \(statistic) with \(freedom) degrees, limit \(limit)",
    sourceLocation: sourceLocation)
}

/// How often each of 0 ..< count occurs.
func tally(_ values: some Sequence<Int>, count: Int) -> [Int] {
  values.reduce(into: Array(repeating: 0, count: count)) { $0[$1] += 1 }
}

/// Draws n times from one stream.
func draws<Value>(
  _ count: Int, seed: UInt64, _ draw: (inout RandomStream) -> Value
) -> [Value] {
  var stream = RandomStream(seed: seed)
  return (0..<count).map { _ in draw(&stream) }
}

/// A generator that returns given words, for exact edge cases; it traps when they run out.
struct GivenWords: RandomNumberGenerator {
  var words: [UInt64]

  mutating func next() -> UInt64 { words.removeFirst() }
}

/// Expects that the process wrote a message to its standard error before it ended.
func expectMessage(
  _ message: String, in result: ExitTest.Result?,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
  #expect(text.contains(message), sourceLocation: sourceLocation)
}
