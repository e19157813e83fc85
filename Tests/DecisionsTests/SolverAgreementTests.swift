import Decisions
import Testing

/// The solvers, to be held against each other.
enum Method: String, CaseIterable, CustomTestStringConvertible {
  case valueIteration, spanValueIteration, qValueIteration, policyIteration, sweepingPolicyIteration
  case qPolicyIteration, modifiedPolicyIteration, linearProgram, solve

  var testDescription: String { rawValue }

  func solve<State, Action>(
    _ process: FiniteMDP<State, Action>, discount: Double
  ) throws -> Solution<State, Action> {
    switch self {
    case .valueIteration:
      try Decisions.valueIteration(process, discount: discount, tolerance: 1e-12)
    case .spanValueIteration:
      try Decisions.valueIteration(process, discount: discount, tolerance: 1e-12, stopping: .span)
    case .qValueIteration:
      try Decisions.qValueIteration(process, discount: discount, tolerance: 1e-12)
    case .policyIteration: try Decisions.policyIteration(process, discount: discount)
    case .sweepingPolicyIteration:
      try Decisions.policyIteration(
        process, discount: discount, evaluatingBy: .sweeps(.gaussSeidel, tolerance: 1e-13))
    case .qPolicyIteration: try Decisions.qPolicyIteration(process, discount: discount)
    case .modifiedPolicyIteration:
      try Decisions.modifiedPolicyIteration(process, discount: discount, tolerance: 1e-12)
    case .linearProgram: try Decisions.linearProgram(process, discount: discount)
    case .solve: try Decisions.solve(process, discount: discount)
    }
  }
}

@Suite struct SolverAgreementTests {
  @Test(arguments: Method.allCases)
  func `the tied process by hand`(method: Method) throws {
    let solution = try method.solve(Sample.tied, discount: 0.5)
    #expect((solution.values["A"] - 2).magnitude <= 1e-10)
    #expect((solution.values["B"] - 4).magnitude <= 1e-10)
    #expect(solution.optimalActions(in: "A") == ["stay", "go"])
    #expect(solution.policy.mostProbableAction(in: "A") == "stay")
  }

  /// Sutton & Barto (2018), figure 3.5: 22.0 24.4 22.0 19.4 17.5 in the first row.
  @Test(arguments: Method.allCases)
  func `the optimal grid of example 3.8`(method: Method) throws {
    let solution = try method.solve(Sample.grid5, discount: 0.9)
    let printed = [21.977, 24.419, 21.977, 19.419, 17.477]
    for (value, figure) in zip(solution.values.values, printed) {
      #expect((value - figure).magnitude <= 0.0005 + 1e-9)
    }
    #expect(solution.optimalActions(in: 1) == [0, 1, 2, 3])
    #expect(solution.optimalActions(in: 24) == [0, 3])
  }

  @Test(arguments: Method.allCases, 0..<10 as Range<UInt64>)
  func `every solver is within its bound of the direct solution`(
    method: Method, seed: UInt64
  ) throws {
    let process = Sample.random(seed: seed, terminals: seed % 2 == 0 ? 0 : 3)
    let discount = [0.0, 0.3, 0.9, 0.95, 0.99][Int(seed % 5)]
    let reference = try policyIteration(process, discount: discount)
    let solution = try method.solve(process, discount: discount)
    let bound = try #require(solution.bound).distance
    let slack = try #require(reference.bound).distance
    #expect(slack <= 1e-10)
    #expect(bound <= 1e-8)
    #expect(solution.values.distance(to: reference.values) <= bound + slack)
    #expect(solution.disagreements(with: reference).isEmpty)
    #expect(solution.values.values == solution.actionValues.maxima.values)
    #expect(solution.policy.disagreements(with: reference.actionValues, tolerance: 1e-7).isEmpty)
    let again = bellmanOptimality(of: solution.values, on: process, discount: discount)
    #expect(again.distance(to: solution.values) <= (1 + discount) * (bound + slack))
    #expect(solution.residuals.allSatisfy { $0.isFinite })
    #expect(solution.record.backups > 0)
  }

  @Test func `the bound holds however early sweeps stop`() throws {
    for seed in 0..<5 as Range<UInt64> {
      let process = Sample.random(seed: seed, terminals: seed % 2 == 0 ? 0 : 2)
      let exact = try policyIteration(process, discount: 0.95).values
      for tolerance in [1.0, 0.1, 1e-3, 1e-6] {
        for rule in [StoppingRule.supNorm, .span] {
          let early = try valueIteration(
            process, discount: 0.95, tolerance: tolerance, stopping: rule)
          let bound = try #require(early.bound)
          #expect(bound.rule == (rule == .span ? .span : .supNorm))
          #expect(early.values.distance(to: exact) <= bound.distance)
        }
        let modified = try modifiedPolicyIteration(process, discount: 0.95, tolerance: tolerance)
        let bound = try #require(modified.bound).distance
        #expect(bound <= tolerance)
        #expect(modified.values.distance(to: exact) <= bound)
      }
    }
  }

  @Test func `value iteration's residuals fall by the discount`() throws {
    let solution = try valueIteration(Sample.random(seed: 3), discount: 0.9)
    for (earlier, later) in zip(solution.residuals, solution.residuals.dropFirst()) {
      #expect(later <= 0.9 * earlier + 1e-12)
    }
    #expect(solution.residuals.count == solution.iterations)
    #expect(try #require(solution.residuals.last) < 1e-10)
  }

  @Test func `policy iteration rises from policy to policy and needs few`() throws {
    let process = Sample.random(seed: 6)
    let solution = try policyIteration(process, discount: 0.9)
    #expect(solution.iterations <= 8)
    let first = Policy.deterministic(over: process.space) { process.actions(in: $0)[0] }
    let start = try evaluate(first, on: process, discount: 0.9).values
    #expect(zip(start.values, solution.values.values).allSatisfy { $0 <= $1 + 1e-12 })
  }

  /// From the first action everywhere: 3 evaluations on the grid. On FrozenLake 7, counted by an
  /// independent program that takes the first of the actions that tie within 1e-12; one that lets
  /// rounding choose among them needs 6.
  @Test func `policy iteration evaluates as many policies as an independent program`() throws {
    #expect(try policyIteration(Sample.grid5, discount: 0.9).iterations == 3)
    #expect(try policyIteration(Sample.frozenLake, discount: 0.99).iterations == 7)
  }

  @Test(arguments: Method.allCases)
  func `a discount outside the unit interval is an error`(method: Method) {
    for discount in [-0.1, 1.1, .nan] {
      #expect {
        try method.solve(Sample.tied, discount: discount)
      } throws: { error in
        if case .discountOutOfRange = error as? SolverError { return true }
        return false
      }
    }
  }

  @Test func `errors say what, why and what to do`() {
    #expect("\(SolverError.discountOutOfRange(1.1))".contains("1.1"))
    let ends = SolverError.neverEnds(.init(number: 3, name: "trap"))
    #expect("\(ends)".contains("trap") && "\(ends)".contains("γ < 1"))
    #expect("\(SolverError.unboundedValue(.init(number: 3)))".contains("number 3"))
  }

  @Test func `too few sweeps are an error`() {
    #expect {
      try valueIteration(Sample.tied, discount: 0.5, maximumSweeps: 4)
    } throws: { error in
      if case .notConverged("value iteration", 4, _, _) = error as? SolverError { return true }
      return false
    }
  }

  @Test func `a process of terminal states alone is solved`() throws {
    let process = FiniteMDP<Int, Int>(
      states: [0, 1], actions: [0], start: 0, offered: { _ in [] }, outcomes: { _, _ in [] })
    for method in Method.allCases {
      for discount in [0.9, 1] {
        #expect(try method.solve(process, discount: discount).values.values == [0, 0])
      }
    }
  }
}
