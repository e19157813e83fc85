import Decisions
import RandomStreams
import Testing

@Suite struct MonteCarloTests {
  /// Seed 21, 5,000 episodes of 200 steps, starting in each of 25 cells in turn (0.9²⁰⁰ = 7·10⁻¹⁰
  /// is unseen). Each mean within 4 standard errors, which 25 of them all are with probability
  /// 0.998.
  @Test(arguments: [Visits.first, .every])
  func `means lie within four standard errors of the exact values`(visits: Visits) throws {
    let grid = Sample.grid5
    let policy = Policy.uniform(over: grid)
    let exact = try evaluate(policy, on: grid, discount: 0.9).values
    var random = RandomStream(seed: 21).child("grid")
    let estimate = monteCarloValues(
      of: policy, on: grid, discount: 0.9, episodes: 5000, limit: 200, visits: visits,
      from: grid.states, using: &random)
    for state in grid.states {
      let error = estimate.standardErrors[state]
      #expect(error > 0 && error < 0.3)
      #expect((estimate.means[state] - exact[state]).magnitude <= 4 * error)
    }
  }

  /// A corridor from 0 takes 4 + failures steps; seed 8, 4,000 episodes: variance of a geometric
  /// number is (1 − p)/p².
  @Test func `the standard error of first visits is the textbook one`() {
    let corridor = Sample.corridor(length: 4, success: 0.5)
    var random = RandomStream(seed: 8)
    let episodes = 4000
    let estimate = monteCarloValues(
      of: .uniform(over: corridor), on: corridor, discount: 1, episodes: episodes, using: &random)
    let expected = (4 * 2 / Double(episodes)).squareRoot()
    #expect((estimate.standardErrors[0] / expected - 1).magnitude < 0.1)
    #expect((estimate.means[0] + 8).magnitude <= 4 * expected)
    #expect(estimate.visits[0] == Double(episodes))
    #expect(estimate.means[4] == 0)
  }

  @Test func `undiscounted episodes that were cut off don't count`() {
    let corridor = Sample.corridor(length: 100, success: 1)
    var random = RandomStream(seed: 8)
    let estimate = monteCarloValues(
      of: .uniform(over: corridor), on: corridor, discount: 1, episodes: 3, limit: 5, using: &random
    )
    #expect(estimate.visits[0] == 0)
    #expect(estimate.means[0].isNaN)
  }

  @Test func `every visit counts all, first visit one an episode`() {
    let loop = FiniteMDP<Int, Int>(
      states: [0, 1], actions: [0], start: 0, offered: { $0 == 0 ? [0] : [] },
      outcomes: { _, _ in
        [
          Outcome(probability: 0.75, reward: 1, next: 0),
          Outcome(probability: 0.25, reward: 1, next: 1),
        ]
      })
    func visits(_ kind: Visits) -> Double {
      var random = RandomStream(seed: 5)
      return monteCarloValues(
        of: .uniform(over: loop), on: loop, discount: 1, episodes: 100, visits: kind, using: &random
      ).visits[0]
    }
    #expect(visits(.first) == 100)
    #expect(visits(.every) > 200)
  }
}
