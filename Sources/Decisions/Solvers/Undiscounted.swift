/// What γ = 1 asks of a process: where it can end, and where it can go on for nothing.
///
/// Without discounting a value is finite only if rewards stop. They stop at a terminal state, and
/// in a set of states where one can stay for ever without any reward ("free" states: FrozenLake's
/// walls at γ = 1). From every state some policy must get to such a place, or the state has no
/// finite value.
extension TransitionTable {
  /// The largest set of states in each of which some pair pays nothing and stays in the set: there
  /// one may go on for ever for nothing. Each gets the first such pair; the others −1.
  ///
  /// - Complexity: O(states × outcomes) at worst, one pass as a rule.
  func freePairs() -> [Int] {
    var free = (0..<stateCount).map { state in
      pairs(ofState: state).first(where: paysNothing) ?? -1
    }
    var changed = true
    while changed {
      changed = false
      for state in free.indices where free[state] >= 0 {
        let pair = pairs(ofState: state).first { pair in
          paysNothing(pair) && successors(ofPair: pair).allSatisfy { free[Int($0)] >= 0 }
        }
        if pair != free[state] {
          free[state] = pair ?? -1
          changed = true
        }
      }
    }
    return free
  }

  /// For each state a pair that leads, with positive probability, one step nearer to a state where
  /// rewards stop. Following these pairs, the process ends with probability 1. −1 in states that
  /// are terminal, and where no pair leads there.
  ///
  /// - Parameters:
  ///   - free: The pairs to stay by, as from ``freePairs()``; these states count as ends.
  ///   - allowed: Which pairs may be used.
  /// - Complexity: O(outcomes).
  func endingPairs(
    free: [Int], allowed: (Int) -> Bool = { _ in true }
  ) -> [Int] {
    let predecessors = Predecessors(of: self)
    var choices = free
    var queue = (0..<stateCount).filter { isTerminal($0) || free[$0] >= 0 }
    var reached = [Bool](repeating: false, count: stateCount)
    for state in queue { reached[state] = true }
    var next = 0
    while next < queue.count {
      for (state, pair) in predecessors.of(queue[next]) where !reached[state] && allowed(pair) {
        reached[state] = true
        choices[state] = pair
        queue.append(state)
      }
      next += 1
    }
    return choices
  }

  /// Throws when with γ = 1 some state has no finite value because rewards can't stop.
  ///
  /// - Returns: For each state the pair of a policy that ends; −1 in terminal states.
  func requireEnding() throws(SolverError) -> [Int] {
    let choices = endingPairs(free: freePairs())
    if let endless = choices.indices.first(where: { choices[$0] < 0 && !isTerminal($0) }) {
      throw .neverEnds(SolverError.ProcessState(number: endless))
    }
    return choices
  }

  /// For each state a best pair such that a policy of them ends: an action that ties without
  /// leading anywhere, such as walking into a wall for nothing, is optimal by its Q but not as a
  /// policy. Where ties don't lead to an end, the first best.
  func endingBestPairs(_ values: [Double], tolerance: Double) -> [Int] {
    var isBest = [Bool](repeating: false, count: pairCount)
    for state in 0..<stateCount {
      let pairs = pairs(ofState: state)
      let best = pairs.reduce(-Double.infinity) { max($0, values[$1]) }
      for pair in pairs where values[pair] >= best - tolerance { isBest[pair] = true }
    }
    let first = firstBestPairs(values, tolerance: tolerance)
    if following(first).endsFromEverywhere() { return first }
    // Only where staying for nothing is itself best (value 0) does a free state count as an end.
    let free = freePairs().map {
      $0 >= 0 && isBest[$0] && values[$0].magnitude <= tolerance ? $0 : -1
    }
    let ending = endingPairs(free: free, allowed: { isBest[$0] })
    return zip(ending, first).map { $0 >= 0 ? $0 : $1 }
  }

  /// Whether every state leads to a terminal one by some pair.
  func endsFromEverywhere() -> Bool {
    let choices = endingPairs(free: [Int](repeating: -1, count: stateCount))
    return choices.indices.allSatisfy { choices[$0] >= 0 || isTerminal($0) }
  }

  private func paysNothing(_ pair: Int) -> Bool {
    rewards[outcomes(ofPair: pair)].allSatisfy { $0 == 0 }
  }

  private func successors(ofPair pair: Int) -> ArraySlice<Int32> {
    successors[outcomes(ofPair: pair)]
  }
}

/// For each state, the pairs that can lead to it: the table, read backwards.
private struct Predecessors {
  private var starts: [Int]
  private var states: [Int32]
  private var pairs: [Int32]

  init(of table: TransitionTable) {
    starts = [Int](repeating: 0, count: table.stateCount + 1)
    for successor in table.successors { starts[Int(successor) + 1] += 1 }
    for state in 0..<table.stateCount { starts[state + 1] += starts[state] }
    states = [Int32](repeating: 0, count: table.outcomeCount)
    pairs = states
    var filled = starts
    for state in 0..<table.stateCount {
      for pair in table.pairs(ofState: state) {
        for outcome in table.outcomes(ofPair: pair) {
          let successor = Int(table.successors[outcome])
          states[filled[successor]] = Int32(state)
          pairs[filled[successor]] = Int32(pair)
          filled[successor] += 1
        }
      }
    }
  }

  func of(_ state: Int) -> some Sequence<(Int, Int)> {
    (starts[state]..<starts[state + 1]).lazy.map { (Int(states[$0]), Int(pairs[$0])) }
  }
}
