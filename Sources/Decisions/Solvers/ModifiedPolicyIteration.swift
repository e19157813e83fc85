/// Modified policy iteration: improve greedily, then evaluate the new policy by a few sweeps only.
///
/// Between value iteration (no evaluation sweeps) and policy iteration (infinitely many). An
/// evaluation sweep backs up one action a state, so it costs a fraction of an improvement sweep. It
/// starts from values below V*, and rises.
///
/// Where the changes soon become equal everywhere, so that MacQueen's bounds close, it makes Jacobi
/// sweeps in which actions that can't win are skipped: each improves at the price of an evaluation.
/// Else it makes Gauss–Seidel sweeps, in the direction that pays.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: How far, by the bound, V may be from V*; in units of value. Not less than
///     rounding allows, and with γ = 1 how much a sweep may still change the values.
///   - evaluationSweeps: How many Gauss–Seidel sweeps evaluate each policy.
///   - maximumSweeps: When to give up, over all sweeps.
/// - Returns: A solution whose `iterations` counts sweeps of either kind.
/// - Throws: ``SolverError``, as value iteration does.
/// - Complexity: O(outcomes) an improvement, O(outcomes of one action a state) an evaluation sweep.
///
/// > Reference: Puterman & Shin (1978), doi:10.1287/mnsc.24.11.1127; Puterman (1994), section 6.5;
/// > sweeps in alternating directions: Zhao (2005), doi:10.1090/S0025-5718-04-01678-3.
public func modifiedPolicyIteration<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-10,
  evaluationSweeps: Int = 7, maximumSweeps: Int = 1_000_000
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try modifiedPolicyIteration(
      table, discount: discount, tolerance: tolerance, evaluationSweeps: evaluationSweeps,
      maximumSweeps: maximumSweeps)
  }
}

/// Modified policy iteration on a bare table.
public func modifiedPolicyIteration(
  _ table: TransitionTable, discount: Double, tolerance: Double = 1e-10,
  evaluationSweeps: Int = 7, maximumSweeps: Int = 1_000_000
) throws(SolverError) -> TableSolution {
  guard evaluationSweeps >= 0 else {
    fatalError("\(evaluationSweeps) evaluation sweeps; there must be at least 0")
  }
  try checkDiscount(discount)
  var search = try SettlingSearch(
    table, discount: discount, tolerance: tolerance, evaluationSweeps: evaluationSweeps)
  if search.sweep(times: min(12, maximumSweeps)) { return search.solution }
  try search.settle(maximumSweeps: maximumSweeps)
  return search.solution
}
