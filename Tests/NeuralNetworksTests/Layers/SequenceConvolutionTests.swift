import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct SequenceConvolutionTests {
  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    var stream = RandomStream(seed: 1)
    let layer = SequenceConvolution(4, 5, window: 3, activation: .relu, using: &stream)
    try Fixture("layers-sequence-convolution").expectAgreement(of: ["x", "filters", "bias"]) {
      leaves in
      [("output", layer.replacingTensors(with: Array(leaves[1...]))(leaves[0]))]
    }
  }

  /// More sequences than places, or fewer: windows are taken time by time, or sequence by sequence.
  @Test(arguments: [(1, 9, 3), (8, 4, 3), (3, 5, 5), (2, 4, 1), (5, 6, 2)])
  func `it is the convolution of images of width 1`(batch: Int, time: Int, window: Int) {
    var stream = RandomStream(seed: 1)
    let layer = SequenceConvolution(3, 4, window: window, using: &stream)
    let x = Tensor(normal: [batch, time, 3], using: &stream)
    // Bits differ: an image's products are in the order of channels, then places.
    func asImages(_ x: Tensor, _ filters: Tensor) -> Tensor {
      let y = convolution(
        x.transposed().expandingAxis(at: 3), filters.permuted([2, 1, 0]).expandingAxis(at: 3))
      return y.squeezingAxis(at: 3).permuted([0, 2, 1])
    }
    // Sums of at most 15 products: 32 roundings of some 8.
    let tolerance: Float = 32 * 0x1p-24 * 8
    let difference = abs(layer(x) - asImages(x, layer.filters))
    #expect(difference.max().scalar <= tolerance)
    let ours = gradient(at: [x, layer.filters]) { leaves in
      sin(sequenceConvolution(leaves[0], leaves[1], bias: .zeros([4]))).sum()
    }
    let theirs = gradient(at: [x, layer.filters]) { sin(asImages($0[0], $0[1])).sum() }
    for (ours, theirs) in zip(ours, theirs) {
      #expect(abs(ours - theirs).max().scalar <= 4 * tolerance)
    }
  }

  @Test func `a text classifier of several windows takes a few lines`() {
    struct TextFeatures: Layer {
      var convolutions: [SequenceConvolution]

      init(using stream: inout some RandomNumberGenerator) {
        convolutions = []
        for window in 2...4 {
          convolutions.append(
            SequenceConvolution(8, 10, window: window, activation: .relu, using: &stream))
        }
      }

      func callAsFunction(_ text: Tensor) -> Tensor {
        concatenate(convolutions.map { $0.maximum(text) }, along: -1)
      }
    }
    var stream = RandomStream(seed: 1)
    let features = TextFeatures(using: &stream)
    #expect(features(Tensor(normal: [5, 6, 8], using: &stream)).shape == [5, 30])
    #expect(features.tensorNames.prefix(2) == ["convolutions.0.filters", "convolutions.0.bias"])
    #expect(features.parameterCount == (2 + 3 + 4) * 80 + 30)
  }

  @Test(arguments: [Activation.none, .relu, .tanh, .sigmoid, .softplus, .gelu])
  func `its maximum is that of its outputs over time`(activation: Activation) {
    var stream = RandomStream(seed: 2)
    let layer = SequenceConvolution(3, 40, window: 2, activation: activation, using: &stream)
    let x = Tensor(normal: [3, 7, 3], using: &stream)
    #expect(layer.maximum(x) == layer(x).max(along: 1))
    let ours = gradient(at: layer) { square($0.maximum(x)).sum() }
    let apart = gradient(at: layer) { square($0(x).max(along: 1)).sum() }
    // Sums of 3 products of which none is far above 10.
    #expect(ours.maximumDifference(from: apart) <= 3 * 0x1p-24 * 32)
  }

  @Test func `no sequences give no outputs, and zero gradients`() {
    var stream = RandomStream(seed: 1)
    let layer = SequenceConvolution(2, 3, window: 3, using: &stream)
    #expect(layer(.zeros([0, 5, 2])).shape == [0, 3, 3])
    let gradients = gradient(at: layer) { $0(.zeros([0, 5, 2])).sum() }
    for gradient in gradients.tensors { #expect(gradient == .zeros(gradient.shape)) }
    #expect(layer.maximum(.zeros([0, 5, 2])).shape == [0, 3])
    let none = gradient(at: layer) { $0.maximum(.zeros([0, 5, 2])).sum() }
    for gradient in none.tensors { #expect(gradient == .zeros(gradient.shape)) }
  }

  @Test func `a window longer than the sequence stops the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = SequenceConvolution(2, 3, window: 6, using: &stream)(.zeros([1, 5, 2]))
    }
    let text = message(of: result)
    #expect(text.contains("[1, 5, 2]"))
    #expect(text.contains("[6, 2, 3]"))
  }
}
