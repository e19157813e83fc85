import NeuralNetworks
import Tensors
import Testing

struct LayerNormTests {
  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    try Fixture("layers-layer-norm").expectAgreement(of: ["x", "scale", "shift"]) { leaves in
      [("output", LayerNorm(7).replacingTensors(with: Array(leaves[1...]))(leaves[0]))]
    }
  }

  @Test func `constant features become zeros`() {
    #expect(LayerNorm(4)(Tensor(repeating: 3, shape: [2, 4])) == .zeros([2, 4]))
  }

  @Test func `parameters have names and sizes`() {
    #expect(LayerNorm(7).tensorNames == ["scale", "shift"])
    #expect(LayerNorm(7).parameterCount == 14)
  }

  @Test func `no items stay none`() {
    #expect(LayerNorm(7)(.zeros([0, 7])).shape == [0, 7])
  }

  @Test func `other widths stop the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LayerNorm(1)(.zeros([2, 4]))
    }
    #expect(message(of: result).contains("[2, 4] doesn't end in 1 features"))
  }
}
