import Decisions
import Environments
import NeuralNetworks
import RandomStreams
import ReinforcementLearning
import Testing

/// What a baseline is good for: fewer episodes. Nothing is standardised, four episodes make a step, and
/// the learning rate is the best of six for none, found with other seeds.
@Suite struct ReinforceBaselineLearningTests {
  /// The mean return of the first 200 episodes on CartPole, for twenty seeds.
  private static func returns<Baseline: ReturnBaseline<[Double]>>(
    _ baseline: (inout RandomStream) -> Baseline
  ) -> [Double] {
    (0..<20 as Range<UInt64>).map { seed in
      var random = RandomStream(seed: seed).child("baselines")
      var dice = RandomStream(seed: seed).child("baseline's network")
      let policy = CategoricalPolicy(
        MLP([4, 32, 2], using: &random), actions: CartPole.Action.allCases)
      var learner = Reinforce(
        policy, in: CartPole.v1, baseline: baseline(&dice),
        optimizer: Adam(learningRate: 0.02))
      let played = (0..<50).flatMap { _ in learner.update(episodes: 4, using: &random) }
      return played.reduce(0) { $0 + $1.totalReward } / 200
    }
  }

  /// How many standard errors the mean of the first lies above that of the second.
  private static func lead(_ first: [Double], _ second: [Double]) -> Double {
    func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
    func square(ofErrorIn numbers: [Double]) -> Double {
      let deviations = numbers.map { ($0 - mean(numbers)) * ($0 - mean(numbers)) }
      return deviations.reduce(0, +) / Double(numbers.count * (numbers.count - 1))
    }
    let error = (square(ofErrorIn: first) + square(ofErrorIn: second)).squareRoot()
    return (mean(first) - mean(second)) / error
  }

  /// Student's t with 19 degrees of freedom, the fewest that Welch's test may have here, is above 3.58
  /// once in a thousand.
  @Test func `each baseline learns to balance a pole in fewer episodes than none`() {
    let none = Self.returns { _ in ConstantReturnBaseline() }
    let average = Self.returns { _ in MovingAverageReturnBaseline() }
    let others = Self.returns { _ in LeaveOneOutReturnBaseline() }
    let learned = Self.returns { dice in
      LearnedReturnBaseline(
        MLP([4, 32, 1], activation: .tanh, using: &dice), optimizer: Adam(learningRate: 0.01),
        steps: 10)
    }
    for numbers in [average, others, learned] { #expect(Self.lead(numbers, none) >= 3.58) }
  }
}
