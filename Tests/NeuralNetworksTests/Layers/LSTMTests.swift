import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct LSTMTests {
  private func layer(_ features: Int = 4, _ hidden: Int = 6, seed: UInt64 = 1) -> LSTM {
    var stream = RandomStream(seed: seed)
    return LSTM(features, hidden, using: &stream)
  }

  private func draw(_ shape: Shape, seed: UInt64 = 2) -> Tensor {
    var stream = RandomStream(seed: seed)
    return Tensor(normal: shape, using: &stream)
  }

  @Test func `outputs, state and all derivatives agree with PyTorch`() throws {
    let leaves = ["inputWeights", "stateWeights", "bias", "x", "output", "cell"]
    try Fixture("layers-lstm").expectAgreement(of: leaves) { leaves in
      var lstm = layer()
      lstm = lstm.replacingTensors(with: Array(leaves[..<3]))
      let (outputs, final) = lstm(leaves[3], from: .init(output: leaves[4], cell: leaves[5]))
      return [("outputs", outputs), ("last", final.cell)]
    }
  }

  @Test(arguments: [(1, 1, 1), (3, 2, 5), (7, 5, 33)])
  func `steps, one by one, give the bits of the sequence`(
    time: Int, batch: Int, hidden: Int
  ) {
    let lstm = layer(4, hidden)
    let sequence = draw([time, batch, 4])
    let (outputs, final) = lstm(sequence, from: lstm.initialState(batch: batch))
    var state = lstm.initialState(batch: batch)
    for t in 0..<time {
      state = lstm.step(sequence.at(t, along: 0), from: state)
      #expect(state.output == outputs.at(t, along: 0))
    }
    #expect(state.output == final.output)
    #expect(state.cell == final.cell)
    #expect(lstm(sequence) == outputs)
  }

  @Test func `a sequence in two parts, with the state carried over, gives the bits of the whole`() {
    let lstm = layer()
    let sequence = draw([6, 3, 4])
    let whole = lstm(sequence, from: lstm.initialState(batch: 3))
    let first = lstm(sequence.slice(0..<2, along: 0), from: lstm.initialState(batch: 3))
    let second = lstm(sequence.slice(2..<6, along: 0), from: first.final)
    #expect(concatenate([first.outputs, second.outputs], along: 0) == whole.outputs)
    #expect(second.final.cell == whole.final.cell)
  }

  @Test func `gradients through steps are those through the sequence, within rounding`() {
    let (lstm, sequence) = (layer(), draw([5, 3, 4]))
    let whole = gradient(at: lstm) { lstm in square(lstm(sequence)).sum() }
    let stepped = gradient(at: lstm) { lstm in
      var (state, total) = (lstm.initialState(batch: 3), Tensor(0))
      for t in 0..<5 {
        state = lstm.step(sequence.at(t, along: 0), from: state)
        total += square(state.output).sum()
      }
      return total
    }
    for (whole, stepped) in zip(whole.tensors, stepped.tensors) {
      // Sums over 15 products, some grouped otherwise: 32 roundings of the greatest.
      let greatest = whole.scalars.map(abs).reduce(0, max)
      let worst = abs(whole - stepped).max().scalar
      #expect(worst <= 32 * 0x1p-24 * greatest)
    }
  }

  @Test func `parameters have names and sizes`() {
    #expect(layer().tensorNames == ["inputWeights", "stateWeights", "bias"])
    #expect(layer().parameterCount == 4 * 24 + 6 * 24 + 24)
    #expect(layer().hidden == 6)
    #expect(layer().initialState(batch: 2).tensorNames == ["output", "cell"])
  }

  @Test func `the forget gate starts with its bias, and the others without`() {
    var stream = RandomStream(seed: 1)
    let lstm = LSTM(2, 3, forgetBias: 2, using: &stream)
    #expect(lstm.bias.scalars == [0, 0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0])
  }

  @Test func `weights of each gate are drawn by themselves`() {
    let lstm = layer(4, 6)
    // Orthogonal gate by gate: UᵀU is the unit matrix for each 6 × 6 block.
    for block in lstm.stateWeights.split(into: 4, along: 1) {
      let product = matmul(block, block, transposingFirst: true)
      for row in 0..<6 {
        for column in 0..<6 {
          #expect(abs(product[row, column] - (row == column ? 1 : 0)) < 16 * 0x1p-23)
        }
      }
    }
  }

  @Test func `a batch of none, and a sequence of no time, are sequences`() {
    let lstm = layer()
    #expect(lstm(draw([3, 0, 4])).shape == [3, 0, 6])
    let state = LSTM.State(output: draw([2, 6]), cell: draw([2, 6], seed: 3))
    let (outputs, final) = lstm(draw([0, 2, 4]), from: state)
    #expect(outputs.shape == [0, 2, 6])
    #expect(final.output == state.output)
    #expect(final.cell == state.cell)
    let gradients = gradient(at: lstm) { lstm in
      lstm(draw([0, 2, 4]), from: state).final.cell.sum() + lstm(draw([3, 0, 4])).sum()
    }
    for gradient in gradients.tensors { #expect(gradient == .zeros(gradient.shape)) }
  }

  @Test func `inputs of other widths stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = LSTM(4, 6, using: &stream)(Tensor.zeros([5, 2, 3]))
    }
    let text = message(of: result)
    #expect(text.contains("[5, 2, 3]"))
    #expect(text.contains("[4, 24]"))
  }

  @Test func `a state of another batch stops the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      let lstm = LSTM(4, 6, using: &stream)
      _ = lstm.step(.zeros([2, 4]), from: lstm.initialState(batch: 3))
    }
    let text = message(of: result)
    #expect(text.contains("[1, 2, 24]"))
    #expect(text.contains("[3, 6]"))
  }

  @Test func `a matrix is no sequence`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = LSTM(4, 6, using: &stream)(Tensor.zeros([5, 4]))
    }
    #expect(message(of: result).contains("a sequence of shape [5, 4]"))
  }
}
