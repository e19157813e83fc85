import PortableMath
import StochasticOptimization
import TextGeneration
import Testing

@Suite struct LikelihoodTests {
  @Test func `log-probabilities are those of the tokens, one by one`() {
    let model = TableModel(first: [0.75, 0.25], next: [[0.5, 0.5], [0.2, 0.8]])
    let found = model.tokenLogProbabilities(of: [[0, 1, 1], [1, 0, 1]])
    let expected = [[0.75, 0.5, 0.8], [0.25, 0.2, 0.5]]
    for (found, expected) in zip(found, expected) {
      #expect(largestGap(found, expected.map { Double.log($0) }) < 1e-6)
    }
    let losses = model.negativeLogLikelihoods(of: [[0, 1, 1], [1, 0, 1]])
    let byHand = [-Double.log(0.3) / 3, -Double.log(0.025) / 3]
    #expect(largestGap(losses, byHand) < 1e-6)
    let mean = model.negativeLogLikelihood(of: [[0, 1, 1], [1, 0, 1]])
    #expect((mean - (byHand[0] + byHand[1]) / 2).magnitude < 1e-6)
  }

  @Test func `probabilities of all sequences sum to 1, however many go through at a time`() {
    let all = SmallModels.sequences(3, length: 4)
    for batch in [1, 7, 100] {
      let total = SmallModels.transformer().tokenLogProbabilities(of: all, batch: batch)
        .reduce(0) { $0 + Double.exp($1.reduce(0, +)) }
      #expect((total - 1).magnitude < 1e-5)
    }
  }

  @Test func `no sequences trap`() async {
    await #expect(processExitsWith: .failure) {
      _ = SmallModels.recurrent().negativeLogLikelihood(of: [])
    }
  }
}
