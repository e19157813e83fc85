/// Solves a process by the method that suits it: the one to use when it doesn't matter which.
///
/// A few sweeps of modified policy iteration show how fast the values settle. If it will take long,
/// and the states form a narrow band or are few, policy iteration goes on from the policy found;
/// else the sweeps do. With γ = 1 it is policy iteration wherever that is feasible, because a small
/// residual proves nothing there.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: How far, by the bound, V may be from V*; in units of value. Not less than
///     rounding allows, and with γ = 1 how much a sweep may still change the values. The bound that
///     was reached is in ``Solution/bound``.
/// - Returns: A solution whose ``SolverRecord/method`` says what was done.
/// - Throws: ``SolverError``: γ outside [0, 1]; with γ = 1, a state that can't end, or can gain
///   without end (named).
/// - Complexity: A handful of sweeps or policies where plain value iteration takes thousands of
///   sweeps.
public func solve<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-10
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try solve(table, discount: discount, tolerance: tolerance)
  }
}

/// Solves a bare table; see ``solve(_:discount:tolerance:)->Solution<State,Action>``.
public func solve(
  _ table: TransitionTable, discount: Double, tolerance: Double = 1e-10
) throws(SolverError) -> TableSolution {
  try checkDiscount(discount)
  if discount == 1, costOfPolicies(table) < 1e10 { return try policyIteration(table, discount: 1) }

  var search = try SettlingSearch(table, discount: discount, tolerance: tolerance)
  if search.sweep(times: 12) { return search.solution }
  if search.sweepsToGo > 50 {
    let policies = costOfPolicies(table)
    if policies < 1e11, policies < search.sweepsToGo * Double(table.outcomeCount) {
      return try policyIteration(
        table, discount: discount,
        startingFrom: table.greedyPairs(search.values, discount: discount))
    }
  }
  try search.settle(maximumSweeps: 1_000_000)
  return search.solution
}

/// About how many multiplications policy iteration takes, at five policies.
private func costOfPolicies(_ table: TransitionTable) -> Double {
  5 * StateElimination.cost(of: table)
}

extension TransitionTable {
  /// The first best pair of each state, looking one step ahead from values.
  fileprivate func greedyPairs(_ values: [Double], discount: Double) -> [Int] {
    firstBestPairs(actionValues(from: values, on: self, discount: discount), tolerance: 0)
  }
}
