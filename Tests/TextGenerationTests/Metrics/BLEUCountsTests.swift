import RandomStreams
import Testing
import TextGeneration

@Suite struct BLEUCountsTests {
  @Test func `a repeated word is matched as often as in the one reference that has it most often`()
  {
    // The example of Papineni et al., section 2.1.
    let references = ["the cat is on the mat", "there is a cat on the mat"]
      .map { [String](words: $0) }
    let counts = BLEUReferences(references, order: 2)
      .counts(of: [String](words: "the the the the the the the"))
    #expect(counts.matches == [2, 0])
    #expect(counts.totals == [7, 6])
    #expect(counts.shortHypotheses == [0, 0])
  }

  @Test func `counts are those of a search, and those of a corpus are their sum`() {
    var stream = RandomStream(seed: 3)
    var sum = BLEUCounts(order: 4)
    var matches = [0, 0, 0, 0]
    for _ in 0..<40 {
      let vocabulary = Int.random(in: 1...300, using: &stream)
      func sentence() -> [Int] {
        words(Int.random(in: 0...120, using: &stream), of: vocabulary, using: &stream)
      }
      let hypothesis = sentence()
      let references = [sentence(), Array(hypothesis.dropFirst(3)), sentence()]
      sum += BLEUReferences(references, order: 4).counts(of: hypothesis)
      for n in 1...4 { matches[n - 1] += search(n, of: hypothesis, in: references) }
    }
    #expect(sum.matches == matches)
    #expect(sum.matches[3] > 1000)
  }

  @Test func `counts are those of a search where there are many different n-grams`() {
    var stream = RandomStream(seed: 4)
    let references = (0..<3).map { _ in words(8_000, of: 2_000, using: &stream) }
    let hypothesis = references.flatMap { $0[1_000..<3_000] }
    let counts = BLEUReferences(references, order: 4).counts(of: hypothesis)
    for n in 1...4 { #expect(counts.matches[n - 1] == search(n, of: hypothesis, in: references)) }
    #expect(counts.matches[3] < counts.totals[3])
  }

  @Test func `the closest reference counts, the shorter of two as close`() {
    func length(_ hypothesis: Int, _ references: [Int]) -> Int {
      BLEUReferences(references.map { Array(repeating: 0, count: $0) }, order: 1)
        .counts(of: Array(repeating: 0, count: hypothesis)).referenceLength
    }
    #expect(length(12, [13, 2]) == 13)
    #expect(length(12, [13, 11]) == 11)
    #expect(length(12, [11, 13]) == 11)
    #expect(length(7, [11, 8, 6, 7]) == 7)
    #expect(length(0, [4, 3]) == 3)
  }

  @Test func `the brevity penalty is that of the paper`() {
    func penalty(_ hypothesis: Int, _ reference: Int) -> Double {
      BLEUReferences([Array(repeating: 0, count: reference)], order: 1)
        .counts(of: Array(repeating: 0, count: hypothesis)).brevityPenalty
    }
    #expect(penalty(12, 12) == 1)
    #expect(penalty(13, 12) == 1)
    // exp(1 − 28 / 12), as NLTK documents it.
    #expect(agree(penalty(12, 28), 0.2635971381157267))
    #expect(penalty(0, 5) == 0)
  }

  @Test func `hypotheses shorter than n are noted`() {
    let references = BLEUReferences([[1, 2, 3, 4]], order: 3)
    let sum =
      references.counts(of: []) + references.counts(of: [1])
      + references.counts(of: [1, 2, 3])
    #expect(sum.shortHypotheses == [1, 2, 2])
    #expect(sum.totals == [4, 2, 1])
    #expect(sum.hypothesisLength == 4)
    #expect(sum.referenceLength == 12)
  }

  @Test func `nonsense traps`() async {
    await #expect(processExitsWith: .failure) { _ = BLEUCounts(order: 0) }
    await #expect(processExitsWith: .failure) {
      _ = BLEUCounts(order: 1) + BLEUCounts(order: 2)
    }
    await #expect(processExitsWith: .failure) { _ = BLEUReferences([[1]], order: 0) }
    await #expect(processExitsWith: .failure) {
      _ = BLEUReferences([] as [[Int]], order: 1)
    }
  }
}

/// Random words, numbers from 0.
private func words(
  _ count: Int, of vocabulary: Int, using generator: inout some RandomNumberGenerator
) -> [Int] {
  (0..<count).map { _ in Int.random(in: 0..<vocabulary, using: &generator) }
}

/// How many n-grams are matched, by their own look-up.
private func search(_ n: Int, of hypothesis: [Int], in references: [[Int]]) -> Int {
  var limits: [ArraySlice<Int>: Int] = [:]
  for reference in references {
    limits.merge(occurrences(of: n, in: reference), uniquingKeysWith: max)
  }
  return occurrences(of: n, in: hypothesis).map { min($0.value, limits[$0.key] ?? 0) }
    .reduce(0, +)
}

/// How often each n-gram stands in a sentence.
private func occurrences(of n: Int, in sentence: [Int]) -> [ArraySlice<Int>: Int] {
  var counts: [ArraySlice<Int>: Int] = [:]
  for start in stride(from: 0, through: sentence.count - n, by: 1) {
    counts[sentence[start..<(start + n)], default: 0] += 1
  }
  return counts
}
