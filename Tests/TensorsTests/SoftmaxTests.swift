import PortableMath
import RandomStreams
import Tensors
import Testing

@Suite struct SoftmaxTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func `softmax along any axis, and its derivatives`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (x, axis) = random.operand(seed)
    expectDerivatives(
      of: { softmax($0[0], along: axis) },
      matching: { exponentials($0[0]) / sums(exponentials($0[0]), axis) }, at: [x], seed: seed)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `logSoftmax along any axis, and its derivatives`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (x, axis) = random.operand(seed)
    expectDerivatives(
      of: { logSoftmax($0[0], along: axis) },
      matching: { $0[0] - sums(exponentials($0[0]), axis).map { .log($0) } }, at: [x], seed: seed)
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `logSumExp along any axis, and its derivatives`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (x, axis) = random.operand(seed)
    let keeps = seed % 2 == 0
    expectDerivatives(
      of: { $0[0].logSumExp(along: axis, keepingAxes: keeps) },
      matching: { inputs in
        inputs[0].reduced(along: [axis], keepingAxes: keeps) { values in
          .log(values.reduce(0) { $0 + .exp($1) })
        }
      }, at: [x], seed: seed)
    #expect(logSumExp(x, along: axis) == x.logSumExp(along: axis))
  }

  @Test func `a row of one has all the probability`() {
    let x = Tensor([[3], [-700]])
    #expect(softmax(x) == Tensor([[1], [1]]) && logSoftmax(x) == Tensor([[0], [0]]))
    #expect(x.logSumExp() == Tensor([3, -700]))
    #expect(gradient(at: x) { (softmax($0) * 5).sum() } == .zeros([2, 1]))
  }

  @Test func `no rows, no results`() {
    let x = Tensor.zeros([0, 3])
    #expect(softmax(x) == x && logSoftmax(x) == x && x.logSumExp() == .zeros([0]))
    #expect(gradient(at: x) { softmax($0).sum() } == x)
  }

  @Test func `great logits don't overflow, −∞ is impossible`() {
    let great = Tensor([1000, 1000, -1000])
    #expect(softmax(great) == Tensor([0.5, 0.5, 0]))
    #expect(logSoftmax(great).scalars[2] == Float(-2000 - Double.log(2)))
    #expect(great.logSumExp().scalar == Float(1000 + Double.log(2)))
    let masked = Tensor([0, -.infinity, 0])
    #expect(softmax(masked) == Tensor([0.5, 0, 0.5]))
    #expect(Tensor([-.infinity, -.infinity]).logSumExp().scalar == -.infinity)
    #expect(gradient(at: masked) { softmax($0).scalarSum(of: [0]) } == Tensor([0.25, 0, -0.25]))
  }

  /// Rows add up to 1 within n roundings of numbers below 1.
  @Test(arguments: [1, 2, 15, 16, 17, 100, 1000])
  func `probabilities add up to 1`(count: Int) {
    var random = RandomStream(seed: 5)
    let sums = softmax(random.normals([7, count]) * 3).sum(along: -1)
    for sum in sums.scalars {
      #expect((sum - 1).magnitude <= Float(count) * .ulpOfOne / 2 + .ulpOfOne)
    }
  }

  @Test func `axes that don't exist trap and are shown`() async {
    let none = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = softmax(Tensor(3))
    }
    #expect(standardError(of: none).contains("softmax: shape [] has no axis -1"))
  }
}

@Suite struct CrossEntropyTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `cross-entropy and its derivatives`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let shape = random.shape(rank: 1...3, extents: 1...4)
    let targets = random.indices(shape.dropLast().reduce(1, *), below: shape[shape.rank - 1])
    expectDerivatives(
      of: { crossEntropy($0[0], targets: targets) },
      matching: { inputs in
        let x = inputs[0]
        let total = sums(exponentials(x), -1).map { .log($0) }
        var row = -1
        return DoubleArray(shape: x.shape.dropLast()) { index in
          row += 1
          return total[index + [0]] - x[index + [targets[row]]]
        }
      }, at: [random.normals(shape)], seed: seed)
  }

  @Test func `sure and right costs nothing, sure and wrong the difference of logits`() {
    let logits = Tensor([[200, 0], [200, 0]])
    #expect(crossEntropy(logits, targets: [0, 1]) == Tensor([0, 200]))
    #expect(crossEntropy(.zeros([0, 5]), targets: []) == .zeros([0]))
  }

  @Test func `it is minus the logarithm of softmax`() {
    var random = RandomStream(seed: 9)
    let logits = random.normals([20, 7])
    let targets = random.indices(20, below: 7)
    let losses = crossEntropy(logits, targets: targets)
    let logs = logSoftmax(logits)
    for (row, target) in targets.enumerated() {
      #expect((losses[row] + logs[row, target]).magnitude < 1e-6)
    }
  }

  @Test func `targets that don't fit trap and are shown`() async {
    let few = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([2, 3]), targets: [1])
    }
    #expect(standardError(of: few).contains("1 targets for logits of shape [2, 3]"))
    let great = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = crossEntropy(.zeros([2, 3]), targets: [1, 3])
    }
    #expect(
      standardError(of: great).contains("crossEntropy: index 3, at place 1, lies outside 0 ..< 3"))
  }
}

@Suite struct NormalizationTests {
  /// Rows spread by 1 or more have derivatives of at most some 1/deviation; with ε = 0.1 they are far from singular.
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `normalization and its derivatives`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let x = random.distinct(random.shape(rank: 1...3, extents: 1...4), by: 0.5)
    let epsilon = 0.1 as Float
    expectDerivatives(
      of: { layerNormalized($0[0], epsilon: epsilon) },
      matching: { inputs in
        let x = inputs[0]
        let count = Double(x.shape[x.shape.count - 1])
        let centered = x - sums(x, -1).map { $0 / count }
        let variance = sums(centered * centered, -1).map { $0 / count }
        return centered / variance.map { ($0 + Double(epsilon)).squareRoot() }
      }, at: [x], seed: seed, roundings: 128)
  }

  @Test func `rows get mean 0 and variance 1, equal numbers 0`() {
    var random = RandomStream(seed: 1)
    let rows = layerNormalized(random.normals([4, 100]) * 30 + 7)
    for mean in rows.mean(along: 1).scalars { #expect(mean.magnitude < 1e-6) }
    for variance in rows.variance(along: 1).scalars { #expect((variance - 1).magnitude < 1e-5) }
    #expect(layerNormalized(Tensor([[2, 2], [5, 5]])) == .zeros([2, 2]))
    #expect(layerNormalized(.zeros([0, 3])) == .zeros([0, 3]))
  }
}

// MARK: - Reference

private func exponentials(_ x: DoubleArray) -> DoubleArray { x.map { .exp($0) } }

private func sums(_ x: DoubleArray, _ axis: Int) -> DoubleArray {
  x.reduced(along: [axis], keepingAxes: true) { $0.reduce(0, +) }
}

extension RandomStream {
  /// A tensor with an axis of it, which is often the last.
  fileprivate mutating func operand(_ seed: UInt64) -> (Tensor, axis: Int) {
    let shape = shape(rank: 1...4, extents: seed == 11 ? 0...3 : 1...3)
    return (normals(shape), seed % 2 == 0 ? -1 : Int.uniform(below: shape.rank, using: &self))
  }
}

extension Tensor {
  /// The sum of some elements.
  fileprivate func scalarSum(of indices: [Int]) -> Tensor {
    let chosen = self.scalars.indices.map { indices.contains($0) ? 1 as Float : 0 }
    return (self * Tensor(chosen, shape: shape)).sum()
  }
}
