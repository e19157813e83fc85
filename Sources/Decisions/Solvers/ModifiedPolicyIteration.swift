/// Modified policy iteration: improve greedily, then evaluate the new policy by a few sweeps only.
///
/// Between value iteration (no evaluation sweeps) and policy iteration (infinitely many). An evaluation sweep backs up one
/// action a state, so it costs a fraction of an improvement sweep.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: Stop when the changes of an improvement sweep spread by less: max δ − min δ, in units of value; with γ = 1,
///     when no value changes by as much.
///   - evaluationSweeps: How many Gauss–Seidel sweeps evaluate each policy.
///   - maximumSweeps: When to give up, over all sweeps.
/// - Returns: A solution whose `iterations` counts improvements.
/// - Throws: ``SolverError``, as value iteration does.
/// - Complexity: O(outcomes) an improvement, O(outcomes of one action a state) an evaluation sweep.
///
/// > Reference: Puterman & Shin (1978), doi:10.1287/mnsc.24.11.1127; Puterman (1994), section 6.5.
public func modifiedPolicyIteration<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-10,
  evaluationSweeps: Int = 20, maximumSweeps: Int = 1_000_000
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
  evaluationSweeps: Int = 20, maximumSweeps: Int = 1_000_000
) throws(SolverError) -> TableSolution {
  try checkDiscount(discount)
  var record = SolverRecord(method: "modified policy iteration", discount: discount)
  var values = try table.safeStart(discount: discount, fromBelow: true)
  var next = values
  var choices = table.firstPairs
  var residual = Double.infinity
  while record.sweeps < maximumSweeps {
    let change = table.improve(&choices, from: values, into: &next, discount: discount)
    record.iterations += 1
    record.sweeps += 1
    record.backups += table.pairCount
    record.residuals.append(change.sup)
    residual = discount < 1 ? change.span : change.sup
    let scale = next.reduce(0) { max($0, $1.magnitude) }
    if residual < tolerance || change.sup <= 0x1p-52 * scale {
      return TableSolution(from: values, on: table, rule: .span, record: record)
    }
    swap(&values, &next)
    table.evaluate(choices, times: evaluationSweeps, values: &values, discount: discount)
    record.sweeps += evaluationSweeps
    record.backups += evaluationSweeps * choices.count
  }
  throw .notConverged(
    method: record.method, sweeps: record.sweeps, residual: residual, tolerance: tolerance)
}

extension TransitionTable {
  /// An improvement sweep: next = T V, and the pair that attains it in each state.
  fileprivate func improve(
    _ choices: inout [Int], from values: [Double], into next: inout [Double], discount: Double
  ) -> Change {
    withBackups(of: self, discount: discount) { backups in
      withPointer(to: values) { values in
        var change = Change()
        for state in choices.indices {
          var best = -Double.infinity
          for pair in pairs(ofState: state) {
            let value = backups.value(ofPair: pair, from: values)
            if value > best { (best, choices[state]) = (value, pair) }
          }
          next[state] = choices[state] < 0 ? 0 : best
          change.add(next[state] - values[state])
        }
        return change
      }
    }
  }

  /// Gauss–Seidel sweeps with one pair a state, forwards and backwards in turn.
  fileprivate func evaluate(
    _ choices: [Int], times: Int, values: inout [Double], discount: Double
  ) {
    withBackups(of: self, discount: discount) { backups in
      values.withUnsafeMutableBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for sweep in 0..<times {
          for step in choices.indices {
            let state = sweep % 2 == 0 ? choices.count - 1 - step : step
            guard choices[state] >= 0 else { continue }
            base[state] = backups.value(ofPair: choices[state], from: base)
          }
        }
      }
    }
  }
}
