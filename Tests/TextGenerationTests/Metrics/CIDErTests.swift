import PortableMath
import Testing
import TextGeneration

@Suite struct CIDErTests {
  @Test func `CIDEr-D is that of pycocoevalcap`() throws {
    let fixture = try MetricFixture.read()
    let cider = CIDEr(DocumentFrequencies(fixture.references))
    for (index, expected) in fixture.ciderD.enumerated() {
      let found = cider.sentence(fixture.hypotheses[index], references: fixture.references[index])
      #expect(agree(found, expected), "sentence \(index): \(found), not \(expected)")
    }
    let mean = fixture.ciderD.reduce(0, +) / Double(fixture.ciderD.count)
    #expect(agree(cider.corpus(fixture.hypotheses, references: fixture.references), mean))
  }

  @Test func `CIDEr is that of matrices over all n-grams`() throws {
    let fixture = try MetricFixture.read()
    let cider = CIDEr(DocumentFrequencies(fixture.references), variant: .plain)
    for (index, expected) in fixture.cider.enumerated() {
      let found = cider.sentence(fixture.hypotheses[index], references: fixture.references[index])
      #expect(agree(found, expected), "sentence \(index): \(found), not \(expected)")
    }
  }

  @Test func `n-grams that stand in no document weigh as those that stand in one`() throws {
    let fixture = try MetricFixture.read()
    let frequencies = DocumentFrequencies(Array(fixture.references[20...]))
    for (variant, scores) in [
      (CIDErVariant.plain, fixture.ciderOfOthers), (.clipped(), fixture.ciderDOfOthers),
    ] {
      let cider = CIDEr(frequencies, variant: variant)
      for (index, expected) in scores.enumerated() {
        let found = cider.sentence(fixture.hypotheses[index], references: fixture.references[index])
        #expect(agree(found, expected), "sentence \(index): \(found), not \(expected)")
      }
    }
    // Words of no document are told apart.
    let cider = CIDEr(DocumentFrequencies([[["a"]], [["b"]]], order: 1))
    #expect(agree(cider.sentence(["x"], references: [["x"]]), 10))
    #expect(cider.sentence(["x"], references: [["y"]]) == 0)
  }

  @Test func `repetition pays in CIDEr but not in CIDEr-D`() {
    let frequencies = DocumentFrequencies([[[1, 2]], [[3, 4]]], order: 1)
    let plain = CIDEr(frequencies, variant: .plain)
    let clipped = CIDEr(frequencies, variant: .clipped(sigma: 2))
    // A cosine of 1; the clipped dot product is 2 where the norms are √8 and √2, at a distance of 2 tokens.
    let twice = [1, 2, 1, 2]
    #expect(agree(plain.sentence(twice, references: [[1, 2]]), 10))
    #expect(agree(clipped.sentence(twice, references: [[1, 2]]), 5 * .exp(-0.5)))
    #expect(agree(clipped.sentence([1, 2], references: [[1, 2]]), 10))
  }

  @Test func `common n-grams count for nothing`() {
    let documents = [[[1, 2]], [[1, 3], [1, 1]]]
    let cider = CIDEr(DocumentFrequencies(documents, order: 1), variant: .plain)
    #expect(cider.sentence([1], references: documents[0]) == 0)
    // The weight of 1 is 0, so that the vectors are along 2.
    #expect(agree(cider.sentence([1, 1, 2], references: documents[0]), 10))
    #expect(cider.sentence([], references: documents[0]) == 0)
    let alone = CIDEr(DocumentFrequencies([[[1, 2, 3, 4]]]))
    #expect(alone.sentence([1, 2, 3, 4], references: [[1, 2, 3, 4]]) == 0)
  }

  @Test func `nonsense traps`() async {
    await #expect(processExitsWith: .failure) { _ = DocumentFrequencies([] as [[[Int]]]) }
    await #expect(processExitsWith: .failure) { _ = DocumentFrequencies([[[1]]], order: 0) }
    await #expect(processExitsWith: .failure) {
      _ = CIDEr(DocumentFrequencies([[[1]]]), variant: .clipped(sigma: 0))
    }
    await #expect(processExitsWith: .failure) {
      _ = CIDEr(DocumentFrequencies([[[1]]])).sentence([1], references: [])
    }
    await #expect(processExitsWith: .failure) {
      _ = CIDEr(DocumentFrequencies([[[1]]])).corpus([[1]], references: [])
    }
  }
}
