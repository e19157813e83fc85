/// Policy iteration: evaluate the policy, improve it greedily, until it stays the same.
///
///     V ← V^π,   π(s) ← argmax_a Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V(s′)]
///
/// An action is changed only for one that is better by more than rounding, so that ties don't make
/// it go round. With γ = 1 it starts from a policy that ends; improvement then keeps it so.
///
/// - Parameters:
///   - process: The process.
///   - discount: γ, in [0, 1].
///   - start: The first policy, which must be deterministic or is made so by its most probable
///     actions. By default the first action of each state; with γ = 1, a policy that ends.
///   - method: How each policy is evaluated.
///   - maximumIterations: When to give up; a handful is usual.
/// - Returns: A solution whose ``SolverRecord/iterations`` counts the policies evaluated: one more
///   than the improvements. `residuals` tells how much each improvement step promises, ‖T V^π −
///   V^π‖.
/// - Throws: ``SolverError``: γ outside [0, 1]; with γ = 1, a state that can't end, or can gain
///   without end (named).
/// - Complexity: One evaluation and one sweep for each policy.
///
/// > Reference: Howard (1960); Sutton & Barto (2018), section 4.3.
public func policyIteration<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double,
  startingFrom start: Policy<State, Action>? = nil,
  evaluatingBy method: EvaluationMethod = .directSolve, maximumIterations: Int = 10_000
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try policyIteration(
      table, discount: discount, startingFrom: start.map { table.likeliestPairs($0.probabilities) },
      evaluatingBy: method, maximumIterations: maximumIterations)
  }
}

/// Policy iteration on a bare table; a policy is a pair of each state, −1 in terminal states.
public func policyIteration(
  _ table: TransitionTable, discount: Double, startingFrom start: [Int]? = nil,
  evaluatingBy method: EvaluationMethod = .directSolve, maximumIterations: Int = 10_000
) throws(SolverError) -> TableSolution {
  try checkDiscount(discount)
  var record = SolverRecord(method: "policy iteration", discount: discount)
  let ending = discount == 1 ? try table.requireEnding() : []
  if let start { table.requirePolicy(start) }
  var choices = start ?? (discount == 1 ? ending : table.firstPairs)
  while record.iterations < maximumIterations {
    let values = try evaluateImproved(
      table.following(choices), by: method, isFirst: start != nil && record.iterations == 0,
      record: &record)
    let improved = table.improvement(
      of: choices, from: values, discount: discount, error: method.error(discount: discount))
    record.iterations += 1
    record.sweeps += 1
    record.backups += table.pairCount
    record.residuals.append(improved.change)
    var next = improved.choices
    if next == choices && discount == 1 {
      next = table.stayingWhereLossesThreaten(choices, values: values)
    }
    if next == choices {
      return TableSolution(from: values, on: table, rule: .supNorm, record: record)
    }
    choices = next
  }
  throw .notConverged(
    method: record.method, sweeps: record.iterations, residual: record.residuals.last ?? .infinity,
    tolerance: 0)
}

/// Evaluates a policy. One that came from improving another can be improper only because it gains
/// for ever.
private func evaluateImproved(
  _ chain: TransitionTable, by method: EvaluationMethod, isFirst: Bool, record: inout SolverRecord
) throws(SolverError) -> [Double] {
  do {
    let evaluation = try chainValues(chain, discount: record.discount, by: method)
    record.sweeps += evaluation.record.sweeps
    record.backups += evaluation.record.backups
    return evaluation.values
  } catch {
    if case .improperPolicy(let state) = error, !isFirst { throw .unboundedValue(state) }
    throw error
  }
}

extension TransitionTable {
  /// The first pair of each state; −1 in terminal states.
  var firstPairs: [Int] { (0..<stateCount).map { isTerminal($0) ? -1 : pairStarts[$0] } }

  /// The most probable pair of each state.
  func likeliestPairs(_ probabilities: [Double]) -> [Int] {
    (0..<stateCount).map { state in
      pairs(ofState: state).max { probabilities[$0] < probabilities[$1] } ?? -1
    }
  }

  /// The greedy improvement of a policy: in each state the old pair, or the first of the best if
  /// those are better by more than rounding, or the error of the values. So which pairs tie doesn't
  /// hang on rounding, and neither does the number of policies.
  func improvement(
    of choices: [Int], from values: [Double], discount: Double, error: Double
  ) -> (choices: [Int], change: Double) {
    let actionValues = actionValues(from: values, on: self, discount: discount)
    let margin = max(2 * error, 1e-12 * values.reduce(1) { max($0, $1.magnitude) })
    var change = 0.0
    var improved = choices
    for state in choices.indices where choices[state] >= 0 {
      let old = choices[state]
      let pairs = pairs(ofState: state)
      let best = pairs.reduce(actionValues[old]) { max($0, actionValues[$1]) }
      if best > actionValues[old] + margin {
        improved[state] = pairs.first { actionValues[$0] >= best - margin } ?? old
      }
      change = max(change, (best - values[state]).magnitude)
    }
    return (improved, change)
  }

  /// Traps unless each state has one of its own pairs, and terminal states −1.
  fileprivate func requirePolicy(_ choices: [Int]) {
    guard choices.count == stateCount else {
      fatalError("a policy of \(choices.count) choices for \(stateCount) states")
    }
    for state in 0..<stateCount {
      guard
        isTerminal(state) ? choices[state] == -1 : pairs(ofState: state).contains(choices[state])
      else {
        fatalError(
          "the policy takes pair \(choices[state]) in state number \(state), whose pairs are \(pairs(ofState: state))"
        )
      }
    }
  }

  /// With γ = 1, the last check: a state worth less than nothing, where one can stay for nothing,
  /// had better stay. One-step improvement can't see that, because staying is worth what the state
  /// is worth. It happens only to a policy that was given: the one that ends by default stays
  /// there.
  fileprivate func stayingWhereLossesThreaten(_ choices: [Int], values: [Double]) -> [Int] {
    let free = freePairs()
    return choices.indices.map { state in
      free[state] >= 0 && values[state] < -1e-9 ? free[state] : choices[state]
    }
  }
}

extension EvaluationMethod {
  /// How far the values it leaves may be from the policy's, about.
  fileprivate func error(discount: Double) -> Double {
    switch self {
    case .directSolve: 0
    case .sweeps(_, let tolerance, _): discount < 1 ? tolerance / (1 - discount) : 1e3 * tolerance
    }
  }
}
