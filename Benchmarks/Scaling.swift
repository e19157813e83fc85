import Decisions

private let discount = 0.99

/// How cost grows with the number of states: random processes and grids, by `solve`, policy
/// iteration and the simplex method.
func measureScaling() throws {
  for states in [1_000, 10_000, 100_000] {
    let table = PeerProcesses.random(states: states)
    try measure("scaling.random\(states).rollout_solve", unit: "states", repeats: 5) {
      (states, try solve(table, discount: discount))
    } answers: {
      answers($0)
    }
  }
  for side in [30, 100, 300, 1_000] {
    let table = PeerProcesses.grid(side: side)
    try measure("scaling.grid\(side).rollout_solve", unit: "states", repeats: 3) {
      (side * side, try solve(table, discount: discount))
    } answers: {
      answers($0)
    }
  }
  for states in [100, 300, 500, 1_000] {
    let table = PeerProcesses.random(states: states, actions: 4, successors: 5)
    try measure(
      "scaling.random\(states)x4x5.rollout_linear_programming", unit: "states", repeats: 3
    ) {
      (states, try linearProgram(table, discount: discount))
    } answers: {
      answers($0)
    }
    try measure("scaling.random\(states)x4x5.rollout_policy_iteration", unit: "states", repeats: 3)
    {
      (states, try policyIteration(table, discount: discount))
    } answers: {
      answers($0)
    }
  }
}

private func answers(_ solution: TableSolution) -> [(String, Double)] {
  [
    ("V0", solution.values[0]), ("V_sum", solution.values.reduce(0, +)),
    ("iterations", Double(solution.record.iterations)),
    ("sweeps", Double(solution.record.sweeps)),
    ("bound", solution.record.bound?.distance ?? .nan),
  ]
}
