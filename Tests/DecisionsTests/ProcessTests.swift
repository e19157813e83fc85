import Decisions
import Testing

@Suite struct ProcessTests {
  @Test func `transitions number states and actions as they first appear`() {
    let tied = Sample.tied
    #expect(tied.states == ["A", "B"])
    #expect(tied.actions == ["stay", "go"])
    #expect(tied.actions(in: "A") == ["stay", "go"])
    #expect(tied.actions(in: "B") == ["stay"])
    #expect(tied.expectedReward(of: "stay", in: "B") == 2)
  }

  @Test func `a state from which nothing leads is terminal and worth nothing`() throws {
    let corridor = Sample.corridor(length: 2, success: 0.5)
    #expect(corridor.isTerminal(2))
    #expect(try solve(corridor, discount: 1).values[2] == 0)
  }

  @Test func `equal outcomes are joined and impossible ones dropped`() {
    let process = FiniteMDP<Int, Int>(
      states: [0, 1], actions: [0], start: 0, offered: { $0 == 0 ? [0] : [] },
      outcomes: { _, _ in
        [
          Outcome(probability: 0.25, reward: 1, next: 1),
          Outcome(probability: 0.25, reward: 1, next: 1),
          Outcome(probability: 0.5, reward: 2, next: 1),
          Outcome(probability: 0, reward: 9, next: 0),
        ]
      })
    let outcomes = process.outcomes(of: 0, in: 0)
    #expect(outcomes.map(\.probability) == [0.5, 0.5])
    #expect(outcomes.map(\.reward) == [1, 2])
    #expect(process.expectedReward(of: 0, in: 0) == 1.5)
  }

  @Test func `outcomes that don't sum to one trap, naming action and state`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FiniteMDP<String, String>(
        states: ["here"], actions: ["wait"], start: "here",
        outcomes: { _, _ in [Outcome(probability: 0.7, reward: 0, next: "here")] })
    }
    #expect(message(of: result).contains("wait in here"))
    #expect(message(of: result).contains("0.7"))
  }

  @Test func `a successor that is no state traps and is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FiniteMDP<String, String>(
        states: ["here"], actions: ["wait"], start: "here",
        outcomes: { _, _ in [Outcome(reward: 0, next: "nowhere")] })
    }
    #expect(message(of: result).contains("nowhere"))
  }

  @Test func `a state listed twice traps and is named`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = StateActionSpace<String, String>(states: ["a", "a"], actions: ["x"]) { _ in ["x"] }
    }
    #expect(message(of: result).contains("state a is listed twice"))
  }

  @Test func `a table with a successor out of range traps and says which pair`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TransitionTable(
        pairStarts: [0, 1], outcomeStarts: [0, 1], successors: [7], probabilities: [1], rewards: [0]
      )
    }
    #expect(message(of: result).contains("pair 0"))
  }

  @Test func `an action that a state doesn't offer traps and shows what it offers`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Sample.tied.outcomes(of: "go", in: "B")
    }
    #expect(message(of: result).contains("state B does not offer go"))
  }

  @Test func `start probabilities weigh the value of the start`() {
    let process = FiniteMDP<Int, Int>(
      states: [0, 1], actions: [0], start: [0: 0.25, 1: 0.75],
      outcomes: { state, _ in [Outcome(reward: 0, next: state)] })
    #expect(process.startValue(StateValues([4, 8], over: process.space)) == 7)
  }
}
