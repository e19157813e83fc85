import Tensors
import Testing

@Suite struct TensorTests {
  @Test func `a tensor is made of numbers`() {
    #expect(Tensor(3).shape == [] && Tensor(3).scalar == 3 && Tensor(3).rank == 0)
    #expect(Tensor([1, 2]).shape == [2] && Tensor([1, 2]).scalars == [1, 2])
    let matrix = Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(matrix.shape == [2, 3] && matrix.count == 6 && matrix.rank == 2)
    #expect(matrix == Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3]))
    #expect(Tensor.ones([2, 1]).scalars == [1, 1] && Tensor.zeros([2]).scalars == [0, 0])
    #expect(Tensor(repeating: 2.5, shape: [3]).scalars == [2.5, 2.5, 2.5])
    #expect(Tensor([] as [Float]).shape == [0] && Tensor([[]] as [[Float]]).shape == [1, 0])
  }

  @Test func `subscripts read and change one number`() {
    var x = Tensor([[1, 2, 3], [4, 5, 6]])
    #expect(x[0, 2] == 3 && x[1, 0] == 4)
    x[1, 0] = 9
    #expect(x == Tensor([[1, 2, 3], [9, 5, 6]]))
    #expect(Tensor(4)[] == 4)
  }

  @Test func `copies are independent`() {
    let original = Tensor([1, 2])
    var copy = original
    copy[0] = 5
    #expect(original == Tensor([1, 2]) && copy == Tensor([5, 2]))
    let second = copy
    copy.withMutableElements { $0[1] = 7 }
    #expect(second == Tensor([5, 2]) && copy == Tensor([5, 7]))
    let reshaped = copy.reshaped(to: [2, 1])
    copy[0] = 0
    #expect(reshaped == Tensor([[5], [7]]))
  }

  @Test func `equality is that of shapes and numbers`() {
    #expect(Tensor([1, 2]) != Tensor([[1, 2]]))
    #expect(Tensor([1, 2]) != Tensor([1, 3]))
    #expect(Tensor([.nan]) != Tensor([.nan]))
    #expect(Tensor([-0.0]) == Tensor([0]))
    #expect(Tensor.zeros([0, 2]) != Tensor.zeros([2, 0]))
  }

  @Test func `shapes are values with axes`() {
    let shape: Shape = [2, 3, 4]
    #expect(shape.rank == 3 && shape.elementCount == 24 && Array(shape) == [2, 3, 4])
    #expect(shape == Shape([2, 3, 4]) && shape != [2, 3] && shape != [2, 3, 4, 1])
    #expect(Set([shape, [2, 3, 4], []]).count == 2)
    #expect("\(shape)" == "[2, 3, 4]" && "\(Shape([]))" == "[]")
    #expect(([] as Shape).elementCount == 1 && ([3, 0] as Shape).elementCount == 0)
  }

  @Test func `elements can be read in place, and errors pass through`() {
    struct Refusal: Error {}
    let x = Tensor([1, 2, 3])
    #expect(x.withElements { $0.reduce(0, +) } == 6)
    #expect(throws: Refusal.self) {
      try x.withElements { _ throws(Refusal) in throw Refusal() }
    }
  }

  @Test func `numbers that don't fit trap and are shown`() async {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2, 3], shape: [2, 2])
    }
    #expect(standardError(of: few).contains("3 numbers don't fill shape [2, 2]"))
    let ragged = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([[1, 2], [3]])
    }
    #expect(standardError(of: ragged).contains("row 0 has 2 numbers, row 1 has 1"))
    let many = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor([1, 2]).scalar
    }
    #expect(standardError(of: many).contains("scalar: shape [2] has 2 elements"))
    let axes = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Shape([1, 1, 1, 1, 1, 1, 1, 1])
    }
    #expect(standardError(of: axes).contains("at most 7 axes"))
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, -1])
    }
    #expect(standardError(of: negative).contains("[2, -1] has -1 at axis 1"))
  }

  @Test func `extents that can't be trap, and the shape is shown`() async {
    let negative = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var shape: Shape = [2, 3]
      shape[1] = -1
    }
    #expect(standardError(of: negative).contains("[2, 3] can't have -1 at axis 1"))
    let large = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var shape: Shape = [2, 3]
      shape[0] = 1 << 31
    }
    #expect(standardError(of: large).contains("[2, 3] can't have 2147483648 at axis 0"))
    let count = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let extent = Int(Int32.max)
      _ = Tensor.zeros([extent, extent, extent])
    }
    #expect(
      standardError(of: count).contains(
        "[2147483647, 2147483647, 2147483647] has more elements than can be counted"))
  }

  @Test func `indices outside trap and are shown`() async {
    let outside = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[1, 3]
    }
    #expect(
      standardError(of: outside).contains("index [1, 3] lies outside shape [2, 3], at axis 1"))
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3])[1]
    }
    #expect(standardError(of: few).contains("1 indices for shape [2, 3]"))
  }
}
