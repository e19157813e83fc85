import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct AttentionTests {
  private func draw(_ shape: Shape, seed: UInt64 = 1) -> Tensor {
    var stream = RandomStream(seed: seed)
    return Tensor(normal: shape, using: &stream)
  }

  private func layer(isCausal: Bool = false) -> MultiHeadAttention {
    var stream = RandomStream(seed: 2)
    return MultiHeadAttention(6, heads: 3, isCausal: isCausal, using: &stream)
  }

  @Test(arguments: ["attention", "causal-attention"])
  func `the scaled dot product and all its derivatives agree with PyTorch`(fixture: String) throws {
    try Fixture("layers-\(fixture)").expectAgreement(of: ["queries", "keys", "values"]) { leaves in
      let output = scaledDotProductAttention(
        queries: leaves[0], keys: leaves[1], values: leaves[2],
        isCausal: fixture == "causal-attention")
      return [("output", output)]
    }
  }

  /// The parameters in the order of the layer's properties.
  private let parameters = ["wq", "bq", "wk", "bk", "wv", "bv", "wo", "bo"]

  @Test func `causal self-attention and all its derivatives agree with PyTorch`() throws {
    try Fixture("layers-self-attention").expectAgreement(of: parameters + ["x"]) { leaves in
      let attention = layer(isCausal: true).replacingTensors(with: Array(leaves[..<8]))
      return [("output", attention(leaves[8]))]
    }
  }

  @Test func `cross-attention and all its derivatives agree with PyTorch`() throws {
    try Fixture("layers-cross-attention").expectAgreement(of: parameters + ["x", "memory"]) {
      leaves in
      let attention = layer().replacingTensors(with: Array(leaves[..<8]))
      return [("output", attention(leaves[8], attendingTo: leaves[9]))]
    }
  }

  @Test(arguments: 0..<6) func `nothing leaks from the future, not a bit`(time: Int) {
    let attention = layer(isCausal: true)
    let x = draw([2, 6, 6])
    // From `time` on, another future: much greater numbers.
    let other = concatenate(
      [x.slice(0..<time, along: 1), 100 * draw([2, 6 - time, 6], seed: 9)], along: 1)
    let past = attention(x).slice(0..<time, along: 1)
    #expect(attention(other).slice(0..<time, along: 1) == past)
    #expect(attention(other) != attention(x))

    let gradient = gradient(at: x) { attention($0).slice(0..<time, along: 1).sum() }
    #expect(gradient.slice(time..<6, along: 1) == .zeros([2, 6 - time, 6]))
  }

  @Test func `without the mask the future is seen`() {
    let (attention, x) = (layer(), draw([2, 6, 6]))
    let other = concatenate([x.slice(0..<5, along: 1), draw([2, 1, 6], seed: 9)], along: 1)
    #expect(attention(other).at(0, along: 1) != attention(x).at(0, along: 1))
  }

  @Test func `the order of what is attended to does not matter`() {
    let (attention, x, memory) = (layer(), draw([2, 3, 6]), draw([2, 5, 6], seed: 7))
    let difference = abs(
      attention(x, attendingTo: memory) - attention(x, attendingTo: memory.reversed(along: 1)))
    // Sums of 5 terms, regrouped: 16 roundings of some 4.
    #expect(difference.max().scalar <= 16 * 0x1p-24 * 4)
  }

  @Test func `parameters have names and sizes`() {
    #expect(
      layer().tensorNames == [
        "queries.weights", "queries.bias", "keys.weights", "keys.bias", "values.weights",
        "values.bias", "output.weights", "output.bias",
      ])
    #expect(layer().parameterCount == 4 * (36 + 6))
  }

  @Test func `a batch of none and a time of one are fine`() {
    #expect(layer(isCausal: true)(.zeros([0, 5, 6])).shape == [0, 5, 6])
    let x = draw([2, 1, 6])
    #expect(layer(isCausal: true)(x) == layer()(x))
    #expect(layer(isCausal: true)(.zeros([2, 0, 6])).shape == [2, 0, 6])
  }

  @Test func `heads that don't share the features stop the programme`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = MultiHeadAttention(6, heads: 4, using: &stream)
    }
    #expect(message(of: result).contains("6 features can't be shared by 4 heads"))
  }

  @Test func `a memory of another batch stops the programme, and shapes are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      let attention = MultiHeadAttention(6, heads: 2, using: &stream)
      _ = attention(.zeros([2, 3, 6]), attendingTo: .zeros([1, 3, 6]))
    }
    #expect(message(of: result).contains("[2, 3, 6] and [1, 3, 6]"))
  }

  @Test func `a mask needs as many queries as items`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = scaledDotProductAttention(
        queries: .zeros([2, 3]), keys: .zeros([4, 3]), values: .zeros([4, 3]), isCausal: true)
    }
    #expect(message(of: result).contains("[2, 3] and keys [4, 3]"))
  }
}
