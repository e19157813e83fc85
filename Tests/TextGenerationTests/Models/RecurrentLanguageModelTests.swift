import NeuralNetworks
import PortableMath
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

@Suite struct RecurrentLanguageModelTests {
  @Test func `its first input is the start token`() {
    let model = SmallModels.recurrent()
    let state = model.memory.step(
      model.embedding([1, 1]), from: model.memory.initialState(batch: 2))
    #expect(model.logits(in: model.initialState(rows: 2)) == model.output(state.output))
  }

  @Test func `every parameter is drawn alike, biases too`() {
    var stream = RandomStream(seed: 4)
    let model = RecurrentLanguageModel(
      vocabulary: 3_000, features: 8, hidden: 400, initial: .normal(standardDeviation: 0.3),
      using: &stream)
    #expect(model.tensors.count == 6)
    for tensor in model.tensors {
      let squares = tensor.scalars.reduce(0) { $0 + Double($1) * Double($1) }
      let count = Double(tensor.count)
      // The variance of a squared normal number is 2 σ⁴.
      #expect((squares / count / 0.09 - 1).magnitude < 4.5 * (2 / count).squareRoot())
    }
  }

  @Test func `read tokens may be others than the targets`() {
    let model = SmallModels.recurrent()
    let (targets, inputs) = ([[0, 2, 1], [1, 1, 0]], [[2, 2], [0, 1]])
    let weights: [Float] = [1, 0.5, -1, 2, 0.25, 1]
    let found = model.crossEntropy(of: targets, given: inputs, weights: weights)
    // The log-probability of a target after what is read: of the sequence read and the target, less that of what is read.
    var expected = 0.0
    for row in 0..<2 {
      for time in 0..<3 {
        let read = Array(inputs[row][..<time])
        let whole = model.stepwiseLogProbabilities(of: [read + [targets[row][time]]])[0]
        let before = read.isEmpty ? 0 : model.stepwiseLogProbabilities(of: [read])[0]
        expected -= Double(weights[time * 2 + row]) * (whole - before)
      }
    }
    #expect((Double(found.scalar) - expected).magnitude < 1e-5)
  }

  @Test func `a start token that is none traps`() async {
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 1)
      _ = RecurrentLanguageModel(vocabulary: 3, start: 3, using: &stream)
    }
  }
}
