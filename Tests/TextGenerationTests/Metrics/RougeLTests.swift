import Testing
import TextGeneration

@Suite struct RougeLTests {
  @Test func `sentences and a corpus score as in pycocoevalcap`() throws {
    let fixture = try MetricFixture.read()
    var sum = 0.0
    for (index, hypothesis) in fixture.hypotheses.enumerated() {
      let found = rougeL(hypothesis, references: fixture.references[index])
      // An empty text has one empty word there.
      let expected = hypothesis.isEmpty ? 0 : try #require(fixture.sentences[index]["rouge"])
      #expect(agree(found, expected), "sentence \(index): \(found), not \(expected)")
      sum += found
    }
    #expect(agree(sum / Double(fixture.hypotheses.count), try #require(fixture.corpus["rouge"])))
  }

  @Test func `the examples of the paper`() {
    // Lin (2004), section 3.1, β = 1.
    let reference = [String](words: "police killed the gunman")
    let scores = ["police kill the gunman", "the gunman kill police", "the gunman police killed"]
      .map { rougeL([String](words: $0), references: [reference], beta: 1) }
    #expect(agree(scores[0], 0.75))
    #expect(agree(scores[1], 0.5))
    #expect(agree(scores[2], 0.5))
  }

  @Test func `beta weighs recall`() {
    // P = 1, R = 1/2.
    #expect(agree(rougeL([1, 2], references: [[1, 2, 3, 4]], beta: 2), 2.5 / 4.5))
    #expect(rougeL([1, 2, 3], references: [[9], [1, 2, 3]]) == 1)
    #expect(rougeL([1], references: [[2], []]) == 0)
    #expect(rougeL([], references: [[2], []]) == 0)
  }

  @Test func `nonsense traps`() async {
    await #expect(processExitsWith: .failure) { _ = rougeL([1], references: []) }
    await #expect(processExitsWith: .failure) { _ = rougeL([1], references: [[1]], beta: 0) }
  }
}
