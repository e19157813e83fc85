import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct EmbeddingTests {
  private func layer() -> Embedding {
    var stream = RandomStream(seed: 1)
    return Embedding(5, 3, using: &stream)
  }

  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    try Fixture("layers-embedding").expectAgreement(of: ["table"]) { leaves in
      [("output", layer().replacingTensors(with: leaves)([[4, 0, 4], [1, 4, 2]]))]
    }
  }

  @Test func `a vector is a row of the table`() {
    let embedding = layer()
    let rows = [3, 1].map { embedding.table.at($0, along: 0) }
    #expect(embedding([3, 1]) == stack(rows))
    #expect(embedding.count == 5)
    #expect(embedding.features == 3)
    #expect(embedding.tensorNames == ["table"])
  }

  @Test func `no indices give no vectors`() {
    #expect(layer()([Int]()).shape == [0, 3])
    #expect(layer()([[], []]).shape == [2, 0, 3])
  }

  @Test func `an index that the table lacks stops the programme and is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Embedding(5, 3, using: &stream)([1, 5])
    }
    #expect(message(of: result).contains("index 5"))
  }

  @Test func `ragged rows stop the programme`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Embedding(5, 3, using: &stream)([[1, 2], [3]])
    }
    #expect(message(of: result).contains("row 0 has 2 indices, row 1 has 1"))
  }
}
