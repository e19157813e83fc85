/// What a policy makes of a process: a process with one action a state.
///
/// Evaluating a policy is solving that process, so that one set of operators, checks and kernels
/// serves both.
extension TransitionTable {
  /// The table in which each state has the one pair chosen for it.
  ///
  /// - Parameter choices: A pair of each state; −1 makes the state terminal.
  /// - Complexity: O(outcomes of the chosen pairs).
  func following(_ choices: [Int]) -> TransitionTable {
    var rows = Rows(states: stateCount, outcomes: outcomeCount / max(1, pairCount) * stateCount)
    for pair in choices {
      if pair >= 0 {
        for outcome in outcomes(ofPair: pair) { rows.append(outcome, of: self) }
        rows.endPair(expectedReward: expectedRewards[pair])
      }
      rows.endState()
    }
    return rows.table
  }

  /// The table in which each state has one pair, a mixture of its pairs by a policy's
  /// probabilities.
  ///
  /// - Parameter policy: π(a | s), one probability a pair.
  /// - Complexity: O(number of outcomes).
  func following(policy: [Double]) -> TransitionTable {
    var rows = Rows(states: stateCount, outcomes: outcomeCount)
    for state in 0..<stateCount {
      let pairs = pairs(ofState: state)
      var expectedReward = 0.0
      for pair in pairs where policy[pair] > 0 {
        expectedReward += policy[pair] * expectedRewards[pair]
        for outcome in outcomes(ofPair: pair) {
          rows.append(outcome, of: self, weight: policy[pair])
        }
      }
      if !pairs.isEmpty { rows.endPair(expectedReward: expectedReward) }
      rows.endState()
    }
    return rows.table
  }

  private struct Rows {
    var pairStarts = [0]
    var outcomeStarts = [0]
    var successors: [Int32] = []
    var probabilities: [Double] = []
    var rewards: [Double] = []
    var expectedRewards: [Double] = []

    init(states: Int, outcomes: Int) {
      successors.reserveCapacity(outcomes)
      probabilities.reserveCapacity(outcomes)
      rewards.reserveCapacity(outcomes)
      pairStarts.reserveCapacity(states + 1)
      outcomeStarts.reserveCapacity(states + 1)
      expectedRewards.reserveCapacity(states)
    }

    mutating func append(_ outcome: Int, of table: TransitionTable, weight: Double = 1) {
      successors.append(table.successors[outcome])
      probabilities.append(weight * table.probabilities[outcome])
      rewards.append(table.rewards[outcome])
    }

    mutating func endPair(expectedReward: Double) {
      outcomeStarts.append(successors.count)
      expectedRewards.append(expectedReward)
    }

    mutating func endState() { pairStarts.append(expectedRewards.count) }

    /// The rows as a table; they come from one whose rows are sound, so nothing is checked again.
    var table: TransitionTable {
      TransitionTable(
        soundPairStarts: pairStarts, outcomeStarts: outcomeStarts, successors: successors,
        probabilities: probabilities, rewards: rewards, expectedRewards: expectedRewards)
    }
  }
}
