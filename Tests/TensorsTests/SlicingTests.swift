import RandomStreams
import Tensors
import Testing

struct SlicingTests {
  private let x = Tensor([[1, 2, 3], [4, 5, 6]])

  @Test func `slices, single indices and padding, by hand`() {
    #expect(x.slice(1..<3, along: 1) == Tensor([[2, 3], [5, 6]]))
    #expect(x.slice(1..<2, along: 0) == Tensor([[4, 5, 6]]))
    #expect(x.slice(0..<0, along: -1).shape == [2, 0])
    #expect(x.at(1, along: 0) == Tensor([4, 5, 6]))
    #expect(x.at(2, along: -1) == Tensor([3, 6]))
    #expect(x.padded(before: 1, along: 0) == Tensor([[0, 0, 0], [1, 2, 3], [4, 5, 6]]))
    #expect(x.padded(by: 1, along: 1) == Tensor([[0, 1, 2, 3, 0], [0, 4, 5, 6, 0]]))
    #expect(Tensor.zeros([0, 2]).padded(after: 2, along: 0) == .zeros([2, 2]))
  }

  @Test func `reversal and running sums, by hand`() {
    #expect(x.reversed(along: 0) == Tensor([[4, 5, 6], [1, 2, 3]]))
    #expect(x.reversed(along: 1) == Tensor([[3, 2, 1], [6, 5, 4]]))
    #expect(x.cumulativeSum(along: 1) == Tensor([[1, 3, 6], [4, 9, 15]]))
    #expect(x.cumulativeSum(along: 0) == Tensor([[1, 2, 3], [5, 7, 9]]))
    #expect(Tensor.zeros([2, 0]).cumulativeSum(along: 1).shape == [2, 0])
  }

  @Test("Each along any axis: values and derivatives", arguments: 0..<16 as Range<UInt64>)
  func derivatives(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let inputs = [random.normals(random.shape(rank: 1...4))]
    let shape = inputs[0].shape
    let axis = Int.uniform(below: shape.rank, using: &random)
    let start = Int.uniform(below: shape[axis], using: &random)
    let end = random.whole(start...shape[axis])
    expectDerivatives(
      ofLinear: { $0[0].slice(start..<end, along: axis) },
      matching: { $0[0].moved(along: axis, extent: end - start) { $0 + start } }, at: inputs,
      seed: seed)
    expectDerivatives(
      ofLinear: { $0[0].at(start, along: axis - shape.rank) },
      matching: {
        var part = $0[0].moved(along: axis, extent: 1) { _ in start }
        part.shape.remove(at: axis)
        return part
      }, at: inputs, seed: seed)
    expectDerivatives(
      ofLinear: { $0[0].padded(before: start, after: end, along: axis) },
      matching: {
        let x = $0[0]
        return x.moved(along: axis, extent: start + x.shape[axis] + end) { $0 - start }
      }, at: inputs, seed: seed)
    expectDerivatives(
      ofLinear: { $0[0].reversed(along: axis) },
      matching: {
        let x = $0[0]
        return x.moved(along: axis, extent: x.shape[axis]) { x.shape[axis] - 1 - $0 }
      }, at: inputs, seed: seed)
    expectDerivatives(
      ofLinear: { $0[0].cumulativeSum(along: axis) },
      matching: {
        let x = $0[0]
        return DoubleArray(shape: x.shape) { index in
          (0...index[axis]).reduce(0) { sum, place in
            var other = index
            other[axis] = place
            return sum + x[other]
          }
        }
      }, at: inputs, seed: seed)
  }

  @Test func `what lies outside traps and shows the shape`() async {
    let slice = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).slice(1..<4, along: 1)
    }
    #expect(standardError(of: slice).contains("slice: 1..<4 lies outside axis 1 of shape [2, 3]"))
    let at = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).at(-1, along: 0)
    }
    #expect(standardError(of: at).contains("at: index -1 lies outside axis 0 of shape [2, 3]"))
    let axis = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).padded(by: 1, along: 2)
    }
    #expect(standardError(of: axis).contains("shape [2, 3] has no axis 2"))
  }
}

extension DoubleArray {
  /// The array with another extent along an axis, where `source` says from which index each comes; outside there are
  /// zeros.
  fileprivate func moved(along axis: Int, extent: Int, _ source: (Int) -> Int) -> DoubleArray {
    var result = shape
    result[axis] = extent
    return DoubleArray(shape: result) { index in
      var index = index
      index[axis] = source(index[axis])
      return shape[axis] > index[axis] && index[axis] >= 0 ? self[index] : 0
    }
  }
}
