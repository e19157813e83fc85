import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct GRUTests {
  private func layer(_ features: Int = 4, _ hidden: Int = 6) -> GRU {
    var stream = RandomStream(seed: 1)
    return GRU(features, hidden, using: &stream)
  }

  private func draw(_ shape: Shape) -> Tensor {
    var stream = RandomStream(seed: 2)
    return Tensor(normal: shape, using: &stream)
  }

  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    let leaves = ["inputWeights", "stateWeights", "inputBias", "stateBias", "x", "state"]
    try Fixture("layers-gru").expectAgreement(of: leaves) { leaves in
      let gru = layer().replacingTensors(with: Array(leaves[..<4]))
      return [("output", gru(leaves[4], from: leaves[5]).outputs)]
    }
  }

  @Test(arguments: [(1, 1, 1), (3, 2, 5), (7, 5, 33)])
  func `steps, one by one, give the bits of the sequence`(time: Int, batch: Int, hidden: Int) {
    let (gru, sequence) = (layer(4, hidden), draw([time, batch, 4]))
    let (outputs, final) = gru(sequence, from: gru.initialState(batch: batch))
    var state = gru.initialState(batch: batch)
    for t in 0..<time {
      state = gru.step(sequence.at(t, along: 0), from: state)
      #expect(state == outputs.at(t, along: 0))
    }
    #expect(state == final)
    #expect(gru(sequence) == outputs)
  }

  @Test func `parameters have names and sizes`() {
    #expect(
      layer().tensorNames == ["inputWeights", "stateWeights", "inputBias", "stateBias"])
    #expect(layer().parameterCount == 4 * 18 + 6 * 18 + 2 * 18)
    #expect(layer().hidden == 6)
  }

  @Test func `a batch of none, and a sequence of no time, are sequences`() {
    let gru = layer()
    #expect(gru(draw([3, 0, 4])).shape == [3, 0, 6])
    let (outputs, final) = gru(draw([0, 2, 4]), from: draw([2, 6]))
    #expect(outputs.shape == [0, 2, 6])
    #expect(final == draw([2, 6]))
  }

  @Test func `inputs of other widths stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = GRU(4, 6, using: &stream)(Tensor.zeros([5, 2, 3]))
    }
    let text = message(of: result)
    #expect(text.contains("[5, 2, 3]"))
    #expect(text.contains("[4, 18]"))
  }

  @Test func `a state of another batch stops the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      let gru = GRU(4, 6, using: &stream)
      _ = gru.step(.zeros([2, 4]), from: gru.initialState(batch: 3))
    }
    let text = message(of: result)
    #expect(text.contains("[2, 4]"))
    #expect(text.contains("[3, 6]"))
  }
}
