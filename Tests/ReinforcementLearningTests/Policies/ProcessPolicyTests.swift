import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

/// Network policies against the exact policies of the oracle. Networks compute in single precision:
/// some 20 operations on numbers near 1 err by 20 · 2⁻²³ = 2.4e-6.
@Suite struct ProcessPolicyTests {
  private static let precision = 2.4e-6

  /// The numbers of a linear policy are those of the table, and after them, where the last state is
  /// terminal, two that nothing depends on.
  @Test(arguments: 0..<6 as Range<UInt64>)
  func `a linear policy over one-hot states is the softmax policy of a table`(seed: UInt64) throws {
    let world = Sample.seen(seed: seed)
    let network = world.exact(Sample.linearPolicy(seed: seed))
    let pairs = world.process.space.pairCount
    let numbers = Sample.parameters(seed: seed, count: 6).prefix(pairs)
    let table = SoftmaxPolicy(
      preferences: ActionValues(Array(numbers), over: world.process.space))
    #expect(
      distance(network.tabulated.probabilities, table.tabulated.probabilities) <= Self.precision)
    for pair in 0..<pairs {
      #expect(
        (network.logProbability(ofPair: pair) - table.logProbability(ofPair: pair)).magnitude
          <= Self.precision)
      let score = network.score(ofPair: pair)
      #expect(distance(Array(score.prefix(pairs)), table.score(ofPair: pair)) <= Self.precision)
      #expect(score.dropFirst(pairs).allSatisfy { $0 == 0 })
    }
    for state in world.process.states {
      #expect((network.entropy(in: state) - table.entropy(in: state)).magnitude <= Self.precision)
    }
    let objective = ExpectedReturn(on: world.process, discount: 0.9, horizon: Sample.horizon)
    // Returns of four steps are below 4 in size, and probabilities of four steps err four times.
    #expect(
      (try objective.value(of: network) - objective.value(of: table)).magnitude
        <= 16 * Self.precision)
    #expect(
      distance(
        Array(try objective.gradient(of: network).prefix(pairs)), try objective.gradient(of: table))
        <= 16 * Self.precision)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `chance mixed into a network is chance mixed into the table`(seed: UInt64) throws {
    let world = Sample.seen(seed: 2 * seed)
    let table = EpsilonMixture(
      SoftmaxPolicy(
        preferences: ActionValues(
          Sample.parameters(seed: seed, count: 6), over: world.process.space)
      ), epsilon: 0.25)
    let network = world.exact(EpsilonMixedPolicy(Sample.linearPolicy(seed: seed), epsilon: 0.25))
    #expect(
      distance(network.tabulated.probabilities, table.tabulated.probabilities) <= Self.precision)
    for pair in 0..<6 {
      #expect(distance(network.score(ofPair: pair), table.score(ofPair: pair)) <= Self.precision)
    }
  }

  /// With x = θ·(s, 1), σ(x) for action 1: log-odds that are features of the pairs with that action.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `one log-odds over features is the softmax policy of these features`(seed: UInt64) {
    let process = Sample.process(seed: seed)
    let numbers = Sample.parameters(seed: seed, count: 2)
    let features = PairFeatures(count: 2, over: process.space) { state, action in
      action == 1 ? [Double(state), 1] : [0, 0]
    }
    let table = SoftmaxPolicy(features: features, parameters: numbers)
    let layer = Dense(weights: Tensor([[Float(numbers[0])]]), bias: Tensor([Float(numbers[1])]))
    let network = ProcessPolicy(
      BernoulliPolicy(layer, 1, otherwise: 0), over: process.space
    ) { [Double($0)] }
    #expect(
      distance(network.tabulated.probabilities, table.tabulated.probabilities) <= Self.precision)
    for pair in 0..<process.space.pairCount {
      #expect(
        distance(network.score(ofPair: pair), table.score(ofPair: pair)) <= 2 * Self.precision)
    }
  }

  /// The gradient through scores against differences of J, which only asks for probabilities. Over 2h,
  /// h = 0.02, differences err by h²/6 of the third derivative and by the rounding of J over h: some
  /// 1e-4 and 4 · 2.4e-6/0.04 = 2.4e-4.
  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the gradient of a network with a hidden layer is that of J`(seed: UInt64) throws {
    let world = Sample.seen(seed: seed)
    var random = RandomStream(seed: seed).child("network")
    let network = world.exact(
      CategoricalPolicy(MLP([3, 5, 2], activation: .tanh, using: &random), actions: [0, 1]))
    let objective = ExpectedReturn(on: world.process, discount: 0.9, horizon: Sample.horizon)
    let exact = try objective.gradient(of: network)
    #expect(exact.contains { $0.magnitude > 0.05 })
    #expect(
      distance(exact, try objective.gradientByDifferences(of: network, step: 0.02)) <= 4e-4)
    #expect(distance(exact, try objective.gradientByOccupancy(of: network)) <= 1e-6)
  }

  @Test func `parameters are read and written in the network's order`() {
    let world = Sample.seen(seed: 2)
    let network = world.exact(Sample.linearPolicy(seed: 2))
    let numbers = network.network.network.weights.scalars.map(Double.init)
    #expect(network.parameters == numbers)
    #expect(network.parameterCount == 6)
    let moved = network.withParameters([0, 0, 0, 0, 0, 1])
    #expect(moved.parameters == [0, 0, 0, 0, 0, 1])
    #expect(moved.probability(of: 1, in: 1) == 0.5)
    #expect((moved.probability(of: 1, in: 2) - Double.logistic(1)).magnitude <= 1e-7)
    #expect(network.parameters == numbers)
  }

  @Test func `probabilities sum to 1 in double precision`() {
    let world = Sample.seen(seed: 4)
    let policy = world.exact(Sample.linearPolicy(seed: 4)).tabulated
    for state in world.process.states.indices {
      let pairs = world.process.space.pairs(ofState: state)
      #expect((policy.probabilities[pairs].reduce(0, +) - 1).magnitude <= 1e-15)
    }
  }

  @Test func `a state that offers only some of the actions traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let process = FiniteMDP(
        states: ["a", "b"], actions: [0, 1], start: "a", offered: { $0 == "a" ? [0, 1] : [1] }
      ) { _, _ in [Outcome(reward: 0, next: "b")] }
      let network = CategoricalPolicy(
        Dense(weights: Tensor([[0, 0]]), bias: nil), actions: [0, 1])
      _ = ProcessPolicy(network, over: process.space) { _ in [1] }
    }
    #expect(message(of: result).contains("in b the network's probabilities of [1] sum to 0."))
  }
}
