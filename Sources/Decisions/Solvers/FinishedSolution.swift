extension TableSolution {
  /// Finishes a solution from values V: one last sweep gives Q = look-ahead of V, V′ = max Q, and
  /// the bound.
  ///
  /// With δ = V′ − V and 0 ≤ γ < 1, V* lies in V′ + γ/(1 − γ) [min δ, max δ]. The rule says whether
  /// V′ and Q are kept as they are, with γ/(1 − γ) ‖δ‖ as the bound, or moved to the middle of that
  /// interval, with half its width. Where states are terminal (worth 0, δ = 0), min δ ≤ 0 ≤ max δ,
  /// and those values stay.
  ///
  /// Both allow for rounding: a backup of K outcomes computed in Doubles is off by at most (K + 2)
  /// u (‖r‖ + γ ‖V‖), u = 2⁻⁵³, and so is δ. And for rows whose probabilities miss 1 by up to D,
  /// as rounded ones do: γ becomes γ (1 ± D), which moves ‖δ‖/(1 − γ) by ‖δ‖ γ D/(1 − γ)².
  init(
    from values: [Double], on table: TransitionTable, rule: ErrorBound.Rule,
    record: SolverRecord
  ) {
    let discount = record.discount
    var record = record
    var actionValues = Decisions.actionValues(from: values, on: table, discount: discount)
    let (best, firstBest) = table.best(of: actionValues, tolerance: 1e-9)
    var improved = best
    var change = Change()
    for state in improved.indices {
      change.add(table.isTerminal(state) ? 0 : improved[state] - values[state])
    }
    record.sweeps += 1
    record.backups += table.pairCount
    if discount < 1 {
      let reach = discount / (1 - discount)
      let rounding = table.roundingOfBackup(discount: discount, values: values)
      let slack = (rounding + reach * table.massDefect * change.sup) / (1 - discount)
      switch rule {
      case .supNorm:
        record.bound = ErrorBound(distance: reach * change.sup + slack, rule: rule)
      case .span:
        let shift = reach * (change.lowest + change.highest) / 2
        for pair in actionValues.indices { actionValues[pair] += shift }
        for state in improved.indices where !table.isTerminal(state) { improved[state] += shift }
        record.bound = ErrorBound(distance: reach * change.span / 2 + slack, rule: rule)
      }
    }
    self.init(
      values: improved, actionValues: actionValues,
      choices: discount < 1 ? firstBest : table.endingBestPairs(actionValues, tolerance: 1e-9),
      record: record)
  }
}

extension TransitionTable {
  /// The first pair of each state whose value is within `tolerance` of the best; −1 in terminal
  /// states.
  func firstBestPairs(_ values: [Double], tolerance: Double) -> [Int] {
    best(of: values, tolerance: tolerance).firstPairs
  }

  /// For each state the largest value of its pairs, and the first pair within `tolerance` of it; 0
  /// and −1 in terminal states.
  fileprivate func best(
    of values: [Double], tolerance: Double
  ) -> (values: [Double], firstPairs: [Int]) {
    var bests = [Double](repeating: 0, count: stateCount)
    var firstPairs = [Int](repeating: -1, count: stateCount)
    values.withUnsafeBufferPointer { values in
      for state in 0..<stateCount where !isTerminal(state) {
        let pairs = pairStarts[state]..<pairStarts[state + 1]
        var best = values[pairs.lowerBound]
        for pair in pairs { best = values[pair] > best ? values[pair] : best }
        var first = pairs.lowerBound
        while values[first] < best - tolerance { first += 1 }
        bests[state] = best
        firstPairs[state] = first
      }
    }
    return (bests, firstPairs)
  }

  /// How far rounding can move the backup of a pair, at most: (K + 2) u (‖r‖ + γ ‖V‖).
  func roundingOfBackup(discount: Double, values: [Double]) -> Double {
    let largestValue = values.reduce(0) { max($0, $1.magnitude) }
    return Double(longestRow + 2) * 0x1p-53 * (largestReward + discount * largestValue)
  }
}
