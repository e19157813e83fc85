/// Value iteration: V ← T V, the optimality backup of every state at once, until V stays put.
///
///     V_{k+1}(s) = max_a Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V_k(s′)]
///
///     let solution = try valueIteration(frozenLake, discount: 0.99)
///
/// The error shrinks by γ a sweep: ‖V_k − V*‖ ≤ γᵏ ‖V₀ − V*‖. With γ = 1 it works for processes
/// that end, from V = 0, but there is no bound from contraction and `bound` is nil.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: Stop when a sweep changes no value by as much; in units of value. The values can
///     then be γ/(1 − γ) times as far from V*: see ``Solution/bound``.
///   - stopping: What must be below the tolerance: the largest change, or the spread of the
///     changes.
///   - start: V₀; 0 by default.
///   - maximumSweeps: When to give up.
///   - threads: How many threads share a sweep of a large process; the answer is the same, bit for
///     bit.
/// - Throws: ``SolverError``: γ outside [0, 1]; with γ = 1, a state that can't end (named); sweeps
///   that didn't suffice.
/// - Complexity: O(outcomes) a sweep, about log(tolerance)/log γ sweeps.
///
/// > Reference: Bellman (1957); Puterman (1994), section 6.3.
public func valueIteration<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-10,
  stopping: StoppingRule = .supNorm, startingFrom start: StateValues<State, Action>? = nil,
  maximumSweeps: Int = 1_000_000, threads: Int = 1
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try valueIteration(
      table, discount: discount, tolerance: tolerance, stopping: stopping,
      startingFrom: start?.values, maximumSweeps: maximumSweeps, threads: threads)
  }
}

/// Value iteration on a bare table; see
/// ``valueIteration(_:discount:tolerance:stopping:startingFrom:maximumSweeps:threads:)->Solution<State,Action>``.
public func valueIteration(
  _ table: TransitionTable, discount: Double, tolerance: Double = 1e-10,
  stopping: StoppingRule = .supNorm, startingFrom start: [Double]? = nil,
  maximumSweeps: Int = 1_000_000, threads: Int = 1
) throws(SolverError) -> TableSolution {
  try checkDiscount(discount)
  let safe = try table.safeStart(discount: discount)
  var values = start.map(table.startValues) ?? safe
  var record = SolverRecord(method: "value iteration", discount: discount)
  try sweepUntilStill(
    &values, over: table, order: .jacobi, stopping: stopping, tolerance: tolerance,
    maximum: maximumSweeps, threads: threads, record: &record)
  return TableSolution(
    from: values, on: table, rule: stopping == .span ? .span : .supNorm, record: record)
}
