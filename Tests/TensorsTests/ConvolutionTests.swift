import RandomStreams
import Tensors
import Testing

struct ConvolutionTests {
  @Test func `a small convolution, by hand`() {
    let x = Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], shape: [1, 1, 3, 3])
    let filter = Tensor([1, 0, 0, 10], shape: [1, 1, 2, 2])
    #expect(
      convolution(x, filter) == Tensor([51, 62, 84, 95], shape: [1, 1, 2, 2]))
    #expect(convolution(x, filter, stride: 2) == Tensor([51], shape: [1, 1, 1, 1]))
    #expect(
      convolution(x, filter, bias: Tensor([0.5]), stride: 2, padding: 1)
        == Tensor([10.5, 30.5, 70.5, 95.5], shape: [1, 1, 2, 2]))
    #expect(
      convolution(x, filter, bias: Tensor([-62]), activation: .relu)
        == Tensor([0, 0, 22, 33], shape: [1, 1, 2, 2]))
  }

  @Test func `no images give no results, and no gradient of the filters`() {
    let filters = Tensor.ones([3, 2, 2, 2])
    #expect(convolution(.zeros([0, 2, 4, 4]), filters).shape == [0, 3, 3, 3])
    let found = gradient(at: filters) { convolution(.zeros([0, 2, 4, 4]), $0).sum() }
    #expect(found == .zeros([3, 2, 2, 2]))
  }

  /// Sizes of images and windows.
  struct Case: Sendable, CustomTestStringConvertible {
    var images: [Int]
    var filters: [Int]
    var stride = 1
    var padding = 0
    var testDescription: String {
      "\(images) with \(filters), stride \(stride), padding \(padding)"
    }
  }

  static let cases = [
    Case(images: [1, 1, 3, 3], filters: [1, 1, 2, 2]),
    Case(images: [2, 2, 4, 3], filters: [3, 2, 2, 3]),
    Case(images: [2, 1, 5, 5], filters: [2, 1, 3, 3], stride: 2),
    Case(images: [1, 2, 4, 4], filters: [2, 2, 3, 3], padding: 1),
    Case(images: [2, 1, 5, 4], filters: [1, 1, 2, 2], stride: 3, padding: 2),
    Case(images: [2, 3, 2, 2], filters: [2, 3, 1, 1]),
    Case(images: [1, 2, 5, 5], filters: [2, 2, 1, 1], stride: 2),
    Case(images: [2, 1, 6, 2], filters: [2, 1, 3, 2]),
  ]

  @Test("Convolutions: values and derivatives", arguments: cases)
  func derivatives(_ size: Case) {
    var random = RandomStream(seed: 2).child(size.testDescription)
    let inputs = [random.normals(Shape(size.images)), random.normals(Shape(size.filters))]
    let bias = random.normals([size.filters[0]])
    expectDerivatives(
      of: { convolution($0[0], $0[1], bias: $0[2], stride: size.stride, padding: size.padding) },
      matching: {
        var bias = $0[2]
        bias.shape += [1, 1]
        return Self.expected($0[0], $0[1], size) + bias
      }, at: inputs + [bias], seed: 4)
    #expect(
      convolution(inputs[0], inputs[1], stride: size.stride, padding: size.padding)
        == convolution(
          inputs[0], inputs[1], bias: .zeros(bias.shape), stride: size.stride,
          padding: size.padding))
    // Second derivatives with respect to one side only, through both of its transposes.
    expectDerivatives(
      ofLinear: { convolution($0[0], inputs[1], stride: size.stride, padding: size.padding) },
      matching: { Self.expected($0[0], DoubleArray(inputs[1]), size) }, at: [inputs[0]], seed: 5)
    expectDerivatives(
      ofLinear: { convolution(inputs[0], $0[0], stride: size.stride, padding: size.padding) },
      matching: { Self.expected(DoubleArray(inputs[0]), $0[0], size) }, at: [inputs[1]], seed: 6)
  }

  @Test func `the fused activation has the gradient of relu`() {
    var random = RandomStream(seed: 9)
    let inputs = [
      random.normals([2, 2, 5, 5]), random.normals([3, 2, 2, 2]), random.normals([3]),
    ]
    let fused = gradient(at: inputs) {
      square(convolution($0[0], $0[1], bias: $0[2], activation: .relu)).sum()
    }
    let apart = gradient(at: inputs) { square(relu(convolution($0[0], $0[1], bias: $0[2]))).sum() }
    #expect(fused == apart)
    #expect(fused[1] != .zeros([3, 2, 2, 2]))
  }

  /// The convolution from its definition.
  private static func expected(_ x: DoubleArray, _ f: DoubleArray, _ size: Case) -> DoubleArray {
    let (h, w) = (f.shape[2], f.shape[3])
    let height = (x.shape[2] + 2 * size.padding - h) / size.stride + 1
    let width = (x.shape[3] + 2 * size.padding - w) / size.stride + 1
    return DoubleArray(shape: [x.shape[0], f.shape[0], height, width]) { index in
      DoubleArray.indices(of: Array(f.shape.dropFirst())).reduce(0) { sum, place in
        let row = size.stride * index[2] + place[1] - size.padding
        let column = size.stride * index[3] + place[2] - size.padding
        guard 0..<x.shape[2] ~= row, 0..<x.shape[3] ~= column else { return sum }
        return sum + f[[index[1]] + place] * x[[index[0], place[0], row, column]]
      }
    }
  }

  @Test func `shapes that don't fit trap and are shown`() async {
    let channels = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = convolution(.zeros([1, 2, 4, 4]), .zeros([3, 1, 2, 2]))
    }
    #expect(standardError(of: channels).contains("[1, 2, 4, 4] and filters [3, 1, 2, 2]"))
    let size = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = convolution(.zeros([1, 1, 2, 4]), .zeros([1, 1, 3, 3]))
    }
    #expect(standardError(of: size).contains("3 × 3"))
    let bias = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = convolution(.zeros([1, 1, 4, 4]), .zeros([2, 1, 3, 3]), bias: .zeros([3]))
    }
    #expect(standardError(of: bias).contains("bias of shape [3] for filters [2, 1, 3, 3]"))
  }
}
