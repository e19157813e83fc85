import RandomStreams
import Tensors
import Testing

struct SparseTests {
  private let dense = Tensor([[0, 2, 0], [0, 0, 0], [1, 0, -3]])

  @Test func `what is not zero is kept, row by row`() {
    let sparse = SparseRows(dense)
    #expect(sparse.offsets == [0, 1, 1, 3])
    #expect(sparse.columns == [1, 0, 2])
    #expect(sparse.values == [2, 1, -3])
    #expect(sparse.dense == dense)
    let entries = SparseRows(
      shape: [3, 3], entries: [(2, 0, 1), (0, 1, 1.5), (2, 2, -3), (0, 1, 0.5)])
    #expect(entries.dense == dense)
    #expect(entries.offsets == [0, 2, 2, 4])
    #expect(SparseRows(.zeros([0, 4])).dense.shape == [0, 4])
    #expect(SparseRows(.zeros([2, 0])).dense.shape == [2, 0])
  }

  @Test func `a NaN is no zero`() {
    #expect(SparseRows(Tensor([[0, .nan]])).columns == [1])
  }

  @Test("Wide rows are read the same", arguments: [15, 16, 17, 31, 32, 33, 100])
  func wideRows(width: Int) {
    var random = RandomStream(seed: UInt64(width))
    let x = random.sparse([7, width])
    #expect(SparseRows(x).dense == x)
  }

  @Test(
    "Products have the bits of dense ones, and right derivatives", arguments: 0..<8 as Range<UInt64>
  )
  func products(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let shape = random.shape(rank: 2...2, extents: 1...6)
    let x = random.sparse(shape)
    let sparse = SparseRows(x)
    let width = random.whole(1...5)
    let (weights, bias) = (random.normals([shape[1], width]), random.normals([width]))
    let rows = random.normals([shape[0], width])
    #expect(matmul(sparse, weights) == matmul(x, weights))
    #expect(
      matmul(sparse, rows, transposingFirst: true) == matmul(x, rows, transposingFirst: true))
    for activation in [FusedActivation.none, .relu] {
      #expect(
        affine(sparse, weights, bias, activation: activation)
          == affine(x, weights, bias, activation: activation))
    }
    func product(_ b: DoubleArray) -> DoubleArray {
      let a = DoubleArray(x)
      return DoubleArray(shape: [a.shape[0], b.shape[1]]) { index in
        (0..<a.shape[1]).reduce(0) { $0 + a[[index[0], $1]] * b[[$1, index[1]]] }
      }
    }
    expectDerivatives(
      ofLinear: { matmul(sparse, $0[0]) }, matching: { product($0[0]) }, at: [weights], seed: seed)
    expectDerivatives(
      ofLinear: { affine(sparse, $0[0], $0[1]) }, matching: { product($0[0]) + $0[1] },
      at: [weights, bias], seed: seed)
    if (product(DoubleArray(weights)) + DoubleArray(bias)).values.allSatisfy({ $0.magnitude > 0.01 }
    ) {
      expectDerivatives(
        ofLinear: { affine(sparse, $0[0], $0[1], activation: .relu) },
        matching: { (product($0[0]) + $0[1]).map { max(0, $0) } }, at: [weights, bias], seed: seed)
    }
  }

  @Test func `large products have the bits of dense ones`() {
    var random = RandomStream(seed: 8)
    let x = random.sparse([33, 300])
    let (weights, bias) = (random.normals([300, 50]), random.normals([50]))
    let sparse = SparseRows(x)
    #expect(
      affine(sparse, weights, bias, activation: .relu)
        == affine(x, weights, bias, activation: .relu))
    let ofSparse = gradient(at: weights) { square(matmul(sparse, $0)).sum() }
    #expect(ofSparse == gradient(at: weights) { square(matmul(x, $0)).sum() })
  }

  @Test func `bad parts trap and are shown`() async {
    let entry = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseRows(shape: [2, 3], entries: [(0, 1, 1), (1, 3, 1)])
    }
    #expect(standardError(of: entry).contains("entry 1, at [1, 3], lies outside [2, 3]"))
    let column = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseRows(shape: [1, 3], offsets: [0, 1], columns: [-1], values: [1])
    }
    #expect(standardError(of: column).contains("entry 0 is in column -1, outside 0 ..< 3"))
    let offsets = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SparseRows(shape: [2, 3], offsets: [0, 2, 1], columns: [0], values: [1])
    }
    #expect(standardError(of: offsets).contains("offsets must be 3"))
    let shape = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = matmul(SparseRows(Tensor.ones([2, 3])), .zeros([2, 3]))
    }
    #expect(standardError(of: shape).contains("[2, 3] (sparse) and [2, 3] don't fit"))
  }
}

extension RandomStream {
  /// A matrix with a fifth of its numbers not zero.
  fileprivate mutating func sparse(_ shape: Shape) -> Tensor {
    let values = (0..<shape.elementCount).map { _ -> Float in
      Float.uniform(using: &self) < 0.2 ? 2 * Float.uniform(using: &self) - 1 : 0
    }
    return Tensor(values, shape: shape)
  }
}
