import RandomStreams
import Tensors
import Testing

struct GatheringTests {
  private let x = Tensor([[1, 2, 3], [4, 5, 6]])

  @Test func `rows, elements and one-hot rows, by hand`() {
    #expect(x.rows(at: [1, 0, 1]) == Tensor([[4, 5, 6], [1, 2, 3], [4, 5, 6]]))
    #expect(x.rows(at: []).shape == [0, 3])
    #expect(Tensor([7, 8, 9]).rows(at: [2, 2]) == Tensor([9, 9]))
    #expect(x.elements(at: [2, 0]) == Tensor([3, 4]))
    #expect(Tensor([7, 8, 9]).elements(at: [1]) == Tensor(8))
    #expect(Tensor.zeros([0, 3]).elements(at: []).shape == [0])
    #expect(oneHot([2, 0], count: 3) == Tensor([[0, 0, 1], [1, 0, 0]]))
    #expect(oneHot([], count: 3).shape == [0, 3])
  }

  @Test func `a row that is taken twice gets both gradients`() {
    let found = gradient(at: x) { table in
      (table.rows(at: [1, 1]) * Tensor([[1, 2, 3], [10, 20, 30]])).sum()
    }
    #expect(found == Tensor([[0, 0, 0], [11, 22, 33]]))
  }

  @Test("Rows and elements: values and derivatives", arguments: 0..<12 as Range<UInt64>)
  func derivatives(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let inputs = [random.normals(random.shape(rank: 1...4))]
    let shape = inputs[0].shape
    let rows = random.indices(random.whole(0...6), below: shape[0])
    expectDerivatives(
      ofLinear: { $0[0].rows(at: rows) },
      matching: {
        let x = $0[0]
        return DoubleArray(shape: [rows.count] + x.shape.dropFirst()) {
          x[[rows[$0[0]]] + $0.dropFirst()]
        }
      }, at: inputs, seed: seed)
    let rowCount = shape.dropLast().reduce(1, *)
    let elements = random.indices(rowCount, below: shape[shape.rank - 1])
    expectDerivatives(
      ofLinear: { $0[0].elements(at: elements) },
      matching: {
        let x = $0[0]
        return DoubleArray(shape: Array(x.shape.dropLast())) { index in
          let row = zip(index, x.shape).reduce(0) { $0 * $1.1 + $1.0 }
          return x[index + [elements[row]]]
        }
      }, at: inputs, seed: seed)
  }

  @Test func `bad indices trap and are shown`() async {
    let row = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).rows(at: [0, 2])
    }
    #expect(standardError(of: row).contains("rows(at:): index 2, at place 1, lies outside 0 ..< 2"))
    let element = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).elements(at: [0, -1])
    }
    #expect(standardError(of: element).contains("index -1, at place 1, lies outside 0 ..< 3"))
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).elements(at: [0])
    }
    #expect(standardError(of: count).contains("1 indices for the 2 rows of [2, 3]"))
    let hot = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = oneHot([3], count: 3)
    }
    #expect(standardError(of: hot).contains("oneHot: index 3"))
  }
}
