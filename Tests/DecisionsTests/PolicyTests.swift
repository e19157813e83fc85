import Decisions
import RandomStreams
import Testing

@Suite struct PolicyTests {
  let tied = Sample.tied

  @Test func `greedy takes the first action that ties, within the tolerance`() {
    let exact = ActionValues([2, 2 + 1e-12, 4], over: tied.space)
    #expect(Policy.greedy(exact).mostProbableAction(in: "A") == "stay")
    #expect(Policy.greedy(exact, tolerance: 0).mostProbableAction(in: "A") == "go")
  }

  @Test func `ε-greedy gives every action its share`() {
    let values = ActionValues([1, 2, 4], over: tied.space)
    let policy = Policy.epsilonGreedy(values, epsilon: 0.1)
    #expect(policy.probability(of: "stay", in: "A") == 0.05)
    #expect((policy.probability(of: "go", in: "A") - 0.95).magnitude < 1e-15)
    #expect(policy.probability(of: "stay", in: "B") == 1)
  }

  @Test func `softmax weighs by the exponential of the value`() {
    let values = ActionValues([0, 1, 4], over: tied.space)
    let policy = Policy.softmax(values, temperature: 0.5)
    // e² / (1 + e²)
    #expect((policy.probability(of: "go", in: "A") - 0.880797077977882).magnitude < 1e-14)
    let huge = ActionValues([1e6, -1e6, 0], over: tied.space)
    #expect(Policy.softmax(huge).probability(of: "stay", in: "A") == 1)
  }

  @Test func `looking ahead from V* and the argmax of Q* are the same policy`() throws {
    let solution = try solve(tied, discount: 0.5)
    let ahead = Policy.lookAhead(from: solution.values, on: tied, discount: 0.5)
    #expect(ahead.probabilities == Policy.greedy(solution.actionValues).probabilities)
  }

  @Test func `ties are sets, and policies that differ within them agree`() throws {
    let solution = try solve(tied, discount: 0.5)
    #expect(solution.optimalActions(in: "A") == ["stay", "go"])
    #expect(solution.optimalActions(in: "B") == ["stay"])
    #expect(solution.actionValues.bestActionSets() == [["stay", "go"], ["stay"]])
    let stay = Policy.deterministic(over: tied.space) { _ in "stay" }
    let go = Policy.deterministic(over: tied.space) { $0 == "A" ? "go" : "stay" }
    #expect(stay.agrees(with: go, judgedBy: solution.actionValues))
    #expect(stay.disagreements(with: solution.actionValues).isEmpty)
    let worse = ActionValues([2, 1, 4], over: tied.space)
    #expect(go.disagreements(with: worse) == ["A"])
    #expect(solution.actionValues.disagreements(with: worse) == ["A"])
  }

  /// n = 20,000 draws, seed 4; within 4 standard errors √(p(1 − p)/n).
  @Test func `a policy draws actions as often as it says`() {
    let policy = Policy(over: tied.space) { state, action in
      state == "B" ? 1 : action == "stay" ? 0.3 : 0.7
    }
    var random = RandomStream(seed: 4)
    let draws = 20_000
    let stays = (0..<draws).filter { _ in policy.sample(in: "A", using: &random) == "stay" }.count
    #expect(
      (Double(stays) / Double(draws) - 0.3).magnitude <= 4 * (0.21 / Double(draws)).squareRoot())
  }

  @Test func `probabilities that don't sum to one trap and are shown`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Policy(probabilities: [0.5, 0.4, 1], over: Sample.tied.space)
    }
    #expect(message(of: result).contains("summing to 0.9"))
  }
}
