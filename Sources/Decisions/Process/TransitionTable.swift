/// The dynamics of a finite process as numbers: p(s′ | s, a) and R(s, a, s′) in compressed sparse
/// rows.
///
/// Row k holds the outcomes of pair k (see ``StateActionSpace``). The same successor may stand in a
/// row more than once, with different rewards.
public struct TransitionTable: Sendable {
  /// The pairs of state s are `pairStarts[s] ..< pairStarts[s + 1]`; n + 1 entries.
  public let pairStarts: [Int]
  /// The outcomes of pair k are `outcomeStarts[k] ..< outcomeStarts[k + 1]`.
  public let outcomeStarts: [Int]
  /// The number of the successor state of each outcome.
  public let successors: [Int32]
  /// The probability of each outcome, above 0; each row sums to 1.
  public let probabilities: [Double]
  /// The reward R(s, a, s′) of each outcome.
  public let rewards: [Double]
  /// The expected reward of each pair, Σ p R.
  public let expectedRewards: [Double]
  /// The smallest and the largest expected reward; 0 if there is no pair.
  let rewardRange: ClosedRange<Double>
  /// K, the most outcomes a pair has.
  let longestRow: Int
  /// D, how far the probabilities of a row are from summing to 1, at most.
  let massDefect: Double

  /// ‖r‖, the largest absolute expected reward.
  var largestReward: Double { max(-rewardRange.lowerBound, rewardRange.upperBound, 0) }
  /// How many states there are.
  public var stateCount: Int { pairStarts.count - 1 }
  /// How many pairs (s, a) there are.
  public var pairCount: Int { outcomeStarts.count - 1 }
  /// How many outcomes there are in all.
  public var outcomeCount: Int { successors.count }

  /// Takes rows that are already laid out.
  ///
  /// - Precondition: Starts ascend and end at the next array's count; successors are states;
  ///   probabilities are above 0 and sum to 1 in each row, to 1e-9; rewards are finite. Broken
  ///   rules trap and say which row.
  /// - Complexity: O(number of outcomes).
  public init(
    pairStarts: [Int], outcomeStarts: [Int], successors: [Int32], probabilities: [Double],
    rewards: [Double]
  ) {
    guard pairStarts.first == 0, pairStarts.last == outcomeStarts.count - 1,
      outcomeStarts.first == 0, outcomeStarts.last == successors.count,
      successors.count == probabilities.count, successors.count == rewards.count
    else {
      fatalError(
        """
        the parts of a transition table disagree: \(pairStarts.count - 1) states, \(outcomeStarts.count - 1) pairs, \
        \(successors.count) successors, \(probabilities.count) probabilities, \(rewards.count) rewards
        """)
    }
    for state in 1..<pairStarts.count where pairStarts[state] < pairStarts[state - 1] {
      fatalError("the pairs of state number \(state - 1) end before they start")
    }
    var expected = [Double](repeating: 0, count: outcomeStarts.count - 1)
    for pair in 0..<expected.count {
      var sum = 0.0
      var mean = 0.0
      for outcome in outcomeStarts[pair]..<outcomeStarts[pair + 1] {
        let probability = probabilities[outcome]
        guard probability > 0, rewards[outcome].isFinite, successors[outcome] >= 0,
          Int(successors[outcome]) < pairStarts.count - 1
        else {
          fatalError(
            """
            pair \(pair) has an outcome of probability \(probability), reward \(rewards[outcome]) to state number \
            \(successors[outcome]); probabilities must be above 0, rewards finite, states below \(pairStarts.count - 1)
            """)
        }
        sum += probability
        mean += probability * rewards[outcome]
      }
      guard (sum - 1).magnitude <= 1e-9 else {
        fatalError("the probabilities of pair \(pair) sum to \(sum), not to 1")
      }
      expected[pair] = mean
    }
    self.pairStarts = pairStarts
    self.outcomeStarts = outcomeStarts
    self.successors = successors
    self.probabilities = probabilities
    self.rewards = rewards
    expectedRewards = expected
    rewardRange = Self.range(of: expected)
    longestRow = Self.longest(outcomeStarts)
    massDefect = Self.massDefect(of: outcomeStarts, probabilities)
  }

  /// Takes rows made from those of another table, which are known to be sound.
  init(
    soundPairStarts pairStarts: [Int], outcomeStarts: [Int], successors: [Int32],
    probabilities: [Double], rewards: [Double], expectedRewards: [Double]
  ) {
    self.pairStarts = pairStarts
    self.outcomeStarts = outcomeStarts
    self.successors = successors
    self.probabilities = probabilities
    self.rewards = rewards
    self.expectedRewards = expectedRewards
    rewardRange = Self.range(of: expectedRewards)
    longestRow = Self.longest(outcomeStarts)
    massDefect = Self.massDefect(of: outcomeStarts, probabilities)
  }

  private static func range(of values: [Double]) -> ClosedRange<Double> {
    guard var low = values.first else { return 0...0 }
    var high = low
    for value in values {
      low = value < low ? value : low
      high = value > high ? value : high
    }
    return low...high
  }

  private static func massDefect(of starts: [Int], _ probabilities: [Double]) -> Double {
    var defect = 0.0
    for row in 1..<max(1, starts.count) {
      var sum = 0.0
      for outcome in starts[row - 1]..<starts[row] { sum += probabilities[outcome] }
      defect = max(defect, (sum - 1).magnitude)
    }
    return defect
  }

  private static func longest(_ starts: [Int]) -> Int {
    var longest = 0
    for row in 1..<max(1, starts.count) { longest = max(longest, starts[row] - starts[row - 1]) }
    return longest
  }

  /// The outcomes of a pair.
  public func outcomes(ofPair pair: Int) -> Range<Int> {
    outcomeStarts[pair]..<outcomeStarts[pair + 1]
  }

  /// The pairs of a state.
  public func pairs(ofState state: Int) -> Range<Int> { pairStarts[state]..<pairStarts[state + 1] }

  /// Whether the state offers no action.
  public func isTerminal(_ state: Int) -> Bool { pairStarts[state] == pairStarts[state + 1] }
}
