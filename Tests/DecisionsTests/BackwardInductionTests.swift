import Decisions
import Testing

@Suite struct BackwardInductionTests {
  /// Two states; in A stay for 1 or go to B for 0; in B stay for 2. With one step left stay, with
  /// two both tie, with three go.
  @Test func `what is best depends on the time left`() throws {
    let solution = try backwardInduction(Sample.tied, horizon: 3)
    #expect(solution.values.map { $0["A"] } == [4, 2, 1, 0])
    #expect(solution.values.map { $0["B"] } == [6, 4, 2, 0])
    #expect(solution.optimalActions(in: "A", at: 0) == ["go"])
    #expect(solution.optimalActions(in: "A", at: 1) == ["stay", "go"])
    #expect(solution.optimalActions(in: "A", at: 2) == ["stay"])
    #expect(solution.policy(at: 0).mostProbableAction(in: "A") == "go")
    #expect(solution.horizon == 3)
  }

  @Test func `a value at the end is discounted back`() throws {
    let final = StateValues([8, 0], over: Sample.tied.space)
    let solution = try backwardInduction(Sample.tied, horizon: 2, discount: 0.5, final: final)
    #expect(solution.values[0]["A"] == 1 + 0.5 * (1 + 0.5 * 8))
  }

  @Test func `FrozenLake in at most 100 steps`() throws {
    let solution = try backwardInduction(Sample.frozenLake, horizon: 100)
    #expect((solution.values[0][0] - 0.744190).magnitude <= 5e-7)
    let discounted = try valueIteration(Sample.frozenLake, discount: 0.99)
    let values = finiteHorizonValues(of: discounted.policy, on: Sample.frozenLake, horizon: 100)
    #expect((values[0] - 0.740165).magnitude <= 5e-7)
  }

  @Test func `a long horizon approaches the stationary solution`() throws {
    let process = Sample.random(seed: 12)
    let long = try backwardInduction(process, horizon: 400, discount: 0.9)
    let solution = try policyIteration(process, discount: 0.9)
    #expect(long.values[0].distance(to: solution.values) <= 1e-12)
  }
}
