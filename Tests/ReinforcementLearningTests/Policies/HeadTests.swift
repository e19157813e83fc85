import Decisions
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// Every head over a linear network and one with a hidden layer.
@Suite struct HeadTests {
  private static let seeds: [UInt64] = [1, 2, 3]
  /// The widths between the observation and the head: none, and nine.
  private static let hidden: [[Int]] = [[], [9]]

  private static func network(_ widths: [Int], seed: UInt64) -> MLP {
    var random = RandomStream(seed: seed).child("network")
    var network = MLP(widths, activation: .tanh, using: &random)
    for layer in network.layers.indices {
      network.layers[layer].bias = Tensor(
        normal: [widths[layer + 1]], standardDeviation: 0.5, using: &random)
    }
    return network
  }

  private static func categorical(_ hidden: [Int], seed: UInt64) -> CategoricalPolicy<MLP, Int> {
    CategoricalPolicy(network([3] + hidden + [4], seed: seed), actions: [0, 1, 2, 3])
  }

  private static func bernoulli(_ hidden: [Int], seed: UInt64) -> BernoulliPolicy<MLP, Int> {
    BernoulliPolicy(network([3] + hidden + [1], seed: seed), 1, otherwise: 0)
  }

  private static func gaussian<Action: RealAction>(
    _ hidden: [Int], _ components: Int, seed: UInt64, of action: Action.Type
  ) -> GaussianPolicy<MLP, Action> {
    var policy = GaussianPolicy(
      network([3] + hidden + [components], seed: seed), components: components, of: action)
    policy.logDeviation = Tensor((0..<components).map { 0.4 - 0.7 * Float($0) })
    return policy
  }

  /// Checks values and gradients against the reference. Some 30 operations in `Float` err by
  /// 30 · 2⁻²³ = 4e-6 of their scale.
  private func expectAgreement<Rule: NetworkPolicy<[Double], Action>, Action: Sendable>(
    of policy: Rule, with reference: HeadReference<Action>, seed: UInt64,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    func expect(_ found: Tensor, _ expected: [Double]) {
      let scale = 1 + expected.reduce(0) { max($0, $1.magnitude) }
      #expect(
        distance(found.scalars.map(Double.init), expected) <= 4e-6 * scale,
        sourceLocation: sourceLocation)
    }
    let observations = Observations.normal(6, width: 3, seed: seed)
    var streams = observations.indices.map { RandomStream(seed: seed).child($0) }
    let actions = policy(observations).sample(using: &streams)
    let numbers = policy.parameterVector.scalars.map(Double.init)
    let samples = Array(zip(observations, actions))

    let exact = samples.map { reference(numbers, $0, $1) }
    expect(policy(observations).logProbabilities(of: actions), exact.map(\.log))
    expect(policy(observations).entropies, exact.map(\.entropy))

    let slopes = samples.map { reference.slope(at: numbers, $0, $1, of: \.log) }
    let scores = policy.scores(of: actions, given: observations)
    for (score, slope) in zip(scores, slopes) { expect(score.parameterVector, slope) }
    let total = scores.dropFirst().reduce(scores[0].parameterVector) { $0 + $1.parameterVector }
    let ofBatch = gradient(at: policy) { $0(observations).logProbabilities(of: actions).sum() }
    expect(ofBatch.parameterVector, total.scalars.map(Double.init))

    for (observation, action) in samples {
      let ofEntropy = gradient(at: policy) { $0([observation]).entropies.sum() }
      expect(
        ofEntropy.parameterVector,
        reference.slope(at: numbers, observation, action, of: \.entropy))
    }
  }

  @Test(arguments: seeds, hidden)
  func `log-probabilities, entropies and scores are the closed forms`(seed: UInt64, hidden: [Int]) {
    expectAgreement(
      of: Self.categorical(hidden, seed: seed), with: .categorical([3] + hidden + [4]), seed: seed)
    expectAgreement(
      of: Self.bernoulli(hidden, seed: seed), with: .bernoulli([3] + hidden + [1]), seed: seed)
    expectAgreement(
      of: Self.gaussian(hidden, 1, seed: seed, of: Double.self),
      with: .gaussian([3] + hidden + [1]), seed: seed)
    expectAgreement(
      of: Self.gaussian(hidden, 2, seed: seed, of: [Double].self),
      with: .gaussian([3] + hidden + [2]), seed: seed)
    for epsilon in [0, 0.3, 1] {
      expectAgreement(
        of: EpsilonMixedPolicy(Self.categorical(hidden, seed: seed), epsilon: epsilon),
        with: .categorical([3] + hidden + [4], epsilon: epsilon), seed: seed)
    }
  }

  /// Checks that a batch of 37, whose rows no vector register divides, says and draws the same bits as
  /// one observation at a time.
  private func expectRowsAlone<Rule: NetworkPolicy<[Double], Action>, Action: Equatable & Sendable>(
    of policy: Rule, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let observations = Observations.normal(37, width: 3, seed: 5)
    let begin = observations.indices.map { RandomStream(seed: 5).child($0) }
    var streams = begin
    let batch = policy(observations)
    let actions = batch.sample(using: &streams)
    let logs = batch.logProbabilities(of: actions).scalars
    let entropies = batch.entropies.scalars
    let modes = batch.modes
    for (row, observation) in observations.enumerated() {
      let alone = policy([observation])
      var stream = [begin[row]]
      #expect(alone.sample(using: &stream) == [actions[row]], sourceLocation: sourceLocation)
      #expect(stream == [streams[row]], sourceLocation: sourceLocation)
      #expect(
        policy.logProbability(of: actions[row], given: observation) == Double(logs[row]),
        sourceLocation: sourceLocation)
      #expect(
        policy.entropy(given: observation) == Double(entropies[row]),
        sourceLocation: sourceLocation)
      #expect(policy.mode(given: observation) == modes[row], sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: hidden) func `a row of a batch is what it would be alone`(hidden: [Int]) {
    expectRowsAlone(of: Self.categorical(hidden, seed: 1))
    expectRowsAlone(of: Self.bernoulli(hidden, seed: 1))
    expectRowsAlone(of: Self.gaussian(hidden, 1, seed: 1, of: Double.self))
    expectRowsAlone(of: Self.gaussian(hidden, 2, seed: 1, of: [Double].self))
    expectRowsAlone(of: EpsilonMixedPolicy(Self.categorical(hidden, seed: 1), epsilon: 0.3))
  }

  /// Draws n = 4000 times; the share of an action may be off by z √(p (1 − p)/n) with z = 4.5, which
  /// happens 7 times in a million.
  private func expectFrequencies<Rule: NetworkPolicy<[Double], Int>>(
    of policy: Rule, actions: [Int], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let observation = Observations.normal(1, width: 3, seed: 8)[0]
    var random = RandomStream(seed: 8)
    let drawn = (0..<4000).map { _ in policy.sample(given: observation, using: &random) }
    var sum = 0.0
    for action in actions {
      let p = Double.exp(policy.logProbability(of: action, given: observation))
      let share = Double(drawn.count { $0 == action }) / 4000
      #expect(
        (share - p).magnitude <= 4.5 * (p * (1 - p) / 4000).squareRoot(),
        sourceLocation: sourceLocation)
      sum += p
    }
    #expect((sum - 1).magnitude < 1e-6, sourceLocation: sourceLocation)
  }

  @Test func `actions are drawn as often as their probabilities say`() {
    expectFrequencies(of: Self.categorical([9], seed: 1), actions: [0, 1, 2, 3])
    expectFrequencies(of: Self.bernoulli([9], seed: 1), actions: [0, 1])
    expectFrequencies(
      of: EpsilonMixedPolicy(Self.categorical([9], seed: 1), epsilon: 0.5), actions: [0, 1, 2, 3])
  }

  @Test func `a draw takes one word of the generator`() {
    let observation = [0.5, 0, -0.5]
    var (random, counted) = (RandomStream(seed: 3), RandomStream(seed: 3))
    _ = Self.gaussian([], 2, seed: 1, of: [Double].self).sample(given: observation, using: &random)
    _ = counted.next()
    #expect(random == counted)
  }

  @Test func `modes are the most probable actions, the first among equals`() {
    let logits = Tensor([[0, 2, 1], [1, 1, 0]])
    let choice = CategoricalActions(logits: logits, actions: ["a", "b", "c"])
    #expect(choice.modes == ["b", "a"])
    #expect(choice.mixed(epsilon: 0.9).modes == ["b", "a"])
    let tosses = BernoulliActions(logits: Tensor([[1], [0], [-1]]), "up", otherwise: "down")
    #expect(tosses.modes == ["up", "up", "down"])
    let numbers = GaussianActions<[Double]>(
      DiagonalGaussian(mean: Tensor([[1, 2], [3, 4]]), logDeviation: Tensor([0, 1])))
    #expect(numbers.modes == [[1, 2], [3, 4]])
  }

  @Test func `a start deviation is the deviation`() {
    let policy = GaussianPolicy(
      Dense(weights: Tensor([[1]]), bias: nil), components: 1, of: Double.self, deviation: 0.5)
    // At the mean the density is 1 / (σ √2π).
    let exact = -Double.log(0.5) - 0.5 * Double.log(2 * .pi)
    #expect((policy.logProbability(of: 3, given: [3]) - exact).magnitude < 1e-6)
  }
}
