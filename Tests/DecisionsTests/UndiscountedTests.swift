import Decisions
import Testing

@Suite struct UndiscountedTests {
  /// 14/17: FrozenLake's chance to be crossed at all.
  @Test(arguments: Method.allCases)
  func `FrozenLake is crossed with probability 14 of 17`(method: Method) throws {
    let solution = try method.solve(Sample.frozenLake, discount: 1)
    #expect((solution.values[0] - 14.0 / 17).magnitude <= 1e-9)
    #expect(solution.bound == nil)
    let value = try evaluate(solution.policy, on: Sample.frozenLake, discount: 1).values[0]
    #expect((value - 14.0 / 17).magnitude <= 1e-9)
  }

  @Test func `value iteration with a tolerance of 1e-10 finds 14 of 17`() throws {
    let solution = try valueIteration(Sample.frozenLake, discount: 1)
    #expect((solution.values[0] - 14.0 / 17).magnitude <= 1e-8)
  }

  @Test(arguments: Method.allCases)
  func `the gambler of example 4.3 at p = 0.4`(method: Method) throws {
    let gambler = FiniteMDP<Int, Int>(
      states: Array(0...100), actions: Array(1...50), start: 50,
      offered: { capital in
        (1..<100).contains(capital) ? Array(1...min(capital, 100 - capital)) : []
      },
      outcomes: { capital, stake in
        [
          Outcome(probability: 0.4, reward: capital + stake == 100 ? 1 : 0, next: capital + stake),
          Outcome(probability: 0.6, reward: 0, next: capital - stake),
        ]
      })
    let values = try method.solve(gambler, discount: 1).values
    #expect((values[25] - 0.16).magnitude <= 1e-9)
    #expect((values[50] - 0.4).magnitude <= 1e-9)
    #expect((values[75] - 0.64).magnitude <= 1e-9)
    #expect((values[1] - 0.00206562).magnitude <= 5e-9)
    #expect((values[99] - 0.964333).magnitude <= 5e-7)
  }

  @Test(arguments: Method.allCases, 0..<6 as Range<UInt64>)
  func `processes that must end are solved alike`(method: Method, seed: UInt64) throws {
    let process = Sample.random(seed: seed, terminals: 3)
    let reference = try linearProgram(process, discount: 1)
    let solution = try method.solve(process, discount: 1)
    #expect(solution.values.distance(to: reference.values) <= 1e-9)
    #expect(solution.disagreements(with: reference).isEmpty)
  }

  /// Walking into the wall costs nothing and leads nowhere: by its Q it ties with going on, as a
  /// policy it never arrives.
  @Test(arguments: Method.allCases)
  func `the policy returned ends even where standing still ties`(method: Method) throws {
    let hall = FiniteMDP<Int, String>(
      states: [0, 1, 2, 3], actions: ["bump", "on"], start: 0,
      offered: { $0 == 3 ? [] : ["bump", "on"] },
      outcomes: { state, action in
        let next = action == "on" ? state + 1 : state
        return [Outcome(reward: next == 3 ? 1 : 0, next: next)]
      })
    let solution = try method.solve(hall, discount: 1)
    #expect(solution.values.values == [1, 1, 1, 0])
    #expect(solution.optimalActions(in: 0) == ["bump", "on"])
    #expect(try evaluate(solution.policy, on: hall, discount: 1).values[0] == 1)
  }

  /// Leaving costs 1, resting costs nothing: V* = 0, though V = −1 satisfies the optimality
  /// equation too.
  @Test(arguments: Method.allCases)
  func `resting for nothing beats leaving at a cost`(method: Method) throws {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("room", "leave", reward: -1, next: "end"),
        .init("room", "rest", reward: 0, next: "room"),
        .init("hall", "enter", reward: -2, next: "room"),
      ], start: "hall")
    let solution = try method.solve(process, discount: 1)
    #expect(solution.values["room"].magnitude <= 1e-9)
    #expect((solution.values["hall"] + 2).magnitude <= 1e-9)
    #expect(solution.policy.mostProbableAction(in: "room") == "rest")
  }

  @Test func `policy iteration leaves a policy that leaves at a cost`() throws {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("room", "leave", reward: -1, next: "end"),
        .init("room", "rest", reward: 0, next: "room"),
      ], start: "room")
    let leave = Policy.deterministic(over: process.space) { _ in "leave" }
    let solution = try policyIteration(process, discount: 1, startingFrom: leave)
    #expect(solution.values["room"] == 0)
    #expect(solution.policy.mostProbableAction(in: "room") == "rest")
  }

  /// Taking the bait gains 1 and then loses 5. Sweeps from 0 would believe in the 1 for ever,
  /// because resting keeps it.
  @Test(arguments: Method.allCases)
  func `a gain that must be paid for later is not kept by resting`(method: Method) throws {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("room", "bait", reward: 1, next: "trap"),
        .init("room", "rest", reward: 0, next: "room"),
        .init("trap", "out", reward: -5, next: "end"),
      ], start: "room")
    let solution = try method.solve(process, discount: 1)
    #expect(solution.values["room"].magnitude <= 1e-9)
    #expect((solution.values["trap"] + 5).magnitude <= 1e-9)
  }

  @Test(arguments: Method.allCases)
  func `a state that can't end is an error that names it`(method: Method) {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("start", "end", reward: -1, next: "end"),
        .init("start", "fall", reward: -1, next: "pit"),
        .init("pit", "wait", reward: -1, next: "pit"),
      ], start: "start")
    #expect(throws: SolverError.neverEnds(.init(number: 2, name: "pit"))) {
      try method.solve(process, discount: 1)
    }
  }

  @Test(arguments: [Method.policyIteration, .linearProgram, .solve])
  func `a round that gains for ever is an error that names a state`(method: Method) {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("a", "round", reward: 2, next: "b"),
        .init("b", "round", reward: -1, next: "a"),
        .init("b", "end", reward: 0, next: "end"),
      ], start: "a")
    #expect {
      try method.solve(process, discount: 1)
    } throws: { error in
      guard case .unboundedValue(let state) = error as? SolverError else { return false }
      return ["a", "b"].contains(state.name)
    }
  }

  @Test func `sweeps on a round that gains for ever give up`() {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("a", "round", reward: 1, next: "a"),
        .init("a", "end", reward: 0, next: "end"),
      ], start: "a")
    #expect {
      try valueIteration(process, discount: 1, maximumSweeps: 1000)
    } throws: { error in
      if case .notConverged(_, 1000, 1, _) = error as? SolverError { return true }
      return false
    }
  }

  @Test func `policy iteration started from an improper policy names the state`() {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("start", "wait", reward: -1, next: "start"),
        .init("start", "go", reward: -1, next: "end"),
      ], start: "start")
    let wait = Policy.deterministic(over: process.space) { _ in "wait" }
    #expect(throws: SolverError.improperPolicy(.init(number: 0, name: "start"))) {
      try policyIteration(process, discount: 1, startingFrom: wait)
    }
    #expect(throws: Never.self) { try policyIteration(process, discount: 1) }
  }
}
