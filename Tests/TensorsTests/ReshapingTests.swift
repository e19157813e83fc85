import RandomStreams
import Tensors
import Testing

struct ReshapingTests {
  @Test func `the numbers keep their row-major order`() {
    let x = Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(x.reshaped(to: [3, 2]) == Tensor([[1, 2], [3, 4], [5, 6]]))
    #expect(x.reshaped(to: [-1]).shape == [6])
    #expect(x.reshaped(to: [3, -1, 1]).shape == [3, 2, 1])
    #expect(Tensor.zeros([4, 3, 2]).flattened().shape == [4, 6])
    #expect(Tensor.zeros([4, 3, 2]).flattened(from: 0).shape == [24])
    #expect(Tensor.zeros([4]).flattened().shape == [4, 1])
    #expect(x.expandingAxis(at: 1).shape == [2, 1, 3])
    #expect(x.expandingAxis(at: -1).shape == [2, 3, 1])
    #expect(x.expandingAxis(at: -1).squeezingAxis(at: 2) == x)
    #expect(Tensor(7).reshaped(to: [1, 1])[0, 0] == 7)
  }

  @Test func `empty tensors can be reshaped`() {
    #expect(Tensor.zeros([0, 3]).reshaped(to: [3, 0]).shape == [3, 0])
    #expect(Tensor.zeros([0, 3]).reshaped(to: [-1, 3]).shape == [0, 3])
    #expect(Tensor.zeros([0, 3]).transposed().shape == [3, 0])
    #expect(Tensor.zeros([0, 3, 2]).permuted([2, 0, 1]).shape == [2, 0, 3])
    #expect(Tensor.zeros([0, 3]).flattened().shape == [0, 3])
  }

  @Test func `rows become columns`() {
    let x = Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(x.transposed() == Tensor([[1, 4], [2, 5], [3, 6]]))
    let batch = stack([x, 10 * x])
    #expect(batch.transposed() == stack([x.transposed(), 10 * x.transposed()]))
  }

  @Test("Axes in any order, values and derivatives", arguments: 0..<24 as Range<UInt64>)
  func permutations(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let shape = random.shape(rank: 1...5, extents: 1...4)
    let axes = [Int].permutation(of: shape.rank, using: &random)
    let x = random.normals(shape)
    expectDerivatives(
      ofLinear: { $0[0].permuted(axes) },
      matching: { Self.permuted($0[0], axes) }, at: [x], seed: seed)
    #expect(DoubleArray(x.permuted(axes)) == Self.permuted(DoubleArray(x), axes))
  }

  private static func permuted(_ x: DoubleArray, _ axes: [Int]) -> DoubleArray {
    DoubleArray(shape: axes.map { x.shape[$0] }) { index in
      var original = index
      for (place, axis) in axes.enumerated() { original[axis] = index[place] }
      return x[original]
    }
  }

  @Test("Large matrices are transposed too, whatever their size", arguments: [1, 7, 16, 33, 100])
  func largeTransposes(rows: Int) {
    var random = RandomStream(seed: 3)
    let x = random.normals([2, rows, 65])
    let y = x.transposed()
    for (item, row, column) in [(0, 0, 64), (1, rows - 1, 64), (1, rows / 2, 31)] {
      #expect(y[item, column, row] == x[item, row, column])
    }
    #expect(y.transposed() == x)
  }

  @Test("Reshaping passes gradients on", arguments: 0..<4 as Range<UInt64>)
  func reshapingGradients(seed: UInt64) {
    var random = RandomStream(seed: seed)
    expectDerivatives(
      ofLinear: {
        $0[0].reshaped(to: [-1, 2]).expandingAxis(at: 1).squeezingAxis(at: 1).flattened()
      },
      matching: {
        var y = $0[0]
        y.shape = [6, 2]
        return y
      }, at: [random.normals([3, 4])], seed: seed)
  }

  @Test func `what can't be reshaped traps and shows both shapes`() async {
    let wrongCount = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = Tensor.zeros([2, 3]).reshaped(to: [4, 2])
    }
    #expect(standardError(of: wrongCount).contains("[2, 3] has 6 elements, [4, 2] has 8"))
    let noExtent = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).reshaped(to: [4, -1])
    }
    #expect(standardError(of: noExtent).contains("[4, -1]"))
    let twice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).permuted([0, 0])
    }
    #expect(standardError(of: twice).contains("permuted: [0, 0] names axis 0 twice"))
  }
}
