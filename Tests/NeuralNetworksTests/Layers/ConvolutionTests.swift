import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct ConvolutionTests {
  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    var stream = RandomStream(seed: 1)
    let layer = Convolution(3, 4, height: 3, width: 2, stride: 2, padding: 1, using: &stream)
    try Fixture("layers-convolution").expectAgreement(of: ["x", "filters", "bias"]) { leaves in
      [("output", layer.replacingTensors(with: Array(leaves[1...]))(leaves[0]))]
    }
  }

  @Test func `parameters have names and sizes`() {
    var stream = RandomStream(seed: 1)
    let layer = Convolution(4, 32, size: 8, stride: 4, using: &stream)
    #expect(layer.tensorNames == ["filters", "bias"])
    #expect(layer.parameterCount == 32 * 4 * 8 * 8 + 32)
    #expect(layer(.zeros([1, 4, 84, 84])).shape == [1, 32, 20, 20])
  }

  @Test(arguments: [Activation.none, .relu, .tanh, .sigmoid, .softplus, .gelu])
  func `an activation is applied to each output`(activation: Activation) {
    var stream = RandomStream(seed: 1)
    let images = Tensor(normal: [2, 1, 5, 5], using: &stream)
    var (first, second) = (stream, stream)
    let plain = Convolution(1, 3, size: 3, using: &first)
    let layer = Convolution(1, 3, size: 3, activation: activation, using: &second)
    #expect(layer(images) == activation(plain(images)))
  }

  @Test func `no images give no outputs, and zero gradients`() {
    var stream = RandomStream(seed: 1)
    let layer = Convolution(2, 3, size: 3, using: &stream)
    #expect(layer(.zeros([0, 2, 5, 5])).shape == [0, 3, 3, 3])
    let gradients = gradient(at: layer) { $0(.zeros([0, 2, 5, 5])).sum() }
    for gradient in gradients.tensors { #expect(gradient == .zeros(gradient.shape)) }
  }

  @Test func `images of other channels stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Convolution(2, 3, size: 3, using: &stream)(.zeros([1, 4, 5, 5]))
    }
    let text = message(of: result)
    #expect(text.contains("[1, 4, 5, 5]"))
    #expect(text.contains("[3, 2, 3, 3]"))
  }
}
