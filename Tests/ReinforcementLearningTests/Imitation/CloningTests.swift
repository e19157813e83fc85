import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import Tensors
import Testing

@Suite struct CloningTests {
  private static let cliff = CliffWalking()

  /// What a network sees of a square: a 1 for its row and a 1 for its column.
  private static func seen(_ cell: Cell) -> [Double] {
    (0..<4).map { $0 == cell.row ? 1 : 0 } + (0..<12).map { $0 == cell.column ? 1 : 0 }
  }

  private static func policy(seed: UInt64) -> CategoricalPolicy<Dense, Int> {
    var random = RandomStream(seed: seed)
    return CategoricalPolicy(Dense(2, 3, using: &random), actions: [0, 1, 2])
  }

  private static let examples = Demonstrations(
    observations: [[1, 0], [0.5, -1], [-2, 0.25], [0, 1], [1, 0]], actions: [0, 2, 1, 1, 2])

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the loss is the cross-entropy, by hand and by the function of that name`(seed: UInt64)
    throws
  {
    let policy = Self.policy(seed: seed)
    let loss = Double(cloningLoss(of: policy, on: Self.examples).scalars[0])
    let weights = policy.network.weights.scalars.map(Double.init)
    let bias = try #require(policy.network.bias).scalars.map(Double.init)
    var sum = 0.0
    for (observation, action) in zip(Self.examples.observations, Self.examples.actions) {
      let logits = (0..<3).map {
        observation[0] * weights[$0] + observation[1] * weights[3 + $0] + bias[$0]
      }
      sum += Double.log(logits.reduce(0) { $0 + Double.exp($1) }) - logits[action]
    }
    #expect((loss - sum / 5).magnitude <= 1e-6)
    let observations = Tensor(
      Self.examples.observations.flatMap { $0.map(Float.init) }, shape: [5, 2])
    let crossEntropy = meanCrossEntropy(
      policy.network(observations), targets: Self.examples.actions)
    #expect((loss - Double(crossEntropy.scalars[0])).magnitude <= 1e-6)
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `its gradient is minus the mean of the scores`(seed: UInt64) {
    let policy = Self.policy(seed: seed)
    let slope = gradient(at: policy) { cloningLoss(of: $0, on: Self.examples) }
    let scores = policy.scores(
      of: Self.examples.actions, given: Self.examples.observations
    ).map { $0.parameterVector.scalars.map(Double.init) }
    let mean = scores[0].indices.map { place in scores.reduce(0) { $0 + $1[place] } / 5 }
    let numbers = slope.parameterVector.scalars.map(Double.init)
    #expect(distance(numbers, mean.map { -$0 }) <= 1e-6)
    #expect(numbers.contains { $0.magnitude > 0.01 })
  }

  @Test func `an epoch takes a step for each batch and tells the mean loss before them`() {
    var cloning = BehaviorCloning(
      Self.policy(seed: 1), optimizer: SGD(learningRate: 0.5))
    var copy = cloning
    var random = RandomStream(seed: 5)
    var same = random
    let batches = Self.examples.batches(of: 2, using: &same)
    let mean = cloning.epoch(on: Self.examples, batchSize: 2, using: &random)
    var sum = 0.0
    for batch in batches { sum += copy.learn(from: batch) * Double(batch.count) }
    #expect(mean == sum / 5)
    #expect(cloning.policy.parameterVector.scalars == copy.policy.parameterVector.scalars)
    #expect(cloning.epochs == 1)
    #expect(random == same)
    var losses = [mean]
    for _ in 0..<20 {
      losses.append(cloning.epoch(on: Self.examples, batchSize: 5, using: &random))
    }
    #expect(losses[20] < losses[0])
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a network clones the shortest paths along the cliff`(seed: UInt64) {
    let expert = shortestPathExpert(on: Self.cliff.process)
    let cells = Self.cliff.states.filter { !Self.cliff.isTerminal($0) }
    let table = Demonstrations(
      observations: cells, actions: cells.compactMap(expert.mostProbableAction))
    let demonstrations = table.mapObservations(Self.seen)
    var random = RandomStream(seed: seed)
    var cloning = BehaviorCloning(
      CategoricalPolicy(MLP([16, 32, 4], using: &random), actions: Move.allCases),
      optimizer: Adam(learningRate: 1e-2))
    #expect(agreement(of: cloning.policy, with: demonstrations) < 1)
    for _ in 0..<200 { cloning.epoch(on: demonstrations, batchSize: 8, using: &random) }
    #expect(agreement(of: cloning.policy, with: demonstrations) == 1)
  }

  @Test func `agreement counts the examples whose likeliest action is the expert's`() {
    // 1500 rows, more than are looked at together.
    let policy = Self.policy(seed: 4)
    var random = RandomStream(seed: 6)
    let observations = (0..<1500).map { _ in
      (0..<2).map { _ in Double.uniform(in: -3..<3, using: &random) }
    }
    let modes = observations.map(policy.mode)
    let actions = modes.enumerated().map { $0.offset % 3 == 0 ? ($0.element + 1) % 3 : $0.element }
    let demonstrations = Demonstrations(observations: observations, actions: actions)
    #expect(agreement(of: policy, with: demonstrations) == 1000 / 1500.0)
    let rope = Tightrope(looks: 2)
    let steps = Demonstrations(
      observations: [.rope(0), .rope(1), .ground, .ground] as [Tightrope.State],
      actions: [.left, .left, .climb, .climb] as [Tightrope.Action])
    #expect(agreement(of: rope.expert, with: steps) == 0.75)
  }

  @Test func `nothing to learn from is refused`() async {
    let loss = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = cloningLoss(of: Self.policy(seed: 1), on: Demonstrations())
    }
    #expect(message(of: loss).contains("no demonstrations"))
    let share = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = agreement(of: Self.policy(seed: 1), with: Demonstrations())
    }
    #expect(message(of: share).contains("no demonstrations"))
    let epoch = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var random = RandomStream(seed: 1)
      var cloning = BehaviorCloning(Self.policy(seed: 1), optimizer: Adam(learningRate: 1e-3))
      cloning.epoch(on: Demonstrations(), batchSize: 1, using: &random)
    }
    #expect(message(of: epoch).contains("an epoch of no demonstrations"))
  }
}
