import NeuralNetworks
import PortableMath
import RandomStreams
import Tensors
import Testing

@Suite struct LossTests {
  // MARK: - Double precision

  /// Checks value and gradients of Σ w · loss, with random w, against a reference in double precision and its central
  /// differences.
  ///
  /// A difference over 2h, h = 10⁻⁵, errs by h²/6 of the third derivative and 2⁻⁵³/h of the value, together about 10⁻¹⁰;
  /// a loss of this size, of some 30 operations in `Float`, by 30 · 2⁻²³ = 4 · 10⁻⁶ of its scale.
  private func expectLoss(
    _ loss: ([Tensor]) -> Tensor, _ reference: ([[Double]]) -> [Double], at inputs: [Tensor],
    seed: UInt64, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let exact = reference(inputs.map { $0.scalars.map { Double($0) } })
    let value = loss(inputs)
    expectNear(
      value.reshaped(to: [-1]), Tensor(exact.map { Float($0) }), tolerance: 4e-6, "value",
      sourceLocation: sourceLocation)
    var stream = RandomStream(seed: seed).child("weights")
    let weights = Tensor(normal: value.shape, using: &stream)
    let gradients = gradient(at: inputs) { (weights * loss($0)).sum() }
    func weighted(_ point: [[Double]]) -> Double {
      zip(reference(point), weights.scalars).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    for (index, input) in inputs.enumerated() {
      let differences = (0..<input.count).map { element in
        let ends = [1e-5, -1e-5].map { step in
          var point = inputs.map { $0.scalars.map { Double($0) } }
          point[index][element] += step
          return weighted(point)
        }
        return Float((ends[0] - ends[1]) / 2e-5)
      }
      expectNear(
        gradients[index], Tensor(differences, shape: input.shape), tolerance: 4e-6,
        "gradient \(index)", sourceLocation: sourceLocation)
    }
  }

  private func normals(_ shapes: Shape..., seed: UInt64) -> [Tensor] {
    var stream = RandomStream(seed: seed)
    return shapes.map { Tensor(normal: $0, standardDeviation: 1.5, using: &stream) }
  }

  private static func logSoftmax(_ row: ArraySlice<Double>) -> [Double] {
    let total = Double.log(row.reduce(0) { $0 + .exp($1) })
    return row.map { $0 - total }
  }

  private static func rows(_ values: [Double], _ width: Int) -> [ArraySlice<Double>] {
    stride(from: 0, to: values.count, by: width).map { values[$0..<$0 + width] }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `mean cross-entropy is that of the rows that count`(seed: UInt64) {
    let targets = [2, 0, 1, 1, 2, 0]
    let weights: [Float] = [1, 0.5, 0, 2, 1, 0]
    func reference(_ logits: [Double], _ weights: [Double]) -> [Double] {
      let losses = zip(Self.rows(logits, 3), targets).map { -Self.logSoftmax($0)[$1] }
      return [zip(losses, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)]
    }
    expectLoss(
      { meanCrossEntropy($0[0], targets: targets) },
      { reference($0[0], Array(repeating: 1, count: 6)) }, at: normals([6, 3], seed: seed),
      seed: seed)
    expectLoss(
      { meanCrossEntropy($0[0], targets: targets, weights: weights) },
      { reference($0[0], weights.map { Double($0) }) }, at: normals([2, 3, 3], seed: seed),
      seed: seed)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `binary cross-entropy is the logarithm of a probability`(seed: UInt64) {
    var stream = RandomStream(seed: seed).child("targets")
    let targets = Tensor(uniform: [3, 4], using: &stream)
    expectLoss(
      { meanBinaryCrossEntropy($0[0], targets: targets) },
      { inputs in
        let terms = inputs[0].indices.map { index in
          let (p, t) = (Double.logistic(inputs[0][index]), Double(targets.scalars[index]))
          return -(t * .log(p) + (1 - t) * .log(1 - p))
        }
        return [terms.reduce(0, +) / 12]
      }, at: normals([3, 4], seed: seed), seed: seed)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `squared errors and Huber's loss are means`(seed: UInt64) {
    let inputs = normals([3, 4], [3, 4], seed: seed)
    func mean(_ inputs: [[Double]], _ loss: (Double) -> Double) -> [Double] {
      [zip(inputs[0], inputs[1]).reduce(0) { $0 + loss($1.0 - $1.1) } / 12]
    }
    expectLoss(
      { meanSquaredError($0[0], targets: $0[1]) }, { mean($0) { $0 * $0 } }, at: inputs, seed: seed)
    expectLoss(
      { meanHuberLoss($0[0], targets: $0[1], threshold: 1.25) },
      { mean($0) { $0.magnitude <= 1.25 ? $0 * $0 / 2 : 1.25 * ($0.magnitude - 0.625) } },
      at: inputs, seed: seed)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `entropy and divergence of categoricals are the definitions`(seed: UInt64) {
    let inputs = normals([2, 2, 5], [2, 2, 5], seed: seed)
    expectLoss(
      { Categorical(logits: $0[0]).entropy },
      { Self.rows($0[0], 5).map { -Self.logSoftmax($0).reduce(0) { $0 + .exp($1) * $1 } } },
      at: [inputs[0]], seed: seed)
    expectLoss(
      { Categorical(logits: $0[0]).divergence(from: Categorical(logits: $0[1])) },
      { inputs in
        zip(Self.rows(inputs[0], 5), Self.rows(inputs[1], 5)).map { p, q in
          zip(Self.logSoftmax(p), Self.logSoftmax(q)).reduce(0) { $0 + .exp($1.0) * ($1.0 - $1.1) }
        }
      }, at: inputs, seed: seed)
    expectLoss(
      { Categorical(logits: $0[0]).logProbability(of: [0, 4, 2, 2]) },
      { zip(Self.rows($0[0], 5), [0, 4, 2, 2]).map { Self.logSoftmax($0)[$1] } }, at: [inputs[0]],
      seed: seed)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `density, entropy and divergence of Gaussians are the definitions`(seed: UInt64) {
    let half = 0.5 * Double.log(2 * .pi)
    var inputs = normals([3, 2], [3, 2], [3, 2], [3, 2], seed: seed)
    for index in [1, 3] { inputs[index] = 0.4 * inputs[index] }
    func sums(_ inputs: [[Double]], _ term: (Int) -> Double) -> [Double] {
      (0..<3).map { term(2 * $0) + term(2 * $0 + 1) }
    }
    expectLoss(
      { DiagonalGaussian(mean: $0[0], logDeviation: $0[1]).logDensity(of: $0[2]) },
      { x in
        sums(x) { i in
          let z = (x[2][i] - x[0][i]) / .exp(x[1][i])
          return -z * z / 2 - x[1][i] - half
        }
      }, at: Array(inputs.prefix(3)), seed: seed)
    expectLoss(
      { DiagonalGaussian(mean: $0[0], logDeviation: $0[1]).entropy },
      { x in sums(x) { x[1][$0] + half + 0.5 } }, at: Array(inputs.prefix(2)), seed: seed)
    expectLoss(
      {
        DiagonalGaussian(mean: $0[0], logDeviation: $0[1])
          .divergence(from: DiagonalGaussian(mean: $0[2], logDeviation: $0[3]))
      },
      { x in
        sums(x) { i in
          let (m, n) = (x[0][i], x[2][i])
          return x[3][i] - x[1][i]
            + (.exp(2 * x[1][i]) + (m - n) * (m - n)) / (2 * .exp(2 * x[3][i])) - 0.5
        }
      }, at: inputs, seed: seed)
  }

  // MARK: - PyTorch

  private func expectFixture(
    _ name: String, _ names: [String], _ loss: ([Tensor]) -> Tensor,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let fixture = try Fixture("training-losses")
    let inputs = try names.map { try fixture.tensor($0) }
    expectNear(
      loss(inputs), try fixture.tensor(name), tolerance: 2e-6, name, sourceLocation: sourceLocation)
    let gradients = gradient(at: inputs) { loss($0).sum() }
    for (found, input) in zip(gradients, names) {
      expectNear(
        found, try fixture.tensor("\(name) d \(input)"), tolerance: 2e-6, "\(name) d \(input)",
        sourceLocation: sourceLocation)
    }
  }

  @Test func `losses and their gradients are PyTorch's`() throws {
    let targets = [2, 0, 3, 1, 2]
    let probabilities = try Fixture("training-losses").tensor("probabilities")
    try expectFixture("crossEntropy", ["logits"]) { meanCrossEntropy($0[0], targets: targets) }
    try expectFixture("paddedCrossEntropy", ["logits"]) {
      meanCrossEntropy($0[0], targets: targets, weights: [1, 1, 0, 1, 0])
    }
    try expectFixture("binaryCrossEntropy", ["x"]) {
      meanBinaryCrossEntropy($0[0], targets: probabilities)
    }
    try expectFixture("squaredError", ["x", "y"]) { meanSquaredError($0[0], targets: $0[1]) }
    try expectFixture("huber", ["x", "y"]) {
      meanHuberLoss($0[0], targets: $0[1], threshold: 1.5)
    }
  }

  @Test func `distributions and their gradients are PyTorch's`() throws {
    try expectFixture("categoricalEntropy", ["logits"]) { Categorical(logits: $0[0]).entropy }
    try expectFixture("categoricalDivergence", ["logits", "otherLogits"]) {
      Categorical(logits: $0[0]).divergence(from: Categorical(logits: $0[1]))
    }
    try expectFixture("logProbability", ["logits"]) {
      Categorical(logits: $0[0]).logProbability(of: [2, 0, 3, 1, 2])
    }
    try expectFixture("logDensity", ["x", "mean", "logDeviation"]) {
      DiagonalGaussian(mean: $0[1], logDeviation: $0[2]).logDensity(of: $0[0])
    }
    try expectFixture("gaussianEntropy", ["mean", "logDeviation"]) {
      DiagonalGaussian(mean: $0[0], logDeviation: $0[1]).entropy
    }
    try expectFixture(
      "gaussianDivergence", ["mean", "logDeviation", "otherMean", "otherLogDeviation"]
    ) {
      DiagonalGaussian(mean: $0[0], logDeviation: $0[1])
        .divergence(from: DiagonalGaussian(mean: $0[2], logDeviation: $0[3]))
    }
  }

  // MARK: - At the edges

  @Test func `a divergence from itself is nothing`() {
    let inputs = normals([3, 4], [3, 4], seed: 9)
    let gaussian = DiagonalGaussian(mean: inputs[0], logDeviation: inputs[1])
    #expect(gaussian.divergence(from: gaussian) == .zeros([3]))
    let categorical = Categorical(logits: inputs[0])
    #expect(categorical.divergence(from: categorical) == .zeros([3]))
  }

  @Test func `binary cross-entropy is exact where probabilities are 0 and 1`() {
    func loss(_ x: Float, _ target: Float) -> Float {
      meanBinaryCrossEntropy(Tensor([x]), targets: Tensor([target])).scalar
    }
    #expect(loss(1000, 1) == 0)
    #expect(loss(-1000, 0) == 0)
    #expect(loss(1000, 0) == 1000)
    // −log σ(30) = log(1 + e⁻³⁰) = 9.3576e-14, which 30 − 30 would lose.
    #expect((loss(30, 1) / 9.357623e-14 - 1).magnitude < 1e-5)
  }

  @Test func `impossible choices have no part in entropies and gradients`() {
    let logits = Tensor([[0, -.infinity, 0], [1, 1, 1]])
    let entropy = Categorical(logits: logits).entropy
    expectNear(entropy, Tensor([Float(Double.log(2)), Float(Double.log(3))]), tolerance: 1e-6)
    let slope = gradient(at: logits) { Categorical(logits: $0).entropy.sum() }
    expectNear(slope, .zeros([2, 3]), tolerance: 1e-6)
    let other = Tensor([[1, -.infinity, -1], [0, 1, 2]])
    let (value, gradients) = valueAndGradient(at: logits, other) {
      Categorical(logits: $0).divergence(from: Categorical(logits: $1)).sum()
    }
    #expect(value.scalar.isFinite)
    #expect((gradients.0.scalars + gradients.1.scalars).allSatisfy { $0.isFinite })
    #expect(
      Categorical(logits: Tensor([0, 0])).divergence(
        from: Categorical(logits: Tensor([0, -.infinity]))
      ).scalar == .infinity)
  }

  @Test func `logits of minus infinity don't pass where numbers are watched; very low ones do`()
    async
  {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      _ = Categorical(logits: Tensor([0, -.infinity])).entropy
    }
    #expect(message(of: result).contains("logSoftmax: element 1 of the result"))
    await #expect(processExitsWith: .success) {
      Tensor.trapOnNonFinite = true
      let logits = Tensor([[0, -1e30, 0], [1, 1, 1]])
      let slope = gradient(at: logits) {
        let choices = Categorical(logits: $0)
        return (choices.entropy + choices.logProbability(of: [2, 0])).sum()
      }
      if slope.scalars[1] != 0 { fatalError("an impossible choice has a gradient") }
    }
  }

  @Test func `a mean of nothing traps, with the shape`() async {
    let rows = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanCrossEntropy(.zeros([0, 3]), targets: [])
    }
    #expect(message(of: rows).contains("meanCrossEntropy: shape [0, 3] has no rows"))
    let squared = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanSquaredError(.zeros([0, 2]), targets: .zeros([0, 2]))
    }
    #expect(message(of: squared).contains("meanSquaredError: shape [0, 2] has no numbers"))
    let huber = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanHuberLoss(.zeros([2, 0]), targets: .zeros([2, 0]))
    }
    #expect(message(of: huber).contains("meanHuberLoss: shape [2, 0] has no numbers"))
    let binary = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanBinaryCrossEntropy(.zeros([0]), targets: .zeros([0]))
    }
    #expect(message(of: binary).contains("meanBinaryCrossEntropy: shape [0] has no numbers"))
  }

  @Test func `weights without a finite sum trap`() async {
    let one = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanCrossEntropy(Tensor([[1, 2]]), targets: [0], weights: [.infinity])
    }
    #expect(message(of: one).contains("their sum is finite; they are [inf]"))
    let sum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanCrossEntropy(Tensor([[1, 2], [1, 2]]), targets: [0, 1], weights: [3e38, 3e38])
    }
    #expect(message(of: sum).contains("their sum is finite"))
  }

  @Test func `shapes that differ trap, though they would broadcast`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = meanSquaredError(Tensor([1, 2]), targets: Tensor([[1], [2]]))
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("meanSquaredError: shapes [2] and [2, 1] differ"))
    await #expect(processExitsWith: .failure) {
      _ = meanCrossEntropy(Tensor([[1, 2]]), targets: [0], weights: [0])
    }
    await #expect(processExitsWith: .failure) {
      _ = meanCrossEntropy(Tensor([[1, 2]]), targets: [0], weights: [1, 1])
    }
  }
}
