import NeuralNetworks
import RandomStreams
import Tensors
import Testing

@Suite struct OptimizerTests {
  private struct Line: Differentiable, Sendable, Equatable {
    var weights: Tensor
    var bias: Tensor
    let label = Constant(Tensor(7))

    func callAsFunction(_ x: Tensor) -> Tensor { matmul(x, weights) + bias }
  }

  // MARK: - PyTorch

  /// Gradients are computed from 18 products and errors of a few 2⁻²⁴ each; Adam and RMSProp make that relative to the
  /// gradient's own size. The least squares problem contracts, so 20 steps don't multiply it.
  private static let tolerance: Float = 5e-6

  private func expectPath(
    _ name: String, _ optimizer: some Optimizer, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let fixture = try Fixture("training-optimizers")
    let (inputs, targets) = (try fixture.tensor("inputs"), try fixture.tensor("targets"))
    var (optimizer, line) = (
      optimizer, Line(weights: try fixture.tensor("weights"), bias: try fixture.tensor("bias"))
    )
    let path = try fixture.tensor(name)
    for step in 0..<20 {
      let gradient = gradient(at: line) { 0.5 * meanSquaredError($0(inputs), targets: targets) }
      optimizer.update(&line, along: gradient)
      expectNear(
        line.parameterVector, path.at(step, along: 0), tolerance: Self.tolerance,
        "\(name), step \(step)", sourceLocation: sourceLocation)
    }
  }

  @Test func `Adam and AdamW step as PyTorch's do`() throws {
    try expectPath("adam", Adam(learningRate: 0.05))
    try expectPath("adamw", AdamW(learningRate: 0.05, weightDecay: 0.1))
  }

  @Test func `gradient descent steps as PyTorch's does, with and without momentum`() throws {
    try expectPath("sgd", SGD(learningRate: 0.1))
    try expectPath("momentum", SGD(learningRate: 0.05, momentum: 0.9))
    try expectPath("nesterov", SGD(learningRate: 0.05, momentum: 0.9, isNesterov: true))
    try expectPath("decayed", chain(WeightDecay(0.1), SGD(learningRate: 0.05, momentum: 0.9)))
  }

  @Test func `RMSProp steps as PyTorch's does`() throws {
    try expectPath("rmsprop", RMSProp(learningRate: 0.05, decay: 0.99, epsilon: 1e-5))
  }

  @Test func `clipping is PyTorch's`() throws {
    // PyTorch divides by the norm + 1e-6, a relative 2e-6 more than the norm of at least ½.
    try expectPath("clipped-norm", chain(Clip(norm: 0.5), SGD(learningRate: 0.1)))
    try expectPath("clipped-value", chain(Clip(value: 0.25), SGD(learningRate: 0.1)))
  }

  // MARK: - By hand

  @Test func `Adam's first step is the learning rate, whatever the gradient's size`() {
    var (optimizer, x) = (Adam(learningRate: 0.5), Tensor([1, 1, 1]))
    optimizer.update(&x, along: Tensor([1e-3, -100, 0]))
    expectNear(x, Tensor([0.5, 1.5, 1]), tolerance: 1e-5)
    #expect(optimizer.stepCount == 1)
  }

  @Test func `Adam goes on where another one was, to the same bits`() {
    let fresh = Adam(learningRate: .linear(from: 0.1, to: 0.01, over: 20), beta1: 0.7)
    var (optimizer, x) = (fresh, [Tensor([1, 2]), Tensor(3)])
    #expect(optimizer.moments.mean.isEmpty)
    for step in 1...9 {
      if step == 6 {
        var resumed = fresh
        resumed.resume(after: optimizer.stepCount, moments: optimizer.moments)
        optimizer = resumed
      }
      optimizer.update(&x, along: x.map { square($0) - 1 / Float(step) })
    }
    var (other, y) = (fresh, [Tensor([1, 2]), Tensor(3)])
    for step in 1...9 { other.update(&y, along: y.map { square($0) - 1 / Float(step) }) }
    #expect(x.isIdentical(to: y))
    #expect(optimizer.stepCount == 9)
  }

  @Test func `RMSProp adds epsilon to the root or under it`() {
    // v = ¼ · 4² = 4: 4 / (2 + 2) = 1 and 4 / √(4 + 12) = 1.
    var outside = RMSProp(learningRate: 0.5, decay: 0.75, epsilon: 2)
    var inside = RMSProp(learningRate: 0.5, decay: 0.75, epsilon: 12, isEpsilonUnderRoot: true)
    var (x, y) = (Tensor(1), Tensor(1))
    outside.update(&x, along: Tensor(4))
    inside.update(&y, along: Tensor(4))
    #expect(x == Tensor(0.5))
    #expect(y == Tensor(0.5))
  }

  @Test func `momentum carries on where the gradient is gone`() {
    var (optimizer, x) = (SGD(learningRate: 1, momentum: 0.5), Tensor(0))
    var positions: [Float] = []
    for gradient: Float in [1, 0, 0] {
      optimizer.update(&x, along: Tensor(gradient))
      positions.append(x.scalar)
    }
    #expect(positions == [-1, -1.5, -1.75])
  }

  @Test func `the learning rate follows its schedule`() {
    var optimizer = SGD(learningRate: .linear(from: 1, to: 0, over: 4))
    var (x, positions) = (Tensor(0), [Float]())
    for _ in 0..<6 {
      optimizer.update(&x, along: Tensor(-1))
      positions.append(x.scalar)
    }
    #expect(positions == [1, 1.75, 2.25, 2.5, 2.5, 2.5])
  }

  @Test func `going up is going down the negated gradient`() {
    func check(_ optimizer: some Optimizer) {
      var (up, down) = (optimizer, optimizer)
      var (x, y) = (Tensor([0.5, -2]), Tensor([0.5, -2]))
      for step in 1...5 {
        let gradient = Tensor([Float(step), -0.25])
        up.ascend(&x, along: gradient)
        down.update(&y, along: -gradient)
      }
      #expect(x == y)
      #expect(x[0] > 0.5 && x[1] < -2)
    }
    check(SGD(learningRate: 0.1, momentum: 0.5))
    check(Adam(learningRate: 0.1))
    check(chain(Clip(norm: 1), RMSProp(learningRate: 0.1)))
  }

  @Test func `transformations are applied in their order`() {
    let gradient = Tensor([3, 4])
    func step(_ optimizer: some Optimizer) -> Tensor {
      var (optimizer, x) = (optimizer, Tensor([1, 0]))
      optimizer.update(&x, along: gradient)
      return x
    }
    // The norm of (3, 4) is 5; that of (5, 4), after the decay, √41.
    let descent = SGD(learningRate: 1)
    #expect(step(chain(Clip(norm: 5), WeightDecay(2), descent)) == Tensor([-4, -4]))
    let scale = 5 / Float(41).squareRoot()
    expectNear(
      step(chain(WeightDecay(2), Clip(norm: 5), descent)), Tensor([1 - 5 * scale, -4 * scale]),
      tolerance: 1e-6)
  }

  @Test func `a chain is an optimiser, before which another transformation may stand`() {
    var (optimizer, x) = (
      chain(Clip(value: 2), chain(WeightDecay(2), chain(Clip(value: 3), SGD(learningRate: 1)))),
      Tensor([1, 0])
    )
    // Values clipped to (2, 2), decay added, (4, 2), and clipped again, (3, 2).
    optimizer.update(&x, along: Tensor([5, 4]))
    #expect(x == Tensor([-2, -2]))
  }

  @Test func `one norm is taken of all tensors, and small gradients pass unchanged`() {
    func clipped(_ gradients: [Tensor], _ clip: Clip) -> [Tensor] {
      var (clip, result) = (clip, gradients)
      clip.transform(&result, of: gradients)
      return result
    }
    let gradients = [Tensor([3, 0]), Tensor([[4]])]
    #expect(clipped(gradients, Clip(norm: 5)) == gradients)
    #expect(clipped(gradients, Clip(norm: 2.5)) == [Tensor([1.5, 0]), Tensor([[2]])])
    #expect(clipped(gradients, Clip(value: 3.5)) == [Tensor([3, 0]), Tensor([[3.5]])])
    // Their squares would overflow.
    let huge = clipped([Tensor([3e30]), Tensor([-4e30])], Clip(norm: 1))
    expectNear(concatenate(huge, along: 0), Tensor([0.6, -0.8]), tolerance: 1e-6)
  }

  // MARK: - Values

  @Test func `an optimiser and a model that are copied go on to the same bits`() {
    func check<Chosen: Optimizer>(_ optimizer: Chosen) {
      var stream = RandomStream(seed: 5)
      var line = Line(
        weights: Tensor(normal: [3, 2], using: &stream), bias: Tensor(normal: [2], using: &stream))
      var optimizer = optimizer
      let inputs = Tensor(normal: [8, 3], using: &stream)
      func steps(_ count: Int, _ optimizer: inout Chosen, _ line: inout Line) {
        for _ in 0..<count {
          let gradient = gradient(at: line) { square($0(inputs) - 1).mean() }
          optimizer.update(&line, along: gradient)
        }
      }
      steps(5, &optimizer, &line)
      let (savedOptimizer, savedLine, saved) = (optimizer, line, line.parameterVector)
      steps(5, &optimizer, &line)
      #expect(savedLine.parameterVector == saved, "the copy stays")
      #expect(line.maximumDifference(from: savedLine) > 1e-4)
      var (resumedOptimizer, resumed) = (savedOptimizer, savedLine)
      steps(5, &resumedOptimizer, &resumed)
      #expect(resumed.isIdentical(to: line))
      #expect(resumed.label.value == Tensor(7))
    }
    check(SGD(learningRate: 0.1, momentum: 0.9))
    check(RMSProp(learningRate: 0.05))
    check(Adam(learningRate: .cosine(from: 0.1, to: 0, over: 10)))
    check(chain(Clip(norm: 0.1), WeightDecay(0.1), AdamW(learningRate: 0.1)))
  }

  @Test func `a model without parameters has nothing to learn`() {
    var (optimizer, model) = (Adam(), [Tensor]())
    optimizer.update(&model, along: [])
    optimizer.update(&model, along: [])
    #expect(model.isEmpty)
  }

  // MARK: - Mistakes

  @Test func `a gradient of another shape traps with both shapes and the name`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var (optimizer, line) = (Adam(), Line(weights: .zeros([3, 2]), bias: .zeros([2])))
      optimizer.update(&line, along: Line(weights: .zeros([3, 2]), bias: .zeros([4])))
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("Adam: tensor 1 of the model, `bias`, has shape [2]"))
    #expect(message.contains("the gradient has [4]"))
  }

  @Test func `a gradient of fewer tensors traps with all shapes`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var (optimizer, model) = (SGD(learningRate: 1), [Tensor([1]), Tensor([2, 3])])
      optimizer.update(&model, along: [Tensor([1])])
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("the model has 2 tensors, of shapes [[1], [2]]"))
    #expect(message.contains("the gradient has 1, of shapes [[1]]"))
  }

  @Test func `a state of another model's shapes traps with both`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var optimizer = RMSProp(learningRate: 0.1)
      var (small, large) = (Tensor([1]), Tensor([1, 2]))
      optimizer.update(&small, along: small)
      optimizer.update(&large, along: large)
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("RMSProp: tensor 0 of the model"))
    #expect(message.contains("[2]; the optimizer's state has [1]"))
  }

  @Test func `clipping by norm traps on gradients that are no numbers, naming the tensor`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var line = Line(weights: .zeros([1, 1]), bias: .zeros([1]))
      var optimizer = chain(Clip(norm: 1), SGD(learningRate: 1))
      optimizer.update(&line, along: Line(weights: Tensor([[1]]), bias: Tensor([.nan])))
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("`weights`: 1.0, `bias`: nan"))
  }

  @Test func `steps are watched for numbers that are not finite, and the optimiser is named`() async
  {
    let descent = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      var (optimizer, x) = (SGD(learningRate: 1), Tensor([0, 3e38]))
      optimizer.update(&x, along: Tensor([1, -3e38]))
    }
    #expect(
      message(of: descent).contains("SGD: element 1 of what is changed, of shape [2], is inf"))
    let momentum = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      var (optimizer, x) = (SGD(learningRate: 1e-9, momentum: 0.9), Tensor([0]))
      for _ in 0..<2 { optimizer.update(&x, along: Tensor([3e38])) }
    }
    #expect(message(of: momentum).contains("SGD: element 0 of the velocity, of shape [1], is inf"))
    let average = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      var x = Tensor([1])
      x.average(with: Tensor([.infinity]), rate: 0.5)
    }
    #expect(message(of: average).contains("average(with:): element 0 of what is changed"))
  }

  /// A finite gradient whose square overflows: the step is 0 ever after, and every parameter stays finite.
  @Test func `a mean square that overflows is found, and the optimiser is named`() async {
    var (frozen, x) = (Adam(learningRate: 1), Tensor([0]))
    frozen.update(&x, along: Tensor([1e21]))
    for _ in 0..<3 { frozen.update(&x, along: Tensor([1])) }
    #expect(x == Tensor([0]))
    let adam = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      var (optimizer, x) = (Adam(learningRate: 1), Tensor([0]))
      optimizer.update(&x, along: Tensor([1e21]))
    }
    #expect(message(of: adam).contains("Adam: element 0 of the mean square, of shape [1], is inf"))
    let decayed = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      var (optimizer, x) = (AdamW(learningRate: 1), Tensor([0]))
      optimizer.update(&x, along: Tensor([1e21]))
    }
    #expect(message(of: decayed).contains("AdamW: element 0 of the mean square"))
    let rms = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      Tensor.trapOnNonFinite = true
      var (optimizer, x) = (RMSProp(learningRate: 1), Tensor([0]))
      optimizer.update(&x, along: Tensor([1e21]))
    }
    #expect(message(of: rms).contains("RMSProp: element 0 of the mean square"))
  }

  @Test func `settings outside their range trap`() async {
    await #expect(processExitsWith: .failure) { _ = SGD(learningRate: 1, momentum: 1) }
    await #expect(processExitsWith: .failure) { _ = Adam(beta2: -0.1) }
    await #expect(processExitsWith: .failure) { _ = RMSProp(learningRate: 1, epsilon: 0) }
    await #expect(processExitsWith: .failure) { _ = AdamW(weightDecay: .nan) }
    await #expect(processExitsWith: .failure) { _ = Clip(norm: 0) }
  }
}
