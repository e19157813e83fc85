import Decisions
import Environments
import ReinforcementLearning
import StochasticOptimization
import Testing

@Suite struct TrajectoryDistributionTests {
  @Test(arguments: 0..<10 as Range<UInt64>)
  func `probabilities sum to 1, and returns to the dynamic programme's value`(seed: UInt64) throws {
    let process = Sample.process(seed: seed)
    let policy = Sample.policy(seed: seed, over: process.space)
    for discount in [0, 0.7, 1] {
      let objective = ExpectedReturn(on: process, discount: discount, horizon: Sample.horizon)
      let all = objective.trajectories(of: policy.tabulated)
      #expect((all.totalProbability - 1).magnitude <= 1e-12)
      let value = try objective.value(of: policy)
      #expect((objective.valueByEnumeration(of: policy) - value).magnitude <= 1e-12)
    }
  }

  /// Three starts, and each of four steps chooses one of two actions and three outcomes: 3 · 6⁴. With
  /// an end in one of three states, from each of two starts: n_h = 2 (2 n_{h−1} + 1), n₀ = 1.
  @Test func `every trajectory is listed once`() {
    let endless = distribution(seed: 0)
    #expect(endless.elements.count == 3888)
    #expect(Set(endless.elements.map(name)).count == 3888)
    #expect(endless.elements.allSatisfy { $0.trajectory.ending == .truncated })
    let ending = distribution(seed: 1)
    #expect(ending.elements.count == 2 * 426)
    #expect(Set(ending.elements.map(name)).count == 2 * 426)
    #expect(
      ending.elements.allSatisfy {
        ($0.trajectory.ending == .terminated) == ($0.trajectory.states.last == 2)
      })
  }

  @Test func `a trajectory's probability is the product along it`() throws {
    let process = Sample.process(seed: 3)
    let policy = Sample.policy(seed: 3, over: process.space)
    for element in distribution(seed: 3).elements.prefix(50) {
      let walk = element.trajectory
      var product = process.startProbabilities[walk.states[0]]
      for time in 0..<walk.length {
        let outcome = try #require(
          process.outcomes(of: walk.actions[time], in: walk.states[time])
            .first { $0.next == walk.states[time + 1] })
        #expect(outcome.reward == walk.rewards[time])
        product *= policy.probability(of: walk.actions[time], in: walk.states[time])
        product *= outcome.probability
      }
      #expect((element.probability - product).magnitude <= 1e-15)
    }
  }

  @Test func `what a policy never does is not listed`() {
    let corridor = ShortCorridor()
    let right = corridor.policy(probabilityOfRight: 1)
    let all = TrajectoryDistribution(of: right, on: corridor.process, horizon: 50)
    #expect(all.elements.count == 1)
    #expect(all.elements[0].trajectory.length == 50)
  }

  @Test func `no steps are one trajectory for each start`() {
    let process = Sample.process(seed: 0)
    let all = TrajectoryDistribution(of: .uniform(over: process), on: process, horizon: 0)
    #expect(all.elements.map(\.probability) == [0.2, 0.3, 0.5])
  }

  @Test func `the mean and covariance of a fair coin are exact`() {
    let bandit = Bandit.constant([0, 1])
    let all = TrajectoryDistribution(
      of: .uniform(over: bandit.space), on: bandit.process, horizon: 1)
    let moments = all.moments { [$0.totalReward, -2 * $0.totalReward] }
    #expect(moments.mean == [0.5, -1])
    #expect(moments.covariance == [[0.25, -0.5], [-0.5, 1]])
    #expect(moments.totalVariance == 1.25)
    #expect(moments.bias(against: [0.5, 0]) == [0, -1])
  }

  @Test func `too many trajectories to list trap before they are listed`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      let process = Sample.process(seed: 0)
      _ = TrajectoryDistribution(of: .uniform(over: process), on: process, horizon: 40)
    }
    #expect(message(of: result).contains("trajectories of 40 steps to list; 1000000 are allowed"))
  }

  private func distribution(seed: UInt64) -> TrajectoryDistribution<Int, Int> {
    let process = Sample.process(seed: seed)
    return TrajectoryDistribution(
      of: Sample.policy(seed: seed, over: process.space).tabulated, on: process,
      horizon: Sample.horizon)
  }

  private func name(of element: TrajectoryDistribution<Int, Int>.Element) -> [Int] {
    element.trajectory.states + [-1] + element.trajectory.actions
  }
}
