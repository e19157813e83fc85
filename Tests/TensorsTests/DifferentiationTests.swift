import PortableMath
import RandomStreams
import Tensors
import Testing

@Suite struct DifferentiationTests {
  @Test func `a gradient by hand`() {
    // f = Σ (a·b + b²): ∂a = b, ∂b = a + 2b.
    let result = valueAndGradient(at: Tensor([1, 2]), Tensor([3, 4])) { a, b in
      (a * b + square(b)).sum()
    }
    #expect(result.value.scalar == 36)
    #expect(result.gradient.0 == Tensor([3, 4]) && result.gradient.1 == Tensor([7, 10]))
  }

  @Test func `what is used twice gets both gradients`() {
    let slope = gradient(at: Tensor(3)) { x in
      let y = x * x
      return y * y + y + x
    }
    #expect(slope.scalar == 4 * 27 + 6 + 1)
  }

  @Test func `zeros where the value does not depend`() {
    let (a, b) = gradient(at: Tensor([1, 2]), Tensor([[3]])) { a, _ in a.sum() }
    #expect(a == .ones([2]) && b == .zeros([1, 1]))
    #expect(gradient(at: Tensor([1, 2])) { _ in Tensor(5) } == .zeros([2]))
    let constant = valueAndGradient(at: Tensor(1)) { _ in Tensor(5) }
    #expect(constant.value.scalar == 5 && constant.gradient.scalar == 0)
  }

  @Test func `the gradient of the identity is 1`() {
    #expect(gradient(at: Tensor(3)) { $0 }.scalar == 1)
    #expect(gradient(at: Tensor([[3]])) { $0 } == Tensor([[1]]))
    #expect(gradient(at: [Tensor(1), Tensor(2)]) { $0[1] } == [Tensor(0), Tensor(1)])
  }

  @Test func `nothing passes stopGradient`() {
    let slope = gradient(at: Tensor(3)) { x in x * stopGradient(x) + stopGradient(square(x)) }
    #expect(slope.scalar == 3)
  }

  @Test func `errors thrown inside come out`() {
    struct Refusal: Error, Equatable { let number: Int }
    #expect(throws: Refusal(number: 3)) {
      try gradient(at: Tensor(3)) { x throws(Refusal) in throw Refusal(number: Int(x.scalar)) }
    }
  }

  @Test func `results are plain tensors again`() {
    var (value, slope) = valueAndGradient(at: Tensor(3)) { square($0) }
    value[] = 1
    slope[] = 1
    #expect(value == slope)
  }

  @Test func `what is not one number traps`() async {
    let vector = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2])) { square($0) }
    }
    #expect(
      standardError(of: vector).contains("the function's value has shape [2], not one element"))
    let empty = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2])) { _ in .zeros([0, 2]) }
    }
    #expect(standardError(of: empty).contains("shape [0, 2]"))
  }

  @Test func `changing in place what is recorded traps`() async {
    let changed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = gradient(at: Tensor([1, 2])) { x in
        var y = tanh(x)
        y[0] = 3
        return y.sum()
      }
    }
    #expect(standardError(of: changed).contains("A result of tanh can't be changed in place"))
  }
}

@Suite struct NestedDifferentiationTests {
  @Test func `derivatives of x⁵ up to the fifth`() {
    let fifth = { (x: Tensor) in x * x * x * x * x }
    let derivatives = [
      gradient(at: Tensor(2), of: fifth),
      gradient(at: Tensor(2)) { gradient(at: $0, of: fifth) },
      gradient(at: Tensor(2)) { gradient(at: $0) { gradient(at: $0, of: fifth) } },
      gradient(at: Tensor(2)) {
        gradient(at: $0) { gradient(at: $0) { gradient(at: $0, of: fifth) } }
      },
      gradient(at: Tensor(2)) {
        gradient(at: $0) { gradient(at: $0) { gradient(at: $0) { gradient(at: $0, of: fifth) } } }
      },
    ]
    #expect(derivatives.map(\.scalar) == [80, 160, 240, 240, 120])
  }

  @Test func `derivatives of tanh up to the third`() {
    let y = Float(Double.tanh(0.5))
    let first = gradient(at: Tensor(0.5)) { tanh($0) }.scalar
    let second = gradient(at: Tensor(0.5)) { gradient(at: $0) { tanh($0) } }.scalar
    let third = gradient(at: Tensor(0.5)) {
      gradient(at: $0) { gradient(at: $0) { tanh($0) } }
    }.scalar
    #expect((first - (1 - y * y)).magnitude < 1e-6)
    #expect((second - -2 * y * (1 - y * y)).magnitude < 1e-6)
    #expect((third - (1 - y * y) * (6 * y * y - 2)).magnitude < 1e-6)
  }

  /// d/dx (x · d/dy (x + y)) = 1: the inner derivative must not see the outer variable (Siskind & Pearlmutter 2005,
  /// "perturbation confusion").
  @Test func `variables of nested gradients are not confused`() {
    let slope = gradient(at: Tensor(1)) { x in x * gradient(at: Tensor(1)) { y in x + y } }
    #expect(slope.scalar == 1)
  }

  @Test func `an inner gradient may depend on the outer variable, at a point that does not`() {
    // g(x) = d/dy (x² y³) at y = 2 is 12 x².
    let slope = gradient(at: Tensor(3)) { x in
      gradient(at: Tensor(2)) { y in square(x) * y * y * y }
    }
    #expect(slope.scalar == 72)
  }

  @Test func `an inner gradient that depends on nothing outside is constant outside`() {
    let slope = gradient(at: Tensor(3)) { x in x * gradient(at: Tensor(2)) { square($0) } }
    #expect(slope.scalar == 4)
  }

  @Test func `values and gradients of inner calls can both be used`() {
    // f = x³ + 3x² ⇒ f′ = 3x² + 6x.
    let slope = gradient(at: Tensor(2)) { x in
      let (value, slope) = valueAndGradient(at: x) { $0 * $0 * $0 }
      return value + slope
    }
    #expect(slope.scalar == 24)
  }

  /// WGAN-GP: (‖∇ₓ D(x)‖ − 1)² with D(x) = Σ tanh(W x), differentiated with respect to W (Gulrajani et al. 2017,
  /// arXiv:1704.00028), against differences in double precision.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `gradients of a gradient penalty`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let (weights, x) = (random.normals([3, 4]), random.normals([4]))
    let penalty = gradient(at: weights) { weights in
      let slope = gradient(at: x) { x in tanh((weights * x).sum(along: 1)).sum() }
      return square(sqrt(square(slope).sum()) - 1)
    }
    let point = x.scalars.map { Double($0) }
    func exact(_ weights: [Double]) -> Double {
      var slope = [Double](repeating: 0, count: 4)
      for row in 0..<3 {
        let y = Double.tanh((0..<4).reduce(0) { $0 + weights[row * 4 + $1] * point[$1] })
        for column in 0..<4 { slope[column] += (1 - y * y) * weights[row * 4 + column] }
      }
      let norm = slope.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return (norm - 1) * (norm - 1)
    }
    let values = weights.scalars.map { Double($0) }
    let expected = values.indices.map { index in
      var (above, below) = (values, values)
      above[index] += 1e-5
      below[index] -= 1e-5
      return (exact(above) - exact(below)) / 2e-5
    }
    expectClose([penalty], [expected], relative: 1e-5)
  }

  @Test func `stopGradient holds at each level`() {
    let slope = gradient(at: Tensor(3)) { x in stopGradient(gradient(at: x) { square($0) }) * x }
    #expect(slope.scalar == 6)
  }

  @Test func `models are nested as well`() {
    let points = [Tensor(2), Tensor(5)]
    // f = a²b ⇒ ∇ = (2ab, a²); g = 2ab + a² ⇒ ∇ = (2b + 2a, 2a).
    let second = gradient(at: points) { points in
      let slopes = gradient(at: points) { square($0[0]) * $0[1] }
      return slopes[0] + slopes[1]
    }
    #expect(second == [Tensor(14), Tensor(4)])
  }
}

@Suite struct DeepGraphTests {
  @Test func `a hundred thousand operations in a row`() {
    let slope = gradient(at: Tensor(1)) { x in
      var y = x
      for _ in 0..<100_000 { y = y + 1 }
      return y
    }
    #expect(slope.scalar == 1)
  }

  @Test func `a recorded computation that is given up is let go of without recursion`() {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try gradient(at: Tensor(1)) { x throws(Stop) in
        var y = x
        for _ in 0..<100_000 { y = tanh(y) * 1.5 }
        throw Stop()
      }
    }
    let slope = gradient(at: Tensor(1)) { x in
      var y = x
      for _ in 0..<100_000 { y = y + y * 0.5 }
      return stopGradient(y)
    }
    #expect(slope.scalar == 0)
  }

  @Test func `deep computations nest`() {
    let slope = gradient(at: Tensor(2)) { x in
      gradient(at: x) { x in
        var y = square(x)
        for _ in 0..<50_000 { y = y + 1 }
        return y
      }
    }
    #expect(slope.scalar == 2)
  }

  @Test func `many uses of one tensor`() {
    let slope = gradient(at: Tensor([1, 2])) { x in
      (0..<10_000).reduce(Tensor(0)) { sum, _ in sum + x.sum() }
    }
    #expect(slope == Tensor([10_000, 10_000]))
  }

  /// 2⁶⁰ paths lead through sixty doublings.
  @Test func `paths are not counted one by one`() {
    let slope = gradient(at: Tensor(1)) { x in
      var y = x
      for _ in 0..<60 { y = y + y }
      return y
    }
    #expect(slope.scalar == 0x1p60)
  }
}
