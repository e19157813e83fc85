/// Policy iteration on Q: evaluate Q^π by sweeps, take π = argmax Q, until it stays the same.
///
///     Q^π(s, a) = Σ_s′ p(s′|s, a) [R(s, a, s′) + γ Q^π(s′, π(s′))],   π(s) ← argmax_a Q^π(s, a)
///
/// The improvement needs no look-ahead: it is an argmax over numbers already there.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - tolerance: Each evaluation stops when a sweep changes no Q by as much.
///   - maximumSweeps: When to give up, over all evaluations.
/// - Returns: A solution whose `iterations` counts the policies evaluated.
/// - Throws: ``SolverError``, as policy iteration does.
/// - Complexity: O(outcomes) a sweep; log(tolerance)/log γ sweeps for each policy.
///
/// > Reference: Howard (1960), in the form with Q.
public func qPolicyIteration<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-12,
  maximumSweeps: Int = 1_000_000
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try checkDiscount(discount)
    var record = SolverRecord(method: "Q-policy iteration", discount: discount)
    var choices = discount == 1 ? try table.requireEnding() : table.firstPairs
    var values = [Double](repeating: 0, count: table.pairCount)
    while true {
      try table.sweepActionValues(
        &values, following: choices, tolerance: tolerance, maximum: maximumSweeps, record: &record)
      let improved = table.argmax(
        values, keeping: choices,
        margin: discount < 1 ? 2 * tolerance / (1 - discount) : 1e3 * tolerance)
      let stateValues = choices.map { $0 < 0 ? 0 : values[$0] }
      record.iterations += 1
      record.residuals.append(
        zip(improved, stateValues).reduce(0) { $1.0 < 0 ? $0 : max($0, values[$1.0] - $1.1) })
      if improved == choices {
        return TableSolution(from: stateValues, on: table, rule: .supNorm, record: record)
      }
      choices = improved
    }
  }
}

extension TransitionTable {
  /// Gauss–Seidel sweeps of the expectation operator on Q for a deterministic policy.
  fileprivate func sweepActionValues(
    _ values: inout [Double], following choices: [Int], tolerance: Double, maximum: Int,
    record: inout SolverRecord
  ) throws(SolverError) {
    let scale = expectedRewards.reduce(1) { max($0, $1.magnitude) }
    var change = Double.infinity
    while change >= tolerance {
      guard record.sweeps < maximum else {
        throw .notConverged(
          method: record.method, sweeps: record.sweeps, residual: change, tolerance: tolerance)
      }
      change = 0
      var largest = scale
      for pair in values.indices {
        var following = 0.0
        for outcome in outcomes(ofPair: pair) {
          let choice = choices[Int(successors[outcome])]
          if choice >= 0 { following += probabilities[outcome] * values[choice] }
        }
        let value = expectedRewards[pair] + record.discount * following
        change = max(change, (value - values[pair]).magnitude)
        largest = max(largest, value.magnitude)
        values[pair] = value
      }
      record.sweeps += 1
      record.backups += pairCount
      if change <= largest * 0x1p-52 { return }
    }
  }

  /// The pair of largest value of each state, or the old one unless another is better by more than
  /// the margin.
  fileprivate func argmax(_ values: [Double], keeping choices: [Int], margin: Double) -> [Int] {
    choices.indices.map { state in
      guard choices[state] >= 0 else { return -1 }
      let best = pairs(ofState: state).reduce(choices[state]) {
        values[$1] > values[$0] ? $1 : $0
      }
      return values[best] > values[choices[state]] + margin ? best : choices[state]
    }
  }
}
