import Testing
import TextGeneration

@Suite struct DistinctNGramsTests {
  @Test func `ratios worked by hand`() {
    let sentences = ["i do not know", "i do not", "no"].map { [String](words: $0) }
    #expect(distinctNGrams(1, in: sentences) == 5.0 / 8)
    #expect(distinctNGrams(2, in: sentences) == 3.0 / 8)
    #expect(distinctNGrams(4, in: sentences) == 1.0 / 8)
    #expect(distinctNGrams(5, in: sentences) == 0)
    #expect(distinctNGrams(1, in: [[], []] as [[Int]]) == 0)
  }

  @Test func `ratios are those of sets of n-grams`() throws {
    let fixture = try MetricFixture.read()
    for (n, expected) in zip(1...3, fixture.distinct) {
      #expect(distinctNGrams(n, in: fixture.hypotheses) == expected)
    }
  }

  @Test func `n below one traps`() async {
    await #expect(processExitsWith: .failure) { _ = distinctNGrams(0, in: [[1]]) }
  }
}
