import RandomStreams
import Tensors
import Testing

struct ProductTests {
  @Test func `products by hand`() {
    let a = Tensor([[1, 2], [3, 4]])
    let b = Tensor([[5, 6, 7], [8, 9, 10]])
    #expect(matmul(a, b) == Tensor([[21, 24, 27], [47, 54, 61]]))
    #expect(matmul(a, b, transposingFirst: true) == Tensor([[29, 33, 37], [42, 48, 54]]))
    #expect(matmul(b, a, transposingFirst: true) == Tensor([[29, 42], [33, 48], [37, 54]]))
    #expect(matmul(a, b.transposed(), transposingSecond: true) == matmul(a, b))
    #expect(matmul(a, Tensor([1, 10])) == Tensor([21, 43]))
    #expect(matmul(Tensor([1, 10]), a) == Tensor([31, 42]))
    #expect(matmul(Tensor([1, 10]), Tensor([2, 3])) == Tensor(32))
    #expect(
      matmul(Tensor([1, 10]), b.transposed(), transposingSecond: true) == Tensor([85, 96, 107]))
  }

  @Test func `empty products are zeros`() {
    #expect(matmul(.zeros([2, 0]), .zeros([0, 3])) == .zeros([2, 3]))
    #expect(matmul(.zeros([0, 2]), .zeros([2, 3])).shape == [0, 3])
    #expect(matmul(.zeros([4, 2, 0]), .zeros([4, 0, 3])) == .zeros([4, 2, 3]))
    #expect(matmul(.zeros([0, 2, 5]), .zeros([5, 3])).shape == [0, 2, 3])
    #expect(affine(.zeros([0, 2]), .zeros([2, 3]), .zeros([3])).shape == [0, 3])
    #expect(
      affine(.zeros([2, 0]), .zeros([0, 3]), Tensor([1, 2, 3])) == Tensor([[1, 2, 3], [1, 2, 3]]))
    let empty = gradient(at: Tensor.ones([2, 3])) { matmul(.zeros([0, 2]), $0).sum() }
    #expect(empty == .zeros([2, 3]))
  }

  /// What is multiplied, and whether it is transposed.
  struct Case: Sendable, CustomTestStringConvertible {
    var first: [Int]
    var second: [Int]
    var transposes = (false, false)
    var testDescription: String {
      "\(first)\(transposes.0 ? "ᵀ" : "") · \(second)\(transposes.1 ? "ᵀ" : "")"
    }
  }

  static let cases = [
    Case(first: [3, 4], second: [4, 2]),
    Case(first: [4, 3], second: [4, 2], transposes: (true, false)),
    Case(first: [3, 4], second: [2, 4], transposes: (false, true)),
    Case(first: [4, 3], second: [2, 4], transposes: (true, true)),
    Case(first: [4], second: [4, 2]),
    Case(first: [4], second: [2, 4], transposes: (false, true)),
    Case(first: [3, 4], second: [4]),
    Case(first: [4, 3], second: [4], transposes: (true, false)),
    Case(first: [4], second: [4]),
    Case(first: [2, 3, 4], second: [4]),
    Case(first: [4], second: [2, 4, 3]),
    Case(first: [2, 3, 4], second: [4, 2]),
    Case(first: [2, 3, 4], second: [2, 4], transposes: (false, true)),
    Case(first: [2, 4, 3], second: [4, 2], transposes: (true, false)),
    Case(first: [3, 4], second: [2, 4, 2]),
    Case(first: [2, 3, 4], second: [2, 4, 2]),
    Case(first: [2, 4, 3], second: [2, 2, 4], transposes: (true, true)),
    Case(first: [2, 3, 4], second: [2, 2, 4], transposes: (false, true)),
    Case(first: [2, 1, 3, 4], second: [3, 4, 2]),
    Case(first: [2, 3, 1, 2], second: [2, 1, 2, 2]),
    Case(first: [1, 1, 1], second: [1, 1, 1]),
  ]

  @Test("Products of all kinds: values and derivatives", arguments: cases)
  func derivatives(_ product: Case) {
    var random = RandomStream(seed: 11).child(product.testDescription)
    let inputs = [random.normals(Shape(product.first)), random.normals(Shape(product.second))]
    expectDerivatives(
      of: {
        matmul(
          $0[0], $0[1], transposingFirst: product.transposes.0,
          transposingSecond: product.transposes.1)
      },
      matching: { Self.product($0[0], $0[1], product.transposes) }, at: inputs, seed: 5)
  }

  /// The product from its definition.
  private static func product(
    _ a: DoubleArray, _ b: DoubleArray, _ transposes: (Bool, Bool)
  ) -> DoubleArray {
    var (a, b) = (a, b)
    let (isRow, isColumn) = (a.shape.count == 1, b.shape.count == 1)
    if isRow { a.shape = [1] + a.shape }
    if isColumn { b.shape += [1] }
    if transposes.0 && !isRow { a = transposed(a) }
    if transposes.1 && !isColumn { b = transposed(b) }
    let (m, k, n) = (
      a.shape[a.shape.count - 2], b.shape[b.shape.count - 2], b.shape[b.shape.count - 1]
    )
    let lead = DoubleArray.broadcast(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
    var result = DoubleArray(shape: lead + [m, n]) { index in
      let (item, row, column) = (index.dropLast(2), index[lead.count], index[lead.count + 1])
      return (0..<k).reduce(0) { $0 + a[item + [row, $1]] * b[item + [$1, column]] }
    }
    result.shape = lead + (isRow ? [] : [m]) + (isColumn ? [] : [n])
    return result
  }

  private static func transposed(_ x: DoubleArray) -> DoubleArray {
    var shape = x.shape
    shape.swapAt(shape.count - 2, shape.count - 1)
    return DoubleArray(shape: shape) { index in
      var index = index
      index.swapAt(index.count - 2, index.count - 1)
      return x[index]
    }
  }

  @Test(
    "Each output is a chain of fused multiply-adds in index order",
    arguments: 0..<6 as Range<UInt64>)
  func order(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (m, k, n) = (random.whole(1...40), random.whole(1...300), random.whole(1...70))
    let (a, b) = (random.normals([m, k]), random.normals([k, n]))
    let found = matmul(a, b)
    for _ in 0..<20 {
      let (row, column) = (random.whole(0...m - 1), random.whole(0...n - 1))
      var sum: Float = 0
      for index in 0..<k { sum.addProduct(a[row, index], b[index, column]) }
      #expect(found[row, column] == sum)
    }
  }

  @Test func `shapes that don't fit trap and are shown`() async {
    let inner = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(.zeros([2, 3]), .zeros([4, 5]))
    }
    #expect(standardError(of: inner).contains("[2, 3] and [4, 5] don't fit: inner extents 3 and 4"))
    let batch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(.zeros([2, 3, 4]), .zeros([5, 6]))
    }
    #expect(
      standardError(of: batch).contains("[2, 3, 4] and [5, 6] don't fit: inner extents 4 and 5"))
    let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(.zeros([3]), .zeros([4, 5]))
    }
    #expect(standardError(of: row).contains("[3] and [4, 5] don't fit: inner extents 3 and 4"))
    let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(.zeros([2, 3]), .zeros([4]), transposingFirst: true)
    }
    #expect(standardError(of: column).contains("[2, 3] transposed and [4] don't fit"))
    let transposed = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = matmul(
        .zeros([2, 3, 4]), .zeros([5, 4]), transposingFirst: true, transposingSecond: true)
    }
    #expect(
      standardError(of: transposed).contains("[2, 3, 4] transposed and [5, 4] transposed don't fit")
    )
    let lead = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(.zeros([2, 2, 3]), .zeros([3, 3, 5]))
    }
    #expect(standardError(of: lead).contains("matmul: shapes [2, 2, 3] and [3, 3, 5] don't fit"))
    let scalar = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(Tensor(2), .zeros([2, 3]))
    }
    #expect(standardError(of: scalar).contains("a scalar is no matrix"))
    let layer = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = affine(.zeros([2, 3]), .zeros([3, 4]), .zeros([5]))
    }
    #expect(standardError(of: layer).contains("x of shape [2, 3], weights [3, 4] and bias [5]"))
  }
}

struct AffineTests {
  @Test func `an affine map and its activation, by hand`() {
    let (x, weights, bias) = (Tensor([[1, 2]]), Tensor([[1, -1], [2, -2]]), Tensor([10, 1]))
    #expect(affine(x, weights, bias) == Tensor([[15, -4]]))
    #expect(affine(x, weights, bias, activation: .relu) == Tensor([[15, 0]]))
    #expect(affine(x.reshaped(to: [2]), weights, bias) == Tensor([15, -4]))
  }

  @Test("Affine maps: values and derivatives", arguments: 0..<8 as Range<UInt64>)
  func derivatives(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (inputs, outputs) = (random.whole(1...4), random.whole(1...4))
    let lead = random.shape(rank: 0...2, extents: 1...3)
    let point = [
      random.normals(Shape(Array(lead) + [inputs])), random.normals([inputs, outputs]),
      random.normals([outputs]),
    ]
    func reference(_ parts: [DoubleArray]) -> DoubleArray {
      let (x, weights, bias) = (parts[0], parts[1], parts[2])
      return DoubleArray(shape: x.shape.dropLast() + [outputs]) { index in
        (0..<inputs).reduce(bias[[index[lead.rank]]]) {
          $0 + x[index.dropLast() + [$1]] * weights[[$1, index[lead.rank]]]
        }
      }
    }
    expectDerivatives(
      of: { affine($0[0], $0[1], $0[2]) }, matching: reference, at: point, seed: seed)
    // Away from the kink, where the reference can't be differentiated.
    if reference(point.map { DoubleArray($0) }).values.allSatisfy({ $0.magnitude > 0.01 }) {
      expectDerivatives(
        of: { affine($0[0], $0[1], $0[2], activation: .relu) },
        matching: { reference($0).map { max(0, $0) } }, at: point, seed: seed)
    }
  }

  @Test func `only the gradients that are asked for are found`() {
    let (x, bias) = (Tensor([[1, 2], [3, 4]]), Tensor([0, 0, 0]))
    let found = gradient(at: Tensor.ones([2, 3])) { affine(x, $0, bias).sum() }
    #expect(found == Tensor([[4, 4, 4], [6, 6, 6]]))
  }
}
