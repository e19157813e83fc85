import RandomStreams
import Tensors
import Testing

struct SequenceConvolutionMaximumTests {
  /// A point where no two outputs of a filter over a sequence, and no output and 0, are close: there is no kink near.
  private func point(
    _ time: Int, _ features: Int, _ filters: Int, _ window: Int, using random: inout RandomStream
  ) -> [Tensor] {
    while true {
      let point = [
        random.normals([2, time, features]), random.normals([window, features, filters]),
        random.normals([filters]),
      ]
      let y = sequenceConvolution(point[0], point[1], bias: point[2]).permuted([0, 2, 1])
      let places = time - window + 1
      let isClear = (0..<2 * filters).allSatisfy { row in
        let outputs = (y.scalars[row * places..<(row + 1) * places] + [0]).sorted()
        return zip(outputs, outputs.dropFirst()).allSatisfy { $1 - $0 > 0.02 }
      }
      if isClear { return point }
    }
  }

  private func value(_ point: [Tensor], _ activation: FusedActivation = .none) -> Tensor {
    sequenceConvolutionMaximum(point[0], point[1], bias: point[2], activation: activation)
  }

  @Test(
    "Values and derivatives", arguments: [(1, 1, 1, 1), (4, 2, 3, 2), (5, 3, 2, 5), (5, 1, 2, 3)],
    1...2 as ClosedRange<UInt64>)
  func derivatives(size: (time: Int, features: Int, filters: Int, window: Int), seed: UInt64) {
    let (time, features, filters, window) = size
    var random = RandomStream(seed: seed)
    func reference(_ parts: [DoubleArray], gated: Bool) -> DoubleArray {
      let outputs = DoubleArray(shape: [2, time - window + 1, filters]) { index in
        var sum = parts[2][[index[2]]]
        for j in 0..<window {
          for feature in 0..<features {
            sum += parts[1][[j, feature, index[2]]] * parts[0][[index[0], index[1] + j, feature]]
          }
        }
        return gated ? max(sum, 0) : sum
      }
      return outputs.reduced(along: [1]) { $0.max() ?? .nan }
    }
    let point = point(time, features, filters, window, using: &random)
    expectDerivatives(
      of: { value($0) }, matching: { reference($0, gated: false) }, at: point, seed: seed)
    expectDerivatives(
      of: { value($0, .relu) }, matching: { reference($0, gated: true) }, at: point, seed: seed)
  }

  @Test func `the maximum of a convolution has the bits and the gradients of both, one by one`() {
    var random = RandomStream(seed: 3)
    let point = point(9, 5, 20, 4, using: &random)
    func apart(_ point: [Tensor]) -> Tensor {
      sequenceConvolution(point[0], point[1], bias: point[2], activation: .relu).max(along: 1)
    }
    #expect(value(point, .relu) == apart(point))
    let found = gradient(at: point) { square(value($0, .relu)).sum() }
    let expected = gradient(at: point) { square(apart($0)).sum() }
    expectClose(found, expected.map { $0.scalars.map { Double($0) } }, relative: 1e-6)
  }

  @Test func `a window longer than the sequence ends the program`() async {
    let long = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sequenceConvolutionMaximum(.ones([1, 2, 3]), .ones([3, 3, 1]), bias: .ones([1]))
    }
    #expect(standardError(of: long).contains("sequenceConvolutionMaximum: sequences of shape"))
  }

  @Test func `sequences of tokens are scored as sequences of their vectors, each by itself`() {
    var random = RandomStream(seed: 4)
    let (vectors, length) = (random.normals([30, 5]), 8)
    let convolutions = [(1, 3), (4, 20), (8, 2)].map { window, filters in
      (filters: random.normals([window, 5, filters]), bias: random.normals([filters]))
    }
    var tokens = (0..<40).map { _ in random.indices(length, below: 30) }
    for row in 1..<40 where row % 3 != 0 {
      tokens[row].replaceSubrange(..<(row % 9), with: tokens[row - 1][..<(row % 9)])
    }
    let found = sequenceConvolutionMaxima(
      of: tokens, vectors: vectors, convolutions, activation: .relu)
    let sequences = vectors.rows(at: tokens.flatMap { $0 }).reshaped(to: [40, length, 5])
    let expected = concatenate(
      convolutions.map {
        sequenceConvolutionMaximum(sequences, $0.filters, bias: $0.bias, activation: .relu)
      }, along: -1)
    // Sums of at most 40 products.
    expectClose([found], [expected.scalars.map { Double($0) }], relative: 40 * 0x1p-23)
    for row in 0..<40 {
      let alone = sequenceConvolutionMaxima(
        of: [tokens[row]], vectors: vectors, convolutions, activation: .relu)
      #expect(alone == found.slice(row..<row + 1, along: 0))
    }
    #expect(sequenceConvolutionMaxima(of: [], vectors: vectors, convolutions).shape == [0, 25])
  }

  @Test func `tokens without a vector, or sequences of several lengths, end the program`() async {
    let token = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sequenceConvolutionMaxima(
        of: [[0, 3]], vectors: .ones([3, 1]), [(.ones([1, 1, 1]), .ones([1]))])
    }
    #expect(standardError(of: token).contains("token 3 of 3"))
    let lengths = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = sequenceConvolutionMaxima(
        of: [[0, 0], [0]], vectors: .ones([3, 1]), [(.ones([1, 1, 1]), .ones([1]))])
    }
    #expect(standardError(of: lengths).contains("sequence 1 has 1"))
  }
}
