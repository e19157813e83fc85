import PortableMath
import RandomStreams
import Tensors
import Testing

@Suite struct ElementwiseTests {
  @Test(arguments: UnaryOperation.all, 0..<4 as Range<UInt64>)
  func `functions of one tensor agree with double precision, and so do their derivatives`(
    operation: UnaryOperation, seed: UInt64
  ) {
    var random = RandomStream(seed: seed).child(operation.name)
    let shape = random.shape(extents: seed == 3 ? 0...3 : 1...4)
    let x =
      operation.range.map { random.uniforms(shape, in: $0) }
      ?? random.normals(shape, awayFrom: operation.kinks)
    expectDerivatives(
      of: { operation.tensor($0[0]) }, matching: { $0[0].map(operation.double) }, at: [x],
      seed: seed)
    // Second derivatives also of what is linear.
    expectDerivatives(
      ofLinear: { operation.tensor($0[0]) }, matching: { $0[0].map(operation.double) }, at: [x],
      seed: seed)
  }

  @Test(arguments: BinaryOperation.all, 0..<8 as Range<UInt64>)
  func `functions of two tensors agree with double precision, and so do their derivatives`(
    operation: BinaryOperation, seed: UInt64
  ) {
    var random = RandomStream(seed: seed).child(operation.name)
    let wide = random.shape(extents: seed == 7 ? 0...3 : 1...3)
    let shapes = [random.shape(broadcastingTo: wide), random.shape(broadcastingTo: wide)]
    let inputs: [Tensor]
    switch operation.domain {
    case .all: inputs = shapes.map { random.normals($0) }
    case .positiveRight:
      inputs = [random.normals(shapes[0]), random.uniforms(shapes[1], in: 0.5...2)]
    case .positiveLeft:
      inputs = [random.uniforms(shapes[0], in: 0.5...2), random.normals(shapes[1])]
    case .different:
      let counts = shapes.map(\.elementCount)
      let values = random.distinct([counts[0] + counts[1]]).scalars
      inputs = [
        Tensor(Array(values.prefix(counts[0])), shape: shapes[0]),
        Tensor(Array(values.suffix(counts[1])), shape: shapes[1]),
      ]
    }
    expectDerivatives(
      of: { operation.tensor($0[0], $0[1]) },
      matching: { $0[0].combined(with: $0[1], operation.double) }, at: inputs, seed: seed)
    expectDerivatives(
      ofLinear: { operation.tensor($0[0], $0[1]) },
      matching: { $0[0].combined(with: $0[1], operation.double) }, at: inputs, seed: seed)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `select takes from one or the other, and so do its gradients`(seed: UInt64) {
    var random = RandomStream(seed: seed)
    let wide = random.shape(extents: 1...3)
    let condition = random.normals(random.shape(broadcastingTo: wide)) .> 0
    let exact = DoubleArray(condition)
    expectDerivatives(
      ofLinear: { select(condition, $0[0], $0[1]) },
      matching: { inputs in
        DoubleArray(
          shape: DoubleArray.broadcast(
            exact.shape, DoubleArray.broadcast(inputs[0].shape, inputs[1].shape))
        ) { exact[$0] != 0 ? inputs[0][$0] : inputs[1][$0] }
      },
      at: [
        random.normals(random.shape(broadcastingTo: wide)),
        random.normals(random.shape(broadcastingTo: wide)),
      ], seed: seed)
  }

  @Test func `select keeps what isn't chosen out of values and gradients`() {
    let x = Tensor([-1, 0, 4])
    let roots = gradient(at: x) { x in
      select(x .> 0, sqrt(select(x .> 0, x, Tensor(1))), Tensor(0)).sum()
    }
    #expect(roots == Tensor([0, 0, 0.25]))
    #expect(select(x .> 0, x, Tensor(.nan)).scalars[2] == 4)
    #expect(select(Tensor([1, 0, 1]), Tensor([1, .nan, 3]), Tensor(7)) == Tensor([1, 7, 3]))
  }

  @Test func `comparisons are 0 or 1`() {
    let (a, b) = (Tensor([1, 2, 3, .nan]), Tensor([2, 2, 2, 2]))
    #expect((a .< b) == Tensor([1, 0, 0, 0]))
    #expect((a .<= b) == Tensor([1, 1, 0, 0]))
    #expect((a .> b) == Tensor([0, 0, 1, 0]))
    #expect((a .>= b) == Tensor([0, 1, 1, 0]))
    #expect((a .== b) == Tensor([0, 1, 0, 0]))
    #expect((a .< 2) == (a .< b))
    #expect((a .<= 2) == (a .<= b))
    #expect((a .> 2) == (a .> b))
    #expect((a .>= 2) == (a .>= b))
    #expect((a .== 2) == (a .== b))
    #expect((Tensor([[1], [3]]) .< Tensor([2, 4])) == Tensor([[1, 1], [0, 1]]))
    #expect(gradient(at: a) { (($0 .< b) * 3).sum() } == Tensor.zeros([4]))
  }

  @Test func `limits and infinities are those of the mathematics`() {
    let infinity = Float.infinity
    let ends = Tensor([-infinity, infinity])
    #expect(exp(ends) == Tensor([0, infinity]))
    #expect(expm1(ends) == Tensor([-1, infinity]))
    #expect(tanh(ends) == Tensor([-1, 1]))
    #expect(sigmoid(ends) == Tensor([0, 1]))
    #expect(softplus(ends) == Tensor([0, infinity]))
    #expect(erf(ends) == Tensor([-1, 1]))
    #expect(log(Tensor([0, infinity])) == Tensor([-infinity, infinity]))
    #expect(log1p(Tensor([-1, 0])) == Tensor([-infinity, 0]))
    #expect(softplus(Tensor([100, -100])) == Tensor([100, Float(Double.exp(-100))]))
    #expect(log(Tensor(-1)).scalar.isNaN && sqrt(Tensor(-1)).scalar.isNaN)
  }

  @Test func `NaN comes out where it goes in`() {
    let nan = Tensor([.nan, 1])
    for operation in UnaryOperation.all where operation.name != "pow 0" {
      #expect(operation.tensor(nan).scalars[0].isNaN, "\(operation.name)")
    }
    for operation in BinaryOperation.all {
      #expect(operation.tensor(nan, Tensor([2, 1])).scalars[0].isNaN, "\(operation.name)")
      #expect(operation.tensor(Tensor([2, 1]), nan).scalars[0].isNaN, "\(operation.name)")
    }
  }

  @Test func `gradients at kinks are as documented`() {
    #expect(gradient(at: Tensor([0, 1])) { relu($0).sum() } == Tensor([0, 1]))
    #expect(gradient(at: Tensor([0, -2])) { abs($0).sum() } == Tensor([0, -1]))
    let clamped = gradient(at: Tensor([-2, -1, 0, 1, 2])) { $0.clamped(to: -1...1).sum() }
    #expect(clamped == Tensor([0, 1, 1, 1, 0]))
    let (a, b) = gradient(at: Tensor([1, 2]), Tensor([1, 3])) { (maximum($0, $1) * 4).sum() }
    #expect(a == Tensor([2, 0]) && b == Tensor([2, 4]))
    let (c, d) = gradient(at: Tensor([1, 2]), Tensor([1, 3])) { (minimum($0, $1) * 4).sum() }
    #expect(c == Tensor([2, 4]) && d == Tensor([2, 0]))
  }

  @Test func `mixed derivatives of powers exist where the exponent is zero`() {
    // ∂/∂b of b aᵇ⁻¹ is 1/a at b = 0.
    let mixed = gradient(at: Tensor([0, 0, 0])) { b in
      gradient(at: Tensor([2, 0.5, -4])) { pow($0, b).sum() }.sum()
    }
    #expect(mixed == Tensor([0.5, 2, -0.25]))
    let other = gradient(at: Tensor(2)) { a in gradient(at: Tensor(0)) { pow(a, $0) } }
    #expect(other.scalar == 0.5)
    for tiny in [0, -0.0, .leastNonzeroMagnitude, -0x1p-140] as [Float] {
      #expect(gradient(at: Tensor(tiny)) { pow($0, Tensor(0)) }.scalar == 0)
    }
  }

  @Test func `powers at zero have the derivatives that exist`() {
    let zero = Tensor(0)
    #expect(gradient(at: zero) { pow($0, 0) }.scalar == 0)
    #expect(gradient(at: zero) { pow($0, 1) }.scalar == 1)
    #expect(gradient(at: zero) { pow($0, 2) }.scalar == 0)
    #expect(gradient(at: zero) { pow($0, 3) }.scalar == 0)
    let second = gradient(at: zero) { x in gradient(at: x) { pow($0, 3) + pow($0, 2) } }
    #expect(second.scalar == 2)
    let both = gradient(at: zero, Tensor(0)) { pow($0, $1) }
    #expect(both.0.scalar == 0 && both.1.scalar == 0)
    #expect(gradient(at: zero) { sqrt($0) }.scalar == .infinity)
  }
}

// MARK: - Operations

struct UnaryOperation: Sendable, CustomTestStringConvertible {
  var name: String
  var tensor: @Sendable (Tensor) -> Tensor
  var double: @Sendable (Double) -> Double
  /// Where it isn't smooth.
  var kinks: [Float] = []
  /// Where points lie; `nil`: normal.
  var range: ClosedRange<Float>?

  var testDescription: String { name }

  static let all = transcendental + algebraic + withNumbers

  private static let transcendental = [
    Self(name: "exp", tensor: { exp($0) }, double: { .exp($0) }),
    Self(name: "expm1", tensor: { expm1($0) }, double: { .expm1($0) }),
    Self(name: "log", tensor: { log($0) }, double: { .log($0) }, range: 0.3...3),
    Self(name: "log1p", tensor: { log1p($0) }, double: { .log1p($0) }, range: -0.7...3),
    Self(name: "tanh", tensor: { tanh($0) }, double: { .tanh($0) }),
    Self(name: "sigmoid", tensor: { sigmoid($0) }, double: { .logistic($0) }),
    Self(name: "softplus", tensor: { softplus($0) }, double: { .log1p(.exp($0)) }),
    Self(name: "erf", tensor: { erf($0) }, double: { .erf($0) }),
    Self(
      name: "gelu", tensor: { gelu($0) },
      double: { $0 * (1 + .erf($0 / 2.0.squareRoot())) / 2 }),
    Self(name: "sin", tensor: { sin($0) }, double: { .sin($0) }),
    Self(name: "cos", tensor: { cos($0) }, double: { .cos($0) }),
  ]

  private static let algebraic = [
    Self(name: "negative", tensor: { -$0 }, double: { -$0 }),
    Self(name: "square", tensor: { square($0) }, double: { $0 * $0 }),
    Self(name: "sqrt", tensor: { sqrt($0) }, double: { $0.squareRoot() }, range: 0.3...3),
    Self(name: "relu", tensor: { relu($0) }, double: { max($0, 0) }, kinks: [0]),
    Self(name: "abs", tensor: { abs($0) }, double: { $0.magnitude }, kinks: [0]),
    Self(
      name: "clamped", tensor: { $0.clamped(to: -0.5...1) }, double: { min(max($0, -0.5), 1) },
      kinks: [-0.5, 1]),
  ]

  private static let withNumbers = [
    Self(name: "x + c", tensor: { $0 + 0.7 }, double: { $0 + Double(Float(0.7)) }),
    Self(name: "c + x", tensor: { 0.7 + $0 }, double: { Double(Float(0.7)) + $0 }),
    Self(name: "x - c", tensor: { $0 - 0.7 }, double: { $0 - Double(Float(0.7)) }),
    Self(name: "c - x", tensor: { 0.7 - $0 }, double: { Double(Float(0.7)) - $0 }),
    Self(name: "c x", tensor: { 0.7 * $0 }, double: { Double(Float(0.7)) * $0 }),
    Self(name: "x c", tensor: { $0 * 0.7 }, double: { $0 * Double(Float(0.7)) }),
    Self(name: "x / c", tensor: { $0 / 0.7 }, double: { $0 / Double(Float(0.7)) }),
    Self(name: "c / x", tensor: { 0.7 / $0 }, double: { Double(Float(0.7)) / $0 }, range: 0.5...2),
    Self(name: "pow 0", tensor: { pow($0, 0) }, double: { _ in 1 }),
    Self(name: "pow 1", tensor: { pow($0, 1) }, double: { $0 }),
    Self(name: "pow 2", tensor: { pow($0, 2) }, double: { $0 * $0 }),
    Self(name: "pow 3", tensor: { pow($0, 3) }, double: { $0 * $0 * $0 }),
    Self(
      name: "pow -1.5", tensor: { pow($0, -1.5) }, double: { .pow($0, -1.5) }, range: 0.5...2),
  ]
}

struct BinaryOperation: Sendable, CustomTestStringConvertible {
  enum Domain { case all, positiveLeft, positiveRight, different }

  var name: String
  var tensor: @Sendable (Tensor, Tensor) -> Tensor
  var double: @Sendable (Double, Double) -> Double
  var domain = Domain.all

  var testDescription: String { name }

  static let all = [
    Self(name: "a + b", tensor: { $0 + $1 }, double: { $0 + $1 }),
    Self(name: "a - b", tensor: { $0 - $1 }, double: { $0 - $1 }),
    Self(name: "a * b", tensor: { $0 * $1 }, double: { $0 * $1 }),
    Self(name: "a / b", tensor: { $0 / $1 }, double: { $0 / $1 }, domain: .positiveRight),
    Self(name: "pow", tensor: { pow($0, $1) }, double: { .pow($0, $1) }, domain: .positiveLeft),
    Self(
      name: "maximum", tensor: { maximum($0, $1) }, double: { max($0, $1) }, domain: .different),
    Self(
      name: "minimum", tensor: { minimum($0, $1) }, double: { min($0, $1) }, domain: .different),
  ]
}
