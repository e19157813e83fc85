extension TableSolution {
  /// Finishes a solution from values V: one last sweep gives Q = look-ahead of V, V′ = max Q, and the bound.
  ///
  /// With δ = V′ − V and 0 ≤ γ < 1, V* lies in V′ + γ/(1 − γ) [min δ, max δ]. The rule says whether V′ and Q are kept as they
  /// are, with γ/(1 − γ) ‖δ‖ as the bound, or moved to the middle of that interval, with half its width. Where states
  /// are terminal (worth 0, δ = 0), min δ ≤ 0 ≤ max δ, and those values stay.
  ///
  /// Both allow for rounding: a backup of K outcomes computed in Doubles is off by at most (K + 2) u (‖r‖ + γ ‖V‖), u = 2⁻⁵³,
  /// and so is δ.
  init(
    from values: [Double], on table: TransitionTable, rule: ErrorBound.Rule,
    record: SolverRecord
  ) {
    let discount = record.discount
    var record = record
    var actionValues = Decisions.actionValues(from: values, on: table, discount: discount)
    var improved = [Double](repeating: 0, count: table.stateCount)
    var change = Change()
    for state in improved.indices {
      let (first, end) = (table.pairStarts[state], table.pairStarts[state + 1])
      guard first < end else {
        change.add(0)
        continue
      }
      var best = actionValues[first]
      for pair in first..<end { best = max(best, actionValues[pair]) }
      improved[state] = best
      change.add(best - values[state])
    }
    record.sweeps += 1
    record.backups += table.pairCount
    if discount < 1 {
      let reach = discount / (1 - discount)
      let rounding = table.roundingOfBackup(discount: discount, values: values)
      switch rule {
      case .supNorm:
        record.bound = ErrorBound(
          distance: reach * change.sup + rounding / (1 - discount), rule: rule)
      case .span:
        let shift = reach * (change.lowest + change.highest) / 2
        for pair in actionValues.indices { actionValues[pair] += shift }
        for state in improved.indices where !table.isTerminal(state) { improved[state] += shift }
        record.bound = ErrorBound(
          distance: reach * change.span / 2 + rounding / (1 - discount), rule: rule)
      }
    }
    self.init(
      values: improved, actionValues: actionValues,
      choices: discount < 1
        ? table.firstBestPairs(actionValues, tolerance: 1e-9)
        : table.endingBestPairs(actionValues, tolerance: 1e-9),
      record: record)
  }
}

extension TransitionTable {
  /// The first pair of each state whose value is within `tolerance` of the best; −1 in terminal states.
  func firstBestPairs(_ values: [Double], tolerance: Double) -> [Int] {
    var choices = [Int](repeating: -1, count: stateCount)
    for state in 0..<stateCount {
      var best = -Double.infinity
      for pair in pairStarts[state]..<pairStarts[state + 1] { best = max(best, values[pair]) }
      var pair = pairStarts[state]
      while pair < pairStarts[state + 1], values[pair] < best - tolerance { pair += 1 }
      if pair < pairStarts[state + 1] { choices[state] = pair }
    }
    return choices
  }

  /// How far rounding can move the backup of a pair, at most: (K + 2) u (‖r‖ + γ ‖V‖), plus what probabilities that don't
  /// sum to 1 exactly can do.
  func roundingOfBackup(discount: Double, values: [Double]) -> Double {
    let largestValue = values.reduce(0) { max($0, $1.magnitude) }
    return Double(longestRow + 2) * 0x1p-53 * (largestReward + discount * largestValue)
  }
}
