/// Q-value iteration: Q ← T Q, the optimality backup of every state–action pair at once, until Q
/// stays put.
///
///     Q_{k+1}(s, a) = Σ_s′ p(s′|s, a) [R(s, a, s′) + γ max_a′ Q_k(s′, a′)]
///
/// From Q* one acts without knowing the transitions; that is why learning from samples starts here.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: Stop when a sweep changes no Q by as much; in units of value.
///   - start: Q₀; 0 by default.
///   - maximumSweeps: When to give up.
/// - Throws: ``SolverError``, as value iteration does.
/// - Complexity: O(outcomes) a sweep, about log(tolerance)/log γ sweeps.
///
/// > Reference: Sutton & Barto (2018), eq. 3.20 as an update.
public func qValueIteration<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-10,
  startingFrom start: ActionValues<State, Action>? = nil, maximumSweeps: Int = 1_000_000
) throws(SolverError) -> Solution<State, Action> {
  let safe = try process.naming { () throws(SolverError) in
    try checkDiscount(discount)
    return try process.table.safeStart(discount: discount)
  }
  let values =
    start
    ?? actionValues(
      from: StateValues(safe, over: process.space), on: process, discount: discount)
  return try qSweeps(
    from: values, on: process, discount: discount, tolerance: tolerance, maximum: maximumSweeps)
}

private func qSweeps<State, Action>(
  from start: ActionValues<State, Action>, on process: FiniteMDP<State, Action>, discount: Double,
  tolerance: Double, maximum: Int
) throws(SolverError) -> Solution<State, Action> {
  var values = start
  var record = SolverRecord(method: "Q-value iteration", discount: discount)
  var residual = Double.infinity
  while residual >= tolerance {
    guard record.iterations < maximum else {
      throw .notConverged(
        method: record.method, sweeps: record.iterations, residual: residual, tolerance: tolerance)
    }
    let next = bellmanOptimality(of: values, on: process, discount: discount)
    residual = next.distance(to: values)
    values = next
    record.iterations += 1
    record.sweeps += 1
    record.backups += process.table.pairCount
    record.residuals.append(residual)
  }
  return try process.solution { table in
    TableSolution(from: values.maxima.values, on: table, rule: .supNorm, record: record)
  }
}
