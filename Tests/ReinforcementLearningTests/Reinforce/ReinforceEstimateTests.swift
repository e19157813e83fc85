import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Tensors
import Testing

/// REINFORCE's estimate against the oracle. Credits and scores here are below 10 in size; some 40
/// operations in `Float` err by 10 · 40 · 2⁻²³ = 5e-5 at worst.
@Suite struct ReinforceEstimateTests {
  private static let precision = 5e-5
  private static let horizon = 3

  /// The estimate from one episode, as numbers.
  private func estimate<Rule: NetworkPolicy<[Double], Int>>(
    _ policy: Rule, in world: Seen<Int, Int>, _ options: ReinforceOptions
  ) -> (Trajectory<Int, Int>) -> [Double] {
    let learner = Reinforce(policy, in: world, options: options, optimizer: SGD(learningRate: 1))
    return { episode in
      learner.estimate(from: [episode]).parameterVector.scalars.map(Double.init)
    }
  }

  private func network(seed: UInt64) -> CategoricalPolicy<MLP, Int> {
    var random = RandomStream(seed: seed).child("network")
    return CategoricalPolicy(MLP([3, 5, 2], activation: .tanh, using: &random), actions: [0, 1])
  }

  private func coin(seed: UInt64) -> BernoulliPolicy<Dense, Int> {
    var random = RandomStream(seed: seed).child("coin")
    return BernoulliPolicy(Dense(3, 1, using: &random), 1, otherwise: 0)
  }

  // MARK: - One episode

  @Test(arguments: Credit.allCases, 0..<3 as Range<UInt64>)
  func `each episode is worth what the tabular estimator says`(credit: Credit, seed: UInt64) {
    let world = Sample.seen(seed: seed)
    let objective = ExpectedReturn(on: world.process, discount: 0.6, horizon: 2)
    func expect(_ policy: some NetworkPolicy<[Double], Int>) {
      let exact = world.exact(policy)
      let tabular = ScoreFunctionEstimator(of: exact, discount: 0.6, credit: credit)
      let found = estimate(policy, in: world, ReinforceOptions(discount: 0.6, credit: credit))
      for element in objective.trajectories(of: exact.tabulated).elements {
        #expect(
          distance(found(element.trajectory), tabular(element.trajectory)) <= Self.precision)
      }
    }
    expect(Sample.linearPolicy(seed: seed))
    expect(network(seed: seed))
    expect(coin(seed: seed))
    expect(EpsilonMixedPolicy(network(seed: seed), epsilon: 0.3))
  }

  @Test(arguments: 0..<3 as Range<UInt64>)
  func `a batch is worth the mean of its episodes`(seed: UInt64) {
    let world = Sample.seen(seed: seed)
    let policy = network(seed: seed)
    let options = ReinforceOptions(discount: 0.9, credit: .rewardToGo, entropyBonus: 0.1)
    var random = RandomStream(seed: seed)
    let episodes = rollouts(policy, in: world, count: 7, limit: 5, using: &random)
    let single = estimate(policy, in: world, options)
    let mean = episodes.map(single).reduce([Double](repeating: 0, count: 32)) { sum, next in
      zip(sum, next).map { $0 + $1 / 7 }
    }
    let learner = Reinforce(policy, in: world, options: options, optimizer: SGD(learningRate: 1))
    let batch = learner.estimate(from: episodes).parameterVector.scalars.map(Double.init)
    #expect(distance(batch, mean) <= Self.precision)
    let slope = gradient(at: policy) { learner.loss(of: $0, on: episodes) }
    #expect(distance(slope.parameterVector.scalars.map { -Double($0) }, batch) <= 1e-7)
  }

  // MARK: - The mean

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `its mean is the gradient of J with unbiased credit, and has the tabular bias without γᵗ`(
    seed: UInt64
  ) throws {
    let world = Sample.seen(seed: seed)
    let objective = ExpectedReturn(on: world.process, discount: 0.6, horizon: Self.horizon)
    let policy = Sample.linearPolicy(seed: seed)
    let exact = world.exact(policy)
    let gradient = try objective.gradient(of: exact)
    let all = objective.trajectories(of: exact.tabulated)
    func bias(_ credit: Credit) -> [Double] {
      let options = ReinforceOptions(discount: 0.6, credit: credit)
      return all.moments(of: estimate(policy, in: world, options)).bias(against: gradient)
    }
    for credit in [Credit.wholeTrajectory, .rewardToGo] {
      #expect(bias(credit).allSatisfy { $0.magnitude <= Self.precision })
    }
    let dropping = Credit.rewardToGoDroppingTimeDiscount
    let tabular = ScoreFunctionEstimator(of: exact, discount: 0.6, credit: dropping)
    let expected = all.moments(of: tabular.callAsFunction).bias(against: gradient)
    #expect(expected.contains { $0.magnitude >= 1e-2 })
    #expect(distance(bias(dropping), expected) <= Self.precision)
  }

  @Test func `its mean is the gradient of J in the corridor whose squares look alike`() throws {
    let world = Seen.alike(ShortCorridor().process)
    let policy = CategoricalPolicy(
      Dense(weights: Tensor([[0.2, -0.3]]), bias: nil), actions: [Move.left, .right])
    let objective = ExpectedReturn(on: world.process, discount: 0.9, horizon: 7)
    let exact = world.exact(policy)
    let learner = Reinforce(
      policy, in: world, options: ReinforceOptions(discount: 0.9, credit: .rewardToGo),
      optimizer: SGD(learningRate: 1))
    let moments = objective.trajectories(of: exact.tabulated).moments { episode in
      learner.estimate(from: [episode]).parameterVector.scalars.map(Double.init)
    }
    let gradient = try objective.gradient(of: exact)
    #expect(gradient.allSatisfy { $0.magnitude >= 1e-2 })
    #expect(distance(moments.mean, gradient) <= Self.precision)
  }

  @Test(arguments: [Credit.wholeTrajectory, .rewardToGo], 0..<3 as Range<UInt64>)
  func `drawn episodes pass the oracle's check`(credit: Credit, seed: UInt64) throws {
    let world = Sample.seen(seed: seed)
    let objective = ExpectedReturn(on: world.process, discount: 0.8, horizon: Self.horizon)
    func expect(_ policy: some NetworkPolicy<[Double], Int>) throws {
      var random = RandomStream(seed: seed).child("check")
      let check = try objective.check(
        of: world.exact(policy), episodes: 1000, falseAlarmRate: 1e-4, using: &random,
        estimate: estimate(policy, in: world, ReinforceOptions(discount: 0.8, credit: credit)))
      #expect(check.passes, "\(check.errors) of \(check.tolerances)")
    }
    try expect(Sample.linearPolicy(seed: seed))
    try expect(coin(seed: seed))
    try expect(EpsilonMixedPolicy(network(seed: seed), epsilon: 0.3))
  }

  /// Played and credited by the network itself: the mean of 40 batches of 50 episodes is within z
  /// σ/√2000 of ∇J, with the exact σ; z for a false alarm in 1e4 over six components.
  @Test(arguments: 0..<3 as Range<UInt64>)
  func `batches that the network plays have the gradient of J for their mean`(seed: UInt64) throws {
    let world = Sample.seen(seed: seed)
    let policy = Sample.linearPolicy(seed: seed)
    let options = ReinforceOptions(discount: 0.8, credit: .rewardToGo)
    let objective = ExpectedReturn(on: world.process, discount: 0.8, horizon: Self.horizon)
    let exact = world.exact(policy)
    let moments = objective.trajectories(of: exact.tabulated)
      .moments(of: estimate(policy, in: world, options))
    let learner = Reinforce(policy, in: world, options: options, optimizer: SGD(learningRate: 1))
    var random = RandomStream(seed: seed).child("batches")
    var mean = [Double](repeating: 0, count: 6)
    for _ in 0..<40 {
      let batch = rollouts(policy, in: world, count: 50, limit: Self.horizon, using: &random)
      let found = learner.estimate(from: batch).parameterVector.scalars
      mean = zip(mean, found).map { $0 + Double($1) / 40 }
    }
    let gradient = try objective.gradient(of: exact)
    let critical = criticalDeviation(falseAlarmRate: 1e-4, components: 6)
    for index in mean.indices {
      let deviation = (moments.variances[index] / 2000).squareRoot()
      #expect(
        (mean[index] - gradient[index]).magnitude <= critical * deviation + Self.precision)
    }
  }
}
