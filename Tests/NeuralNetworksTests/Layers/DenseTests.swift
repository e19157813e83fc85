import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct DenseTests {
  @Test func `outputs are worked by hand`() {
    let layer = Dense(weights: Tensor([[1, 2], [3, 4], [5, 6]]), bias: Tensor([10, -100]))
    #expect(layer(Tensor([[1, 1, 1], [1, 0, -1]])) == Tensor([[19, -88], [6, -104]]))
    #expect(layer(Tensor([1, 1, 1])) == Tensor([19, -88]))
    let rectified = Dense(weights: layer.weights, bias: layer.bias, activation: .relu)
    #expect(rectified(Tensor([1, 1, 1])) == Tensor([19, 0]))
    let linear = Dense(weights: layer.weights, bias: nil)
    #expect(linear(Tensor([1, 1, 1])) == Tensor([9, 12]))
  }

  @Test func `gradients are worked by hand`() {
    let layer = Dense(
      weights: Tensor([[1, 2], [3, 4]]), bias: Tensor([0, -100]), activation: .relu)
    // Only the first output is positive: d/dW is x in its column, d/db is 1.
    let found = gradient(at: layer) { $0(Tensor([[2, 3]])).sum() }
    #expect(found.weights == Tensor([[2, 0], [3, 0]]))
    #expect(found.bias == Tensor([1, 0]))
  }

  @Test(arguments: [Activation.none, .relu, .tanh, .sigmoid, .softplus, .gelu])
  func `an activation is applied to each output`(activation: Activation) {
    var stream = RandomStream(seed: 1)
    let plain = Dense(4, 5, using: &stream)
    let x = Tensor(normal: [3, 4], using: &stream)
    let layer = Dense(weights: plain.weights, bias: plain.bias, activation: activation)
    #expect(layer(x) == activation(plain(x)))
    let unbiased = Dense(weights: plain.weights, bias: nil, activation: activation)
    #expect(unbiased(x) == activation(matmul(x, plain.weights)))
  }

  @Test func `parameters have names and sizes`() {
    var stream = RandomStream(seed: 1)
    let layer = Dense(4, 5, using: &stream)
    #expect(layer.tensorNames == ["weights", "bias"])
    #expect(layer.parameterCount == 25)
    #expect(Dense(4, 5, bias: nil, using: &stream).tensorNames == ["weights"])
  }

  @Test func `no items give no outputs`() {
    var stream = RandomStream(seed: 1)
    #expect(Dense(4, 5, using: &stream)(.zeros([0, 4])).shape == [0, 5])
  }

  @Test func `inputs of other widths stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Dense(4, 5, using: &stream)(.zeros([2, 3]))
    }
    let text = message(of: result)
    #expect(text.contains("[2, 3]"))
    #expect(text.contains("[4, 5]"))
  }

  @Test func `parameters that don't fit stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Dense(weights: .zeros([2, 3]), bias: .zeros([2]))
    }
    let text = message(of: result)
    #expect(text.contains("[2, 3]"))
    #expect(text.contains("[2]"))
  }
}

struct MLPTests {
  @Test func `it is its layers, one after another`() {
    var stream = RandomStream(seed: 1)
    let network = MLP([3, 8, 8, 2], activation: .tanh, outputActivation: .softplus, using: &stream)
    let x = Tensor(normal: [5, 3], using: &stream)
    let layers = network.layers
    #expect(layers.map(\.activation) == [.tanh, .tanh, .softplus])
    #expect(network(x) == layers[2](layers[1](layers[0](x))))
  }

  @Test func `parameters have names and sizes`() {
    var stream = RandomStream(seed: 1)
    let network = MLP([4, 128, 2], outputWeights: .zeros, using: &stream)
    #expect(
      network.tensorNames == [
        "layers.0.weights", "layers.0.bias", "layers.1.weights", "layers.1.bias",
      ])
    #expect(network.parameterCount == 5 * 128 + 129 * 2)
    #expect(network.layers[1].weights == .zeros([128, 2]))
    #expect(network.layers[0].weights != .zeros([4, 128]))
  }

  @Test func `one width stops the programme`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = MLP([4], using: &stream)
    }
    #expect(message(of: result).contains("[4]"))
  }
}
