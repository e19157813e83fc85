/// Solves a process by the method that suits it: the one to use when it doesn't matter which.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: How far a sweep may still change the values, in units of value.
/// - Throws: ``SolverError``, as the other solvers do.
public func solve<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-10
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try solve(table, discount: discount, tolerance: tolerance)
  }
}

/// Solves a bare table; see ``solve(_:discount:tolerance:)``.
public func solve(
  _ table: TransitionTable, discount: Double, tolerance: Double = 1e-10
) throws(SolverError) -> TableSolution {
  if table.stateCount <= 1000 { return try policyIteration(table, discount: discount) }
  return try modifiedPolicyIteration(table, discount: discount, tolerance: tolerance)
}
