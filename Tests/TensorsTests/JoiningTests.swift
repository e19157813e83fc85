import RandomStreams
import Tensors
import Testing

struct JoiningTests {
  private let a = Tensor([[1, 2], [3, 4]])
  private let b = Tensor([[5], [6]])

  @Test func `tensors one behind the other, by hand`() {
    #expect(concatenate([a, b], along: 1) == Tensor([[1, 2, 5], [3, 4, 6]]))
    #expect(concatenate([a, a], along: -2) == Tensor([[1, 2], [3, 4], [1, 2], [3, 4]]))
    #expect(concatenate([a, .zeros([0, 2])], along: 0) == a)
    #expect(concatenate([a], along: 0) == a)
    #expect(stack([Tensor([1, 2]), Tensor([3, 4])]) == a)
    #expect(stack([Tensor([1, 3]), Tensor([2, 4])], along: 1) == a)
    #expect(stack([Tensor(1), Tensor(2)], along: -1) == Tensor([1, 2]))
    #expect(stack([Tensor.zeros([0]), Tensor.zeros([0])]).shape == [2, 0])
  }

  @Test func `splitting is the way back`() {
    let x = Tensor([[1, 2, 3, 4], [5, 6, 7, 8]])
    let parts = x.split(into: 2, along: 1)
    #expect(parts == [Tensor([[1, 2], [5, 6]]), Tensor([[3, 4], [7, 8]])])
    #expect(concatenate(parts, along: 1) == x)
  }

  @Test("Joins along any axis: values and derivatives", arguments: 0..<12 as Range<UInt64>)
  func derivatives(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let shape = random.shape(rank: 1...4, extents: 1...3)
    let axis = Int.uniform(below: shape.rank, using: &random)
    let parts = (0..<3).map { _ in
      var part = shape
      part[axis] = random.whole(1...3)
      return random.normals(part)
    }
    expectDerivatives(
      ofLinear: { concatenate($0, along: axis - shape.rank) },
      matching: { parts in
        var result = parts[0].shape
        result[axis] = parts.reduce(0) { $0 + $1.shape[axis] }
        return DoubleArray(shape: result) { index in
          var (index, part) = (index, 0)
          while index[axis] >= parts[part].shape[axis] {
            index[axis] -= parts[part].shape[axis]
            part += 1
          }
          return parts[part][index]
        }
      }, at: parts, seed: seed)
    let equal = (0..<3).map { _ in random.normals(shape) }
    let place = random.whole(0...shape.rank)
    expectDerivatives(
      ofLinear: { stack($0, along: place) },
      matching: { parts in
        var result = parts[0].shape
        result.insert(3, at: place)
        return DoubleArray(shape: result) { index in
          var index = index
          return parts[index.remove(at: place)][index]
        }
      }, at: equal, seed: seed)
  }

  @Test("A tensor that is joined with itself gets both gradients")
  func sharedInputs() {
    let x = Tensor([1, 2])
    let found = gradient(at: x) {
      (concatenate([$0, 3 * $0], along: 0) * Tensor([1, 2, 3, 4])).sum()
    }
    #expect(found == Tensor([10, 14]))
  }

  @Test func `what doesn't fit traps and shows both shapes`() async {
    let shapes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = concatenate([.zeros([2, 3]), .zeros([3, 3])], along: 1)
    }
    #expect(standardError(of: shapes).contains("tensor 0 has shape [2, 3], tensor 1 [3, 3]"))
    let ranks = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = concatenate([.zeros([2, 3]), .zeros([2])], along: 1)
    }
    #expect(standardError(of: ranks).contains("tensor 0 has shape [2, 3], tensor 1 [2]"))
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = stack([])
    }
    #expect(standardError(of: none).contains("stack: no tensors"))
    let parts = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).split(into: 2, along: 1)
    }
    #expect(standardError(of: parts).contains("[2, 3] can't be split into 2"))
  }
}
