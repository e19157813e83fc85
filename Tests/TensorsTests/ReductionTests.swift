import RandomStreams
import Tensors
import Testing

@Suite struct ReductionTests {
  /// Up to four axes, any of which are reduced; with seeds from 12 on some extents are 0.
  @Test(arguments: ReductionOperation.all, 0..<16 as Range<UInt64>)
  func `reductions agree with double precision, and so do their derivatives`(
    operation: ReductionOperation, seed: UInt64
  ) {
    var random = RandomStream(seed: seed).child(operation.name)
    let smallest = seed >= 12 && operation.isDefinedForNothing ? 0 : 1
    let shape = random.shape(rank: 1...4, extents: smallest...3)
    let axes = random.axes(of: shape)
    let keeps = seed % 2 == 0
    let x = random.distinct(shape)
    let exact = DoubleArray(x).reduced(along: axes, keepingAxes: keeps, operation.double)
    let result = operation.tensor(x, axes, keeps)
    #expect(Array(result.shape) == exact.shape)
    expectClose([result], [exact.values], relative: 1e-6)
    // Most are linear.
    expectDerivatives(
      ofLinear: { operation.tensor($0[0], axes, keeps) },
      matching: { $0[0].reduced(along: axes, keepingAxes: keeps, operation.double) }, at: [x],
      seed: seed)
  }

  @Test func `reductions by hand`() {
    let x = Tensor([[1, 2, 3], [4, 5, 9]])
    #expect(x.sum() == Tensor(24) && x.mean() == Tensor(4))
    #expect(x.sum(along: 0) == Tensor([5, 7, 12]) && x.sum(along: 1) == Tensor([6, 18]))
    #expect(x.sum(along: -1, keepingAxes: true) == Tensor([[6], [18]]))
    #expect(x.sum(along: 0, 1, keepingAxes: true) == Tensor([[24]]))
    #expect(x.sum(along: 1, 1) == x.sum(along: 1), "an axis named twice is summed once")
    #expect(x.mean(along: 0) == Tensor([2.5, 3.5, 6]))
    #expect(x.variance(along: 0) == Tensor([2.25, 2.25, 9]))
    #expect(x.max() == Tensor(9) && x.min() == Tensor(1))
    #expect(x.max(along: 0) == Tensor([4, 5, 9]) && x.min(along: 1) == Tensor([1, 4]))
    #expect(Tensor(3).sum() == Tensor(3) && Tensor(3).max() == Tensor(3))
  }

  @Test func `the sum of nothing is 0, its mean is NaN`() {
    let nothing = Tensor.zeros([0, 2])
    #expect(nothing.sum() == Tensor(0) && nothing.sum(along: 0) == Tensor([0, 0]))
    #expect(nothing.sum(along: 1).shape == [0])
    #expect(nothing.mean().scalar.isNaN)
    #expect(nothing.max(along: 1).shape == [0])
    #expect(gradient(at: nothing) { $0.sum() } == nothing)
  }

  @Test func `not a number is the largest and the smallest of all`() {
    let x = Tensor([[1, .nan, 3], [1, 2, 3]])
    #expect(x.max(along: 1).scalars[0].isNaN && x.min(along: 1).scalars[0].isNaN)
    #expect(x.max(along: 1).scalars[1] == 3 && x.min(along: 1).scalars[1] == 1)
    #expect(x.max(along: 0).scalars[1].isNaN)
  }

  @Test func `equal extremes share the gradient`() {
    let x = Tensor([[1, 3, 3], [2, 2, 2]])
    let largest = gradient(at: x) { $0.max(along: 1).sum() }
    #expect(largest == Tensor([[0, 0.5, 0.5], [1.0 / 3, 1.0 / 3, 1.0 / 3]]))
    #expect(gradient(at: x) { $0.min() } == Tensor([[1, 0, 0], [0, 0, 0]]))
  }

  @Test func `argmax finds the first of the largest along any axis`() {
    let x = Tensor([[1, 3, 3], [4, 2, 3]])
    #expect(x.argmax() == [1, 0] && x.argmax(along: 0) == [1, 0, 0])
    #expect(Tensor([-.infinity, -.infinity]).argmax() == [0])
    #expect(Tensor([1, .nan, 9]).argmax() == [1])
    let deep = Tensor((0..<24).map { Float(($0 * 7) % 24) }, shape: [2, 3, 4])
    for axis in 0..<3 {
      let exact = DoubleArray(deep).reduced(along: [axis]) { values in
        Double(values.indices.max { values[$0] < values[$1] } ?? -1)
      }
      #expect(deep.argmax(along: axis).map { Double($0) } == exact.values)
    }
  }

  @Test func `a sum is added up in the same order wherever its numbers stand`() {
    var random = RandomStream(seed: 3)
    let x = random.normals([3, 1000])
    let rows = (0..<3).map { row in Tensor((0..<1000).map { x[row, $0] }).sum().scalar }
    #expect(x.sum(along: 1).scalars == rows)
    #expect(x.sum() == x.reshaped(to: [3000]).sum())
    #expect(x.sum(along: 1, 0) == x.sum(along: 0, 1))
  }

  /// The fixed tree adds 10⁶ / 16 numbers in a row: relative error below 62,500 · 2⁻²⁴ = 0.4 %, and
  /// in practice far below.
  @Test func `long sums lose little`() {
    let mean = Tensor(repeating: 0.1, shape: [1000, 1000]).mean().scalar
    #expect((mean - 0.1).magnitude < 1e-4)
  }

  @Test func `what can't be reduced traps and is shown`() async {
    let axis = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).sum(along: 2)
    }
    #expect(standardError(of: axis).contains("sum: shape [2, 3] has no axis 2"))
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 0]).max(along: 1)
    }
    #expect(standardError(of: none).contains("max: shape [2, 0] has no elements"))
    let index = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 0]).argmax()
    }
    #expect(standardError(of: index).contains("argmax: shape [2, 0] has no elements"))
  }
}

// MARK: - Operations

struct ReductionOperation: Sendable, CustomTestStringConvertible {
  var name: String
  var tensor: @Sendable (Tensor, _ axes: [Int], _ keepingAxes: Bool) -> Tensor
  var double: @Sendable ([Double]) -> Double
  var isDefinedForNothing = false

  var testDescription: String { name }

  static let all = [
    Self(
      name: "sum", tensor: { $0.sum(along: $1, keepingAxes: $2) }, double: { $0.reduce(0, +) },
      isDefinedForNothing: true),
    Self(name: "mean", tensor: { $0.mean(along: $1, keepingAxes: $2) }, double: { mean($0) }),
    Self(
      name: "variance", tensor: { $0.variance(along: $1, keepingAxes: $2) },
      double: { values in mean(values.map { ($0 - mean(values)) * ($0 - mean(values)) }) }),
    Self(name: "max", tensor: { $0.max(along: $1, keepingAxes: $2) }, double: { $0.max() ?? .nan }),
    Self(name: "min", tensor: { $0.min(along: $1, keepingAxes: $2) }, double: { $0.min() ?? .nan }),
  ]
}

private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

extension RandomStream {
  /// Some of the axes, at least one, in any order, some counted from the end.
  fileprivate mutating func axes(of shape: Shape) -> [Int] {
    let count = 1 + Int.uniform(below: shape.rank, using: &self)
    return [Int].sampled(count, outOf: shape.rank, using: &self).map { axis in
      Int.uniform(below: 2, using: &self) == 0 ? axis : axis - shape.rank
    }
  }
}
