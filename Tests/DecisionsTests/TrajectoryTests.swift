import Decisions
import RandomStreams
import Testing

@Suite struct TrajectoryTests {
  @Test func `credit for a win falls by the discount with each step before it`() {
    #expect(rewardsToGo([0, 0, -1], discount: 0.9) == [-0.81, -0.9, -1])
    #expect(rewardsToGo([1, 2, 3], discount: 1) == [6, 5, 3])
    #expect(rewardsToGo([1, 2, 3], discount: 0) == [1, 2, 3])
    #expect(rewardsToGo([], discount: 0.5) == [])
  }

  @Test func `a bootstrap stands for what was not seen`() {
    #expect(rewardsToGo([1, 1], discount: 0.5, bootstrap: 4) == [2.5, 3])
    let cut = Trajectory(
      states: [0, 1, 2], actions: ["a", "b"], rewards: [1, 1], ending: .truncated)
    #expect(cut.returns(discount: 0.5, bootstrap: 4) == [2.5, 3])
    #expect(cut.discountedReturn(discount: 0.5) == 1.5)
    #expect(cut.totalReward == 2)
    #expect(cut.length == 2)
  }

  @Test func `the discounted sum of ones is the geometric sum`() {
    let sum = discountedSum([Double](repeating: 1, count: 10), discount: 0.5)
    #expect(sum == 2 * (1 - 0x1p-10))
  }

  @Test func `the effective horizon is one over one minus the discount`() {
    #expect(effectiveHorizon(discount: 0) == 1)
    #expect(effectiveHorizon(discount: 0.5) == 2)
    #expect(effectiveHorizon(discount: 1) == .infinity)
  }

  @Test func `an episode ends as terminated at a terminal state`() {
    var random = RandomStream(seed: 1)
    let corridor = Sample.corridor(length: 3, success: 1)
    let walk = rollout(.uniform(over: corridor), in: corridor, limit: 10, using: &random)
    #expect(walk.states == [0, 1, 2, 3])
    #expect(walk.actions == ["forward", "forward", "forward"])
    #expect(walk.rewards == [-1, -1, -1])
    #expect(walk.ending == .terminated)
  }

  @Test func `an episode that reaches the limit is truncated`() {
    var random = RandomStream(seed: 1)
    let corridor = Sample.corridor(length: 3, success: 1)
    let walk = rollout(.uniform(over: corridor), in: corridor, limit: 2, using: &random)
    #expect(walk.states == [0, 1, 2])
    #expect(walk.ending == .truncated)
    let whole = rollout(.uniform(over: corridor), in: corridor, limit: 3, using: &random)
    #expect(whole.ending == .terminated)
    let none = rollout(.uniform(over: corridor), in: corridor, limit: 0, using: &random)
    #expect(none.length == 0)
    #expect(none.ending == .truncated)
  }

  @Test func `an episode that starts at its end has no steps`() {
    var random = RandomStream(seed: 1)
    let corridor = Sample.corridor(length: 3, success: 1)
    let walk = rollout(.uniform(over: corridor), in: corridor, limit: 5, from: 3, using: &random)
    #expect(walk.length == 0)
    #expect(walk.ending == .terminated)
  }

  @Test func `a closure may act, with the generator at hand`() {
    var random = RandomStream(seed: 3)
    let lake = Sample.frozenLake
    let walk = rollout(in: lake, limit: 50, using: &random) { _, random in
      Int.uniform(below: 4, using: &random)
    }
    #expect(walk.states.first == 0)
    #expect(walk.states.count == walk.length + 1)
    #expect(walk.actions.allSatisfy { (0..<4).contains($0) })
  }

  @Test func `the same seed gives the same episode`() {
    let lake = Sample.frozenLake
    func walk(_ seed: UInt64) -> Trajectory<Int, Int> {
      var random = RandomStream(seed: seed)
      return rollout(.uniform(over: lake), in: lake, limit: 100, using: &random)
    }
    #expect(walk(5).states == walk(5).states)
    #expect((0..<20).contains { walk($0).states != walk(5).states })
  }

  @Test func `a time limit truncates, and termination at the limit stays termination`() {
    var random = RandomStream(seed: 1)
    let corridor = Sample.corridor(length: 3, success: 1)
    let short = TimeLimited(corridor, limit: 2)
    let cut = rollout(in: short, limit: 100, using: &random) { _, _ in "forward" }
    #expect(cut.length == 2)
    #expect(cut.ending == .truncated)
    #expect(cut.states.map(\.elapsed) == [0, 1, 2])
    #expect(short.actions(in: .init(2, elapsed: 2)).isEmpty)
    let exact = TimeLimited(corridor, limit: 3)
    #expect(
      rollout(in: exact, limit: 100, using: &random) { _, _ in "forward" }.ending == .terminated)
  }

  /// n = 30,000 draws a pair; each frequency within 4.5 standard errors √(p(1 − p)/n). Seed 11.
  @Test func `the simulator draws what the table says`() {
    let process = Sample.random(seed: 2, states: 6)
    var random = RandomStream(seed: 11)
    let draws = 30_000
    for state in process.states {
      for action in process.actions(in: state) {
        var counts: [Int: Int] = [:]
        for _ in 0..<draws {
          counts[process.step(from: state, taking: action, using: &random).next, default: 0] += 1
        }
        var expected: [Int: Double] = [:]
        for outcome in process.outcomes(of: action, in: state) {
          expected[outcome.next, default: 0] += outcome.probability
        }
        for (next, p) in expected {
          let error = (p * (1 - p) / Double(draws)).squareRoot()
          let frequency = Double(counts[next] ?? 0) / Double(draws)
          #expect((frequency - p).magnitude <= 4.5 * error + 1e-12)
        }
      }
    }
  }

  @Test func `a trajectory whose parts don't fit traps`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Trajectory(states: [0], actions: [1, 2], rewards: [1], ending: .terminated)
    }
    #expect(message(of: result).contains("1 states, 2 actions and 1 rewards"))
  }

  @Test func `a discount above one traps in plain functions`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = rewardsToGo([1], discount: 1.5)
    }
    #expect(message(of: result).contains("the discount γ is 1.5"))
  }
}

/// What a process wrote before it trapped.
func message(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}
