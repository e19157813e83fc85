import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct HighwayTests {
  @Test func `outputs and all derivatives agree with PyTorch`() throws {
    var stream = RandomStream(seed: 1)
    let highway = Highway(5, using: &stream)
    let leaves = ["x", "transformWeights", "transformBias", "gateWeights", "gateBias"]
    try Fixture("layers-highway").expectAgreement(of: leaves) { leaves in
      [("output", highway.replacingTensors(with: Array(leaves[1...]))(leaves[0]))]
    }
  }

  @Test func `a gate that is shut lets everything through`() {
    var stream = RandomStream(seed: 1)
    let highway = Highway(5, gateBias: -200, using: &stream)
    let x = Tensor(uniform: [4, 5], in: -1...1, using: &stream)
    #expect(highway(x) == x)
  }

  @Test func `parameters have names and sizes`() {
    var stream = RandomStream(seed: 1)
    let highway = Highway(5, gateBias: -2, using: &stream)
    #expect(
      highway.tensorNames == ["transform.weights", "transform.bias", "gate.weights", "gate.bias"])
    #expect(highway.parameterCount == 2 * (25 + 5))
    #expect(highway.gate.bias == Tensor(repeating: -2, shape: [5]))
  }
}
