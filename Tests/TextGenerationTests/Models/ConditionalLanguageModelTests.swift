import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct ConditionalLanguageModelTests {
  @Test func `each row is about its own context`() {
    let model = SmallModels.conditional()
    let sequences = [[0, 2, 1], [0, 2, 1], [1, 0, 0]]
    let together = model.given([2, 0, 1]).stepwiseLogProbabilities(of: sequences)
    let alone = zip([2, 0, 1], sequences).map { context, sequence in
      model.given([context]).stepwiseLogProbabilities(of: [sequence])[0]
    }
    #expect(largestGap(together, alone) < 1e-5)
    #expect((together[0] - together[1]).magnitude > 0.01)
  }

  @Test func `a gradient reaches the contexts that were read, and no others`() {
    let model = SmallModels.conditional()
    let slope = gradient(at: model) {
      $0.given([2, 0]).crossEntropy(along: [[0, 1], [2, 1]], weights: [1, 1, 1, 1])
    }
    for table in [slope.encoder.output, slope.encoder.cell] {
      let rows = (0..<3).map { table.at($0, along: 0).scalars.contains { $0 != 0 } }
      #expect(rows == [true, false, true])
    }
  }

  @Test func `rows without a context trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = SmallModels.conditional().given([0, 1]).initialState(rows: 3)
    }
  }
}
