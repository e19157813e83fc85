import NeuralNetworks
import RandomStreams
import Tensors
import Testing

struct DenseCrossEntropyTests {
  /// A layer, an input of some rows, a target and a weight for each.
  private struct Case {
    let layer: Dense
    let x: Tensor
    let targets: [Int]
    let weights: [Float]

    init(rows: Int, classes: Int, seed: UInt64 = 1) {
      var stream = RandomStream(seed: seed)
      layer = Dense(7, classes, bias: .uniform(-1...1), using: &stream)
      x = Tensor(normal: [rows, 7], using: &stream)
      targets = (0..<rows).map { _ in Int(Float.uniform(using: &stream) * Float(classes)) }
      weights = (0..<rows).map { _ in 2 * Float.uniform(using: &stream) - 1 }
    }

    func composed(_ layer: Dense, _ x: Tensor) -> Tensor {
      (crossEntropy(layer(x), targets: targets) * Tensor(weights)).sum()
    }

    func fused(_ layer: Dense, _ x: Tensor) -> Tensor {
      layer.crossEntropy(x, targets: targets, weights: weights)
    }
  }

  /// Blocks have 48 rows, fewer for very many classes.
  @Test(arguments: [(1, 1), (5, 3), (48, 10), (49, 33), (130, 17), (11, 40_000)])
  func `value and gradients have the bits of the composition`(rows: Int, classes: Int) {
    let problem = Case(rows: rows, classes: classes)
    let fused = valueAndGradient(at: problem.layer, problem.x, of: problem.fused)
    let composed = valueAndGradient(at: problem.layer, problem.x, of: problem.composed)
    #expect(fused.value == composed.value)
    #expect(fused.gradient.0.weights == composed.gradient.0.weights)
    #expect(fused.gradient.0.bias == composed.gradient.0.bias)
    #expect(fused.gradient.1 == composed.gradient.1)
    #expect(problem.fused(problem.layer, problem.x) == composed.value)
  }

  @Test func `second derivatives are those of the composition`() {
    let problem = Case(rows: 5, classes: 4)
    func length(_ x: Tensor, _ loss: (Dense, Tensor) -> Tensor) -> Tensor {
      square(gradient(at: x) { loss(problem.layer, $0) }).sum()
    }
    let fused = gradient(at: problem.x) { length($0, problem.fused) }
    let composed = gradient(at: problem.x) { length($0, problem.composed) }
    #expect(fused == composed)
    #expect(fused != .zeros(fused.shape))
  }

  @Test func `a factor goes through to the gradients`() {
    let problem = Case(rows: 5, classes: 4)
    let plain = gradient(at: problem.layer) { problem.fused($0, problem.x) }
    let doubled = gradient(at: problem.layer) { 2 * problem.fused($0, problem.x) }
    #expect(doubled.weights == 2 * plain.weights)
    #expect(doubled.bias == plain.bias.map { 2 * $0 })
  }

  @Test func `without weights it is the mean, of rows of any shape`() {
    let problem = Case(rows: 6, classes: 4)
    let x = problem.x.reshaped(to: [2, 3, 7])
    let mean = problem.layer.crossEntropy(x, targets: problem.targets).scalar
    let expected = crossEntropy(problem.layer(problem.x), targets: problem.targets).mean().scalar
    // Six numbers, each divided before the sum or after it: 8 roundings.
    #expect(abs(mean - expected) <= 8 * 0x1p-24 * abs(expected))
    let found = gradient(at: x) { problem.layer.crossEntropy($0, targets: problem.targets) }
    #expect(found.shape == [2, 3, 7])
  }

  @Test func `no rows stop the programme, and the shape is shown`() async {
    let weighted = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let problem = Case(rows: 0, classes: 4)
      _ = problem.fused(problem.layer, problem.x)
    }
    #expect(message(of: weighted).contains("projectedCrossEntropy: x of shape [0, 7] has no rows"))
    let mean = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Case(rows: 1, classes: 4).layer.crossEntropy(.zeros([2, 0, 7]), targets: [])
    }
    #expect(message(of: mean).contains("projectedCrossEntropy: x of shape [2, 0, 7] has no rows"))
  }

  @Test func `a weight that is not finite stops the programme and is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let problem = Case(rows: 2, classes: 4)
      _ = problem.layer.crossEntropy(
        problem.x, targets: problem.targets, weights: [1, -.infinity])
    }
    #expect(message(of: result).contains("that of row 1 of 2 is -inf"))
  }

  @Test func `targets for other rows stop the programme, and are counted`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Dense(7, 4, using: &stream).crossEntropy(.zeros([2, 7]), targets: [1, 2, 3])
    }
    #expect(message(of: result).contains("3 targets and 2 weights for x of shape [2, 7]"))
  }

  @Test func `a target that is no class stops the programme and is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      _ = Dense(7, 4, using: &stream).crossEntropy(.zeros([2, 7]), targets: [1, 4])
    }
    #expect(message(of: result).contains("index 4, at place 1"))
  }

  @Test func `outputs behind an activation are no logits`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var stream = RandomStream(seed: 1)
      let layer = Dense(7, 4, activation: .relu, using: &stream)
      _ = layer.crossEntropy(.zeros([1, 7]), targets: [1])
    }
    #expect(message(of: result).contains("behind relu"))
  }
}
