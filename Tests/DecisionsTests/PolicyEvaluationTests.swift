import Decisions
import RandomStreams
import Testing

@Suite struct PolicyEvaluationTests {
  /// The random policy on the 5 × 5 grid: Sutton & Barto (2018), figure 3.2, to one digit there.
  @Test(arguments: [
    EvaluationMethod.directSolve, .sweeps(.jacobi, tolerance: 1e-12),
    .sweeps(.gaussSeidel, tolerance: 1e-12),
  ])
  func `the grid of example 3.5 is worth what the book prints`(method: EvaluationMethod) throws {
    let grid = Sample.grid5
    let evaluation = try evaluate(.uniform(over: grid), on: grid, discount: 0.9, by: method)
    let printed: [Double] = [
      3.3, 8.8, 4.4, 5.3, 1.5, 1.5, 3.0, 2.3, 1.9, 0.5, 0.1, 0.7, 0.7, 0.4, -0.4, -1.0, -0.4, -0.4,
      -0.6, -1.2, -1.9, -1.3, -1.2, -1.4, -2.0,
    ]
    for (value, figure) in zip(evaluation.values.values, printed) {
      #expect((value - figure).magnitude <= 0.05 + 1e-9)
    }
    let top = [3.309, 8.789, 4.428, 5.322, 1.492]
    for (value, figure) in zip(evaluation.values.values, top) {
      #expect((value - figure).magnitude <= 0.0005 + 1e-9)
    }
  }

  @Test(arguments: 0..<12 as Range<UInt64>)
  func `direct solve and both kinds of sweeps agree within their bounds`(seed: UInt64) throws {
    let process = Sample.random(seed: seed, states: 40, terminals: seed % 3 == 0 ? 4 : 0)
    let policy = Sample.policy(seed: seed, on: process)
    let discount = [0.0, 0.5, 0.9, 0.99][Int(seed % 4)]
    let direct = try evaluate(policy, on: process, discount: discount)
    let jacobi = try evaluate(policy, on: process, discount: discount, by: .sweeps(.jacobi))
    let seidel = try evaluate(policy, on: process, discount: discount, by: .sweeps(.gaussSeidel))
    let bounds = try [direct, jacobi, seidel].map { try #require($0.bound).distance }
    #expect(bounds[0] <= 1e-11)
    #expect(direct.values.distance(to: jacobi.values) <= bounds[0] + bounds[1])
    #expect(direct.values.distance(to: seidel.values) <= bounds[0] + bounds[2])
    let again = bellmanExpectation(
      of: direct.values, under: policy, on: process, discount: discount)
    #expect(again.distance(to: direct.values) <= 1e-12)
    #expect(
      stateValues(from: direct.actionValues, under: policy).distance(to: direct.values) <= 1e-12)
  }

  @Test func `an undiscounted corridor takes length over success steps`() throws {
    let corridor = Sample.corridor(length: 7, success: 0.25)
    let evaluation = try evaluate(.uniform(over: corridor), on: corridor, discount: 1)
    for state in 0...7 {
      #expect((evaluation.values[state] + Double(7 - state) * 4).magnitude <= 1e-12)
    }
    #expect(evaluation.bound == nil)
  }

  /// A fair walk on 0 … n with both ends terminal takes s (n − s) steps: with n = 2,000 the matrix
  /// is nearly singular.
  @Test func `a long fair walk keeps its digits`() throws {
    let n = 2000
    let walk = FiniteMDP<Int, Int>(
      states: Array(0...n), actions: [0], start: n / 2,
      offered: { $0 == 0 || $0 == n ? [] : [0] },
      outcomes: { state, _ in
        [
          Outcome(probability: 0.5, reward: 1, next: state - 1),
          Outcome(probability: 0.5, reward: 1, next: state + 1),
        ]
      })
    let values = try evaluate(.uniform(over: walk), on: walk, discount: 1).values
    for state in 1..<n {
      let steps = Double(state * (n - state))
      #expect((values[state] / steps - 1).magnitude <= 1e-12)
    }
  }

  @Test func `states numbered at random are put in a better order, and solved as well`() throws {
    var random = RandomStream(seed: 9)
    let n = 600
    var numbers = Array(0..<n)
    for place in numbers.indices.reversed() {
      numbers.swapAt(place, Int.uniform(below: place + 1, using: &random))
    }
    let ring = FiniteMDP<Int, Int>(
      states: numbers, actions: [0], start: 0,
      outcomes: { state, _ in
        [
          Outcome(probability: 0.5, reward: Double(state), next: (state + 1) % n),
          Outcome(probability: 0.5, reward: 0, next: (state + n - 1) % n),
        ]
      })
    let evaluation = try evaluate(.uniform(over: ring), on: ring, discount: 0.999)
    #expect(try #require(evaluation.bound).distance <= 1e-6)
    let again = bellmanExpectation(
      of: evaluation.values, under: .uniform(over: ring), on: ring, discount: 0.999)
    #expect(again.distance(to: evaluation.values) <= 1e-9)
  }

  @Test func `an improper policy is an error that names the state`() {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("start", "go", reward: -1, next: "end"),
        .init("start", "wait", reward: -1, next: "start"),
      ], start: "start")
    let wait = Policy.deterministic(over: process.space) { _ in "wait" }
    for method in [EvaluationMethod.directSolve, .sweeps()] {
      #expect(throws: SolverError.improperPolicy(.init(number: 0, name: "start"))) {
        try evaluate(wait, on: process, discount: 1, by: method)
      }
    }
  }

  @Test func `going on for ever for nothing is worth nothing`() throws {
    let process = FiniteMDP<String, String>(
      transitions: [
        .init("start", "rest", reward: -3, next: "rest"),
        .init("rest", "rest", reward: 0, next: "rest"),
        .init("start", "end", reward: 1, next: "end"),
      ], start: "start")
    let rest = Policy.deterministic(over: process.space) { _ in "rest" }
    #expect(try evaluate(rest, on: process, discount: 1).values["start"] == -3)
    #expect(try evaluate(rest, on: process, discount: 1, by: .sweeps()).values["start"] == -3)
  }

  @Test func `sweeps that don't suffice are an error with the residual`() {
    let grid = Sample.grid5
    #expect {
      try evaluate(.uniform(over: grid), on: grid, discount: 0.9, by: .sweeps(.jacobi, maximum: 3))
    } throws: { error in
      guard case .notConverged(_, 3, let residual, 1e-10) = error as? SolverError else {
        return false
      }
      return residual > 0.1 && "\(error)".contains("after 3 sweeps")
    }
  }

  @Test func `only ten steps of a corridor are worth ten steps`() {
    let corridor = Sample.corridor(length: 50, success: 1)
    let values = finiteHorizonValues(of: .uniform(over: corridor), on: corridor, horizon: 10)
    #expect(values[0] == -10)
    #expect(values[45] == -5)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `occupancy times reward is the value of the start`(seed: UInt64) throws {
    let process = Sample.random(seed: seed, terminals: seed % 2 == 0 ? 0 : 3)
    let policy = Sample.policy(seed: seed, on: process)
    let discount = seed % 2 == 0 ? 0.9 : 1
    let visits = try occupancy(of: policy, on: process, discount: discount)
    let value = zip(visits.values, process.table.expectedRewards).reduce(0) { $0 + $1.0 * $1.1 }
    let expected = try evaluate(policy, on: process, discount: discount).values
    #expect((value - process.startValue(expected)).magnitude <= 1e-11)
    if seed % 2 == 0 { #expect((visits.values.reduce(0, +) - 10).magnitude <= 1e-11) }
  }

  @Test func `occupancy of a policy that never ends is an error when undiscounted`() {
    #expect(throws: SolverError.improperPolicy(.init(number: 0, name: "A"))) {
      try occupancy(of: .uniform(over: Sample.tied), on: Sample.tied, discount: 1)
    }
  }
}

extension PolicyEvaluationTests {
  @Test func `values to start from that don't fit trap`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = try valueIteration(Sample.tied.table, discount: 0.5, startingFrom: [1])
    }
    #expect(message(of: result).contains("1 values for 2 states"))
  }

  @Test func `policy iteration with loose sweeps ends, and its bound holds`() throws {
    for seed in 0..<6 as Range<UInt64> {
      let process = Sample.random(seed: seed)
      let loose = try policyIteration(
        process, discount: 0.95, evaluatingBy: .sweeps(.jacobi, tolerance: 1e-3))
      let exact = try policyIteration(process, discount: 0.95)
      #expect(loose.values.distance(to: exact.values) <= (try #require(loose.bound)).distance)
    }
  }
}
