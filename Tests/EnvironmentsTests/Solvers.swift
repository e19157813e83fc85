import Decisions
import Environments

/// Three ways to solve a process that share no code: sweeps, exact solves, pivots.
enum Solver: String, CaseIterable, Sendable {
  case valueIteration, policyIteration, linearProgram

  /// Solves a process.
  ///
  /// - Parameter pivotTolerance: The gain below which linear programming sees no better pair, relative to the largest
  ///   reward. Where there is only one pair a state it may be large, since there is nothing to choose.
  func callAsFunction(
    _ process: FiniteMDP<Int, Int>, discount: Double, pivotTolerance: Double = 1e-12
  ) throws -> Solution<Int, Int> {
    switch self {
    case .valueIteration:
      // So small a tolerance lets it go on until only rounding moves.
      try Decisions.valueIteration(process, discount: discount, tolerance: 1e-14)
    case .policyIteration: try Decisions.policyIteration(process, discount: discount)
    case .linearProgram:
      try Decisions.linearProgram(process, discount: discount, tolerance: pivotTolerance)
    }
  }

  /// The figures of a problem by this solver alone, the uniform policy's return too.
  func figures(of problem: GoldenProblem) throws -> GoldenFigures {
    let instance = problem.instance()
    let process = instance.process
    let optimal = try self(process, discount: problem.discount)
    let uniform = try self(
      process.following(.uniform(over: process)).numbered, discount: problem.discount,
      pivotTolerance: 1e-6)
    return GoldenFigures(
      key: problem.key, optimalReturn: process.startValue(optimal.values),
      uniformReturn: zip(process.startProbabilities, uniform.values.values)
        .reduce(0) { $0 + $1.0 * $1.1 },
      values: GoldenFigures.Summary(optimal.values.values),
      actionValues: GoldenFigures.Summary(optimal.actionValues.values),
      selected: instance.selected.map { optimal.values.values[$0] })
  }
}

/// Whether two figures agree to 1e-9, relative to the larger of 1 and the second.
func agree(_ one: Double, _ other: Double, within tolerance: Double = 1e-9) -> Bool {
  (one - other).magnitude <= tolerance * max(1, other.magnitude)
}
