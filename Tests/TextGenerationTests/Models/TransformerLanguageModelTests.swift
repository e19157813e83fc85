import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct TransformerLanguageModelTests {
  @Test func `a token changes what comes after it, and nothing before`() {
    let model = SmallModels.transformer()
    let first = model.logits(along: [[0, 2, 1, 1, 0]]).scalars
    let second = model.logits(along: [[0, 2, 0, 1, 0]]).scalars
    // Logits of five times, of three tokens each; the third token is read before the fourth.
    #expect(first[..<9] == second[..<9])
    #expect(largestGap(first[9..<12].map(Double.init), second[9..<12].map(Double.init)) > 1e-3)
    #expect(largestGap(first[12...].map(Double.init), second[12...].map(Double.init)) > 1e-3)
  }

  @Test func `the order of what was read matters`() {
    let model = SmallModels.transformer()
    let (first, second) = (model.logits(along: [[0, 2, 1]]), model.logits(along: [[2, 0, 1]]))
    let gap = largestGap(
      first.scalars[6...].map(Double.init), second.scalars[6...].map(Double.init))
    #expect(gap > 1e-3)
  }

  /// The last token is the first, three tokens back: who looks at the last token alone is at log 4 there, ¼ of all tokens.
  @Test func `it learns to look back`() {
    var stream = RandomStream(seed: 8)
    let sequences = (0..<128).map { _ in
      let tokens = (0..<3).map { _ in Int.uniform(below: 4, using: &stream) }
      return tokens + [tokens[0]]
    }
    var model = TransformerLanguageModel(
      vocabulary: 4, length: 4, features: 16, heads: 2, blocks: 1, using: &stream)
    var optimizer = Adam(learningRate: 0.01)
    MaximumLikelihood(epochs: 40, batchSize: 32)
      .train(&model, on: sequences, optimizer: &optimizer, using: &stream)
    let last = model.tokenLogProbabilities(of: sequences).map { $0[3] }
    #expect(-last.reduce(0, +) / 128 < 0.3)
  }

  @Test func `sequences that are too long, and states that don't fit, trap`() async {
    await #expect(processExitsWith: .failure) {
      let model = SmallModels.transformer(length: 2)
      let state = model.state(after: [0], from: model.initialState(rows: 1))
      _ = model.state(after: [0], from: state)
    }
    await #expect(processExitsWith: .failure) {
      _ = SmallModels.transformer(length: 2).logits(along: [[0, 1, 2]])
    }
    await #expect(processExitsWith: .failure) {
      let model = SmallModels.transformer()
      let state = model.initialState(rows: 1)
      _ = TransformerLanguageModel.State.joined([state, model.state(after: [0], from: state)])
    }
  }
}
