/// Where sweeps start: from values they are sure to lead to V* from.
extension TransitionTable {
  /// Values that somebody gave to start from, with terminal states at 0.
  ///
  /// - Precondition: One value a state.
  func startValues(_ given: [Double]) -> [Double] {
    guard given.count == stateCount else {
      fatalError("\(given.count) values for \(stateCount) states")
    }
    return given.indices.map { isTerminal($0) ? 0 : given[$0] }
  }

  /// Values that are nowhere above V*, nor above their own backup, so that sweeps of any kind rise
  /// from them to V*.
  ///
  /// With γ < 1 the best reward now and then the worst for ever, but what absorbing states are
  /// really worth. Where it is far to anything better, as in a large maze, that is already the
  /// answer.
  func lowerStart(discount: Double) throws(SolverError) -> [Double] {
    guard discount < 1 else { return try safeStart(discount: discount, fromBelow: true) }
    var worst = rewardRange.lowerBound
    for state in 0..<stateCount where isTerminal(state) { worst = min(worst, 0) }
    let lowest = worst / (1 - discount)
    var values = [Double](repeating: 0, count: stateCount)
    for state in 0..<stateCount where !isTerminal(state) {
      var best = -Double.infinity
      for pair in pairStarts[state]..<pairStarts[state + 1] {
        best = max(best, expectedRewards[pair])
      }
      values[state] = isAbsorbing(state) ? best / (1 - discount) : best + discount * lowest
    }
    return values
  }

  /// Whether all actions of a state stay there.
  private func isAbsorbing(_ state: Int) -> Bool {
    var outcome = outcomeStarts[pairStarts[state]]
    let end = outcomeStarts[pairStarts[state + 1]]
    while outcome < end, successors[outcome] == Int32(state) { outcome += 1 }
    return outcome == end
  }

  /// Values that sweeps may start from and be sure to reach V*: 0, as a rule.
  ///
  /// With γ = 1 and free states V = T V has many solutions, and a state that once seems worth more
  /// than it is can keep that value by staying where it is. From 0 that can't happen when no reward
  /// is negative, or none is positive. Else the start is the value of a policy that ends: it is no
  /// better than V*, at least 0 where one can stay for nothing, and improved by T; sweeps then rise
  /// from it to V* and no further.
  ///
  /// - Parameter fromBelow: Whether the start must not exceed V* anyway, as policy-by-policy sweeps
  ///   need.
  func safeStart(discount: Double, fromBelow: Bool = false) throws(SolverError) -> [Double] {
    let zero = [Double](repeating: 0, count: stateCount)
    guard discount == 1 else { return zero }
    let choices = try requireEnding()
    let free = freePairs()
    let hasFree = free.contains { $0 >= 0 }
    let hasGain = rewards.contains { $0 > 0 }
    let hasLoss = rewards.contains { $0 < 0 }
    guard hasFree && hasLoss && (hasGain || fromBelow) else { return zero }
    return try evaluateChain(
      following(choices), discount: 1,
      by: stateCount <= 2000 ? .directSolve : .sweeps(.gaussSeidel, tolerance: 1e-12)
    ).values
  }
}
