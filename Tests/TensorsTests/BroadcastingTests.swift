import RandomStreams
import Tensors
import Testing

@Suite struct BroadcastingTests {
  /// All pairs of shapes of up to three axes with extents 0 to 3 that fit.
  @Test func `each pair of shapes that fit gives what the definition says`() {
    let shapes = (0...3).flatMap { rank in
      DoubleArray.indices(of: Array(repeating: 4, count: rank))
    }
    var fitting = 0
    for left in shapes {
      for right in shapes where fit(left, right) {
        fitting += 1
        let a = counting(left, from: 1)
        let b = counting(right, from: 1000)
        let expected = DoubleArray(a) - DoubleArray(b)
        let result = a - b
        #expect(Array(result.shape) == expected.shape)
        #expect(result.scalars.map { Double($0) } == expected.values, "\(left) and \(right)")
      }
    }
    #expect(fitting > shapes.count)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `shapes of up to seven axes`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let wide = random.shape(rank: 4...7, extents: 1...3)
    let a = random.normals(random.shape(broadcastingTo: wide))
    let b = random.normals(random.shape(broadcastingTo: wide))
    let expected = DoubleArray(a).combined(with: DoubleArray(b)) { Double(Float($0) * Float($1)) }
    #expect((a * b).scalars.map { Double($0) } == expected.values)
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `broadcast repeats, and its gradient adds up`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let wide = random.shape(rank: 0...5, extents: seed == 7 ? 0...3 : 1...3)
    let x = random.normals(random.shape(broadcastingTo: wide))
    expectDerivatives(
      ofLinear: { $0[0].broadcast(to: wide) },
      matching: { inputs in DoubleArray(shape: Array(wide)) { inputs[0][$0] } }, at: [x],
      seed: seed)
  }

  @Test func `broadcast by hand`() {
    #expect(Tensor([1, 2]).broadcast(to: [2, 2]) == Tensor([[1, 2], [1, 2]]))
    #expect(Tensor([[1], [2]]).broadcast(to: [2, 3]) == Tensor([[1, 1, 1], [2, 2, 2]]))
    #expect(Tensor(5).broadcast(to: [0, 3]) == .zeros([0, 3]))
    #expect(Tensor.zeros([0, 1]).broadcast(to: [0, 3]).shape == [0, 3])
    #expect(Tensor(-0.0).broadcast(to: [1]).scalars[0].sign == .minus)
  }

  @Test func `assigning operators give what the others do`() {
    let (a, row, column) = (Tensor([[1, 2], [3, 4]]), Tensor([10, 20]), Tensor([[1], [2]]))
    for other in [a, row, column, Tensor(2)] {
      var (sum, difference, product, quotient) = (a, a, a, a)
      sum += other
      difference -= other
      product *= other
      quotient /= other
      #expect(sum == a + other && difference == a - other)
      #expect(product == a * other && quotient == a / other)
    }
    var wider = row
    wider += column
    #expect(wider == row + column)
    var numbers = a
    numbers += 1
    numbers *= 2
    numbers -= 2
    numbers /= 2
    #expect(numbers == a)
  }

  @Test func `assigning operators leave copies alone, also copies of themselves`() {
    let original = Tensor([1, 2])
    var changed = original
    changed += original
    #expect(original == Tensor([1, 2]) && changed == Tensor([2, 4]))
    changed *= changed
    #expect(changed == Tensor([4, 16]))
  }

  @Test func `assigning operators are recorded`() {
    let slope = gradient(at: Tensor([1, 2])) { x in
      var sum = Tensor([0, 0])
      sum += x
      sum *= x
      sum -= x / 2
      sum /= Tensor(2)
      return sum.sum()
    }
    #expect(slope == Tensor([0.75, 1.75]))
  }

  @Test func `shapes that don't fit trap and are shown`() async {
    let plus = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]) + Tensor.zeros([2])
    }
    #expect(standardError(of: plus).contains("+: shapes [2, 3] and [2] don't fit"))
    #expect(standardError(of: plus).contains("along axis −1 the extents are 3 and 2"))
    let divided = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([3]) / Tensor.zeros([4, 2, 1]) / Tensor.zeros([5, 1, 1])
    }
    #expect(standardError(of: divided).contains("/: shapes [4, 2, 3] and [5, 1, 1] don't fit"))
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = maximum(Tensor.zeros([0]), Tensor.zeros([2]))
    }
    #expect(standardError(of: empty).contains("maximum: shapes [0] and [2] don't fit"))
    let narrower = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Tensor.zeros([2, 3]).broadcast(to: [1, 3])
    }
    #expect(standardError(of: narrower).contains("shape [2, 3] can't be stretched to [1, 3]"))
  }

  private func fit(_ left: [Int], _ right: [Int]) -> Bool {
    zip(left.reversed(), right.reversed()).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
  }

  private func counting(_ shape: [Int], from start: Float) -> Tensor {
    let shape = Shape(shape)
    return Tensor((0..<shape.elementCount).map { start + Float($0) }, shape: shape)
  }
}
