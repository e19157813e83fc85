import Decisions
import Environments
import NeuralNetworks
import PortableMath
import RandomStreams
import ReinforcementLearning
import StochasticOptimization
import Tensors
import Testing

/// Reinforcement learning as max over φ of E over q_φ of f(z), held to the policy-gradient oracle.
@Suite struct ProblemTests {
  private func node(seed: UInt64) -> TrajectoryNode<SoftmaxPolicy<Int, Int>> {
    let process = Sample.process(seed: seed)
    return TrajectoryNode(
      of: Sample.policy(seed: seed, over: process.space), on: process, horizon: Sample.horizon)
  }

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `the mean and its gradient are the oracle's`(seed: UInt64) throws {
    let node = node(seed: seed)
    let oracle = ExpectedReturn(on: node.process, discount: 0.7, horizon: Sample.horizon)
    let outcome: Objective<Trajectory<Int, Int>> = .discountedReturn(0.7)
    #expect(
      (exactMean(of: outcome, on: node) - (try oracle.value(of: node.policy))).magnitude <= 1e-12)
    #expect(
      distance(exactGradient(of: outcome, on: node), try oracle.gradient(of: node.policy)) <= 1e-12)
  }

  @Test func `going through all chance gives the moments of all trajectories`() {
    let node = node(seed: 5)
    let tabular = ScoreFunctionEstimator(of: node.policy, discount: 0.7, credit: .wholeTrajectory)
    let listed = TrajectoryDistribution(
      of: node.policy.tabulated, on: node.process, horizon: Sample.horizon
    ).moments(of: tabular.callAsFunction)
    let found = moments(
      of: ScoreFunction(), on: node, of: Objective.discountedReturn(0.7))
    #expect(distance(found.mean, listed.mean) <= 1e-12)
    #expect(distance(found.variances, listed.variances) <= 1e-11)
  }

  @Test func `probabilities of trajectories are their listed ones`() {
    let node = node(seed: 2)
    let listed = TrajectoryDistribution(
      of: node.policy.tabulated, on: node.process, horizon: Sample.horizon)
    let logarithms = node.logProbabilities(of: listed.elements.map(\.trajectory))
    for (element, logarithm) in zip(listed.elements, logarithms) {
      #expect((Double.log(element.probability) - logarithm).magnitude <= 1e-12)
    }
  }

  @Test func `ascent on trajectories finds the better policy`() throws {
    let node = node(seed: 1)
    let oracle = ExpectedReturn(on: node.process, discount: 0.9, horizon: Sample.horizon)
    let start = try oracle.value(of: node.policy)
    var random = RandomStream(seed: 8)
    var ascent = StochasticAscent(
      StochasticProblem(Free(node), objective: .discountedReturn(0.9)),
      estimator: LeaveOneOut(count: 4), optimizer: Adam(learningRate: 0.05))
    for _ in 0..<400 { ascent.step(using: &random) }
    let best = finiteHorizonOptimum(node.process)
    let end = try oracle.value(of: ascent.problem.distribution.node.policy)
    #expect(end > start)
    #expect(best - end <= 0.1 * (best - start))
  }

  private func finiteHorizonOptimum(_ process: FiniteMDP<Int, Int>) -> Double {
    var values = StateValues(over: process.space)
    for _ in 0..<Sample.horizon {
      values = bellmanOptimality(of: values, on: process, discount: 0.9)
    }
    return zip(process.startProbabilities, values.values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test func `a batch of episodes has the gradient of REINFORCE`() {
    let world = Sample.seen(seed: 3)
    let policy = Sample.linearPolicy(seed: 3)
    let node = EpisodeNode(of: policy, in: world, rows: 6, limit: 4)
    var random = RandomStream(seed: 4)
    let estimate = ScoreFunction<EpisodeNode, ConstantBaseline>().estimate(
      of: .discountedReturn(0.8), on: node, using: &random)
    let episodes = estimate.samples[0].outcomes
    #expect(episodes.count == 6)
    let learner = Reinforce(
      policy, in: world, options: ReinforceOptions(discount: 0.8, credit: .wholeTrajectory),
      optimizer: SGD(learningRate: 1))
    let expected = learner.estimate(from: episodes).parameterVector.scalars.map { 6 * Double($0) }
    #expect(distance(estimate.gradient.components, expected) <= 1e-4)
    for (episode, value) in zip(episodes, node.logProbabilities(of: episodes)) {
      let sum = zip(episode.states, episode.actions).reduce(0) {
        $0 + policy.logProbability(of: $1.1, given: world.observation(of: $1.0))
      }
      #expect((sum - value).magnitude <= 1e-5)
    }
  }

  @Test func `learning by the general method makes CartPole's episodes longer`() {
    var random = RandomStream(seed: 3)
    let policy = CategoricalPolicy(
      MLP([4, 32, 2], using: &random), actions: CartPole.Action.allCases)
    var ascent = StochasticAscent(
      StochasticProblem(
        PlayedPolicy(policy, in: CartPole.v1, episodes: 4), objective: .discountedReturn(1)),
      estimator: LeaveOneOut(count: 2), optimizer: Adam(learningRate: 1e-2))
    let values = (0..<60).map { _ in ascent.step(using: &random).value }
    // Ten steps at the start, ten at the end: 80 episodes each, whose means have standard errors of some 2 and 6.
    #expect(values.suffix(10).reduce(0, +) > 2 * values.prefix(10).reduce(0, +))
  }

  @Test func `the chance of a world can't be gone through`() async {
    await #expect(processExitsWith: .failure) {
      let world = Sample.seen(seed: 3)
      let node = EpisodeNode(of: Sample.linearPolicy(seed: 3), in: world, rows: 2, limit: 4)
      _ = moments(
        of: ScoreFunction<EpisodeNode, ConstantBaseline>(), on: node, of: .discountedReturn(0.8))
    }
  }
}
