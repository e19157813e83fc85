import Decisions

private let discount = 0.99

/// FrozenLake 8×8, to 1e-10.
func measureFrozenLake() throws {
  let process = PeerProcesses.frozenLake()
  let solvers: [(String, () throws -> Solution<Int, Int>)] = [
    ("solve", { try solve(process, discount: discount) }),
    ("value_iteration", { try valueIteration(process, discount: discount) }),
    ("policy_iteration", { try policyIteration(process, discount: discount) }),
    ("modified_policy_iteration", { try modifiedPolicyIteration(process, discount: discount) }),
    ("linear_programming", { try linearProgram(process, discount: discount) }),
  ]
  for (name, run) in solvers {
    try measure("vi.frozenlake8x8.rollout_\(name)", unit: "iterations", inner: 20) {
      let solution = try run()
      return (solution.iterations, solution)
    } answers: {
      [
        ("V_start", $0.values.values[0]), ("V_sum", $0.values.values.reduce(0, +)),
        ("sweeps", Double($0.record.sweeps)), ("bound", $0.bound?.distance ?? .nan),
      ]
    }
  }
}

/// The random process: plain sweeps to 1e-10, and solved.
func measureRandom(threads: Int) throws {
  let table = PeerProcesses.random()
  func answers(_ solution: TableSolution) -> [(String, Double)] {
    [
      ("V0", solution.values[0]), ("V9999", solution.values[9999]),
      ("V_sum", solution.values.reduce(0, +)), ("sweeps", Double(solution.record.sweeps)),
      ("backups", Double(solution.record.backups)),
      ("bound", solution.record.bound?.distance ?? .nan),
    ]
  }
  try measure("vi.random10k.rollout_value_iteration.\(threads)threads", unit: "sweeps") {
    let solution = try valueIteration(table, discount: discount, threads: threads)
    return (solution.record.iterations, solution)
  } answers: {
    answers($0)
  }
  // The peers stop at a span of 2·10⁻¹⁰, which proves 10⁻⁸; so does the first. The second proves
  // 10⁻¹⁰.
  for (name, tolerance) in [("", 1e-8), (".bound1e-10", 1e-10)] {
    try measure(
      "vi.random10k.rollout_modified_policy_iteration\(name)", unit: "iterations", repeats: 15
    ) {
      let solution = try modifiedPolicyIteration(table, discount: discount, tolerance: tolerance)
      return (solution.record.iterations, solution)
    } answers: {
      answers($0)
    }
    try measure("vi.random10k.rollout_solve\(name)", unit: "iterations", repeats: 15) {
      let solution = try solve(table, discount: discount, tolerance: tolerance)
      return (solution.record.iterations, solution)
    } answers: {
      answers($0)
    }
  }
}

/// The grid of a million states: 100 sweeps, and solved.
func measureGrid(threads: Int) throws {
  let table = PeerProcesses.grid()
  func answers(_ values: [Double]) -> [(String, Double)] {
    [
      ("V_0_0", values[0]), ("V_999_998", values[999_998]), ("V_990_990", values[990_990]),
      ("V_950_950", values[950_950]), ("V_900_900", values[900_900]),
      ("V_sum", values.reduce(0, +)),
    ]
  }
  let zero = [Double](repeating: 0, count: table.stateCount)
  measure("vi.grid1000.rollout.100sweeps.\(threads)threads", unit: "sweeps") {
    (100, optimalitySweeps(100, from: zero, on: table, discount: discount, threads: threads))
  } answers: {
    answers($0)
  }
  try measure("vi.grid1000.rollout_solve", unit: "iterations") {
    let solution = try solve(table, discount: discount)
    return (solution.record.iterations, solution)
  } answers: {
    answers($0.values) + [
      ("sweeps", Double($0.record.sweeps)), ("bound", $0.record.bound?.distance ?? .nan),
    ]
  }
}
