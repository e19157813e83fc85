import NeuralNetworks
import RandomStreams
import StochasticOptimization
import Tensors
import TextGeneration
import Testing

/// A captioner of three tokens, the last one the end, and captions of three: 15 captions that can be.
private func tinyCaptioner(seed: UInt64) -> Captioner {
  var random = RandomStream(seed: seed)
  let captioner = Captioner(
    features: 2, vocabulary: 3, end: 2, length: 3, embedding: 2, hidden: 3, using: &random)
  // Four times the weights, so that captions are not all alike.
  return captioner.mapTensors { 4 * $0 }
}

private let scene: [Float] = [1, -0.5]
/// Sentence BLEU of at most pairs, against two references.
private let metric = CaptionMetric.bleu(BLEU(order: 2, smoothing: .addK()), end: 2)
private let references = [[0, 1, 2], [0, 0, 2]]

/// From outside of a function that takes `some`.
private func expectUnbiased(
  _ estimator: some GradientEstimator<Captioner.Node>, calls: Int,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let captioner = tinyCaptioner(seed: 1)
  let judge = metric.judge(references)
  let everywhere = captioner.captions(of: [[Float]](repeating: scene, count: 27))
  let exact = exactSlope(of: judge, for: everywhere, length: 3)
  #expect(exact.contains { $0.magnitude > 0.02 })
  var asked = 0
  let counting = Objective<[Int]> {
    asked += 1; return judge($0)
  }
  let node = captioner.node(for: [scene])
  let moments = moments(of: estimator, on: node, of: counting)
  // Single precision, in sums of 15² terms at most.
  #expect(largestGap(moments.mean, exact) < 1e-5, sourceLocation: sourceLocation)
  #expect(moments.totalVariance > 0.01, sourceLocation: sourceLocation)
  #expect(
    estimator.calls(on: node) == ObjectiveCalls(values: calls), sourceLocation: sourceLocation)
  asked = 0
  var random = RandomStream(seed: 2)
  _ = estimator.estimate(of: counting, on: node, using: &random)
  #expect(asked == calls, sourceLocation: sourceLocation)
}

@Suite struct CaptionBaselineTests {
  @Test func `with no baseline the mean estimate is the exact gradient`() {
    expectUnbiased(ScoreFunction(), calls: 1)
  }

  @Test func `with a learned baseline the mean estimate is the exact gradient`() {
    var random = RandomStream(seed: 3)
    let network = Dense(2, 1, bias: .constant(0.4), using: &random)
    expectUnbiased(
      ContextualScoreFunction(count: 2, baseline: network, optimizer: SGD(learningRate: 0.1)),
      calls: 2)
  }

  @Test
  func `with the greedy caption's score for a baseline the mean estimate is the exact gradient`() {
    expectUnbiased(SelfCritical(count: 2), calls: 3)
  }

  @Test func `with the others' mean for a baseline the mean estimate is the exact gradient`() {
    expectUnbiased(LeaveOneOut(count: 2), calls: 2)
  }

  @Test func `the learned baseline is used, and only then moves towards the metric of its scenes`()
  {
    let captioner = tinyCaptioner(seed: 1)
    let scenes: [[Float]] = [[1, 0], [0, 1]]
    let node = captioner.node(for: scenes)
    // What is worth something depends on the scene alone, so that a guess can be perfect.
    let objective = Objective<[Int]>.batched { _ in [2, -1] }
    let start = Dense(weights: Tensor([0, 0], shape: [2, 1]), bias: nil)
    var estimator = ContextualScoreFunction(
      baseline: start, optimizer: SGD(learningRate: 0.5))
    var random = RandomStream(seed: 4)
    let first = estimator.estimate(of: objective, on: node, using: &random)
    #expect(estimator.network.weights.scalars == [0, 0])
    let weights = node.score(of: first.samples[0].outcomes, weights: [2, -1])
    #expect(largestGap(first.gradient.components, weights.components) < 1e-6)
    // Of mean((w − (2, −1))²) over two rows the slope is w − (2, −1): half a step each time.
    estimator.adapt(to: first, of: node)
    #expect(estimator.network.weights.scalars == [1, -0.5])
    for _ in 0..<40 {
      estimator.adapt(to: estimator.estimate(of: objective, on: node, using: &random), of: node)
    }
    let last = estimator.estimate(of: objective, on: node, using: &random)
    #expect(last.gradient.components.allSatisfy { $0.magnitude < 1e-5 })
  }

  @Test func `the network reads the scenes of whatever batch it is asked about`() {
    let captioner = tinyCaptioner(seed: 1)
    let network = Dense(weights: Tensor([2, -1], shape: [2, 1]), bias: nil)
    let estimator = ContextualScoreFunction(
      baseline: network, optimizer: SGD(learningRate: 1))
    var random = RandomStream(seed: 5)
    let few = estimator.estimate(
      of: .batched { _ in [2] }, on: captioner.node(for: [[1, 0]]), using: &random)
    #expect(few.gradient.components.allSatisfy { $0 == 0 })
    let more = estimator.estimate(
      of: .batched { _ in [-1, 2, 1] }, on: captioner.node(for: [[0, 1], [1, 0], [1, 1]]),
      using: &random)
    #expect(more.gradient.components.allSatisfy { $0 == 0 })
  }
}
