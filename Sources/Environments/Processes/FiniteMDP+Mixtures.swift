public import Decisions

/// Processes made from a process by mixing its actions.
extension FiniteMDP {
  /// The process in which every choice is made with a trembling hand: choosing a does a with probability 1 − ε, and
  /// with probability ε any action the state offers, each equally likely.
  ///
  /// Its best policy is the best ε-soft policy of this process, and its V* and Q* are that policy's values.
  ///
  /// - Parameter epsilon: ε, in [0, 1].
  /// - Complexity: O(outcomes × actions of a state).
  ///
  /// > Reference: Sutton & Barto (2018), §5.4, where the ε-softness is moved inside the environment.
  public func epsilonSoft(_ epsilon: Double) -> FiniteMDP {
    guard (0...1).contains(epsilon) else { fatalError("ε is \(epsilon); it must be in [0, 1]") }
    var rows = RowBuilder(stateCount: states.count)
    for state in states.indices {
      let pairs = space.pairs(ofState: state)
      let share = epsilon / Double(pairs.count)
      for chosen in pairs {
        for pair in pairs {
          rows.add(table, pair: pair, weight: share + (pair == chosen ? 1 - epsilon : 0))
        }
        rows.endPair()
      }
    }
    return FiniteMDP(
      space: space, table: rows.table(pairStarts: space.pairStarts),
      startProbabilities: startProbabilities)
  }

  /// The Markov reward process that a policy makes of this process: one action a state, that follows the policy.
  ///
  /// Any solver of decision processes evaluates the policy when it is given this process.
  ///
  /// - Complexity: O(outcomes).
  public func following(_ policy: Policy<State, Action>) -> FiniteMDP<State, FollowPolicy> {
    guard policy.space.pairStarts == space.pairStarts else {
      fatalError(
        "the policy is over \(policy.space.pairCount) pairs, the process has \(space.pairCount)")
    }
    var rows = RowBuilder(stateCount: states.count)
    let space = StateActionSpace(states: states, actions: [FollowPolicy.follow]) { state in
      self.isTerminal(state) ? [] : [.follow]
    }
    for state in states.indices where !table.isTerminal(state) {
      for pair in table.pairs(ofState: state) {
        rows.add(table, pair: pair, weight: policy.probabilities[pair])
      }
      rows.endPair()
    }
    return FiniteMDP<State, FollowPolicy>(
      space: space, table: rows.table(pairStarts: space.pairStarts),
      startProbabilities: startProbabilities)
  }

  /// The same process with its numbers as states and actions, so that processes of different worlds have one type.
  public var numbered: FiniteMDP<Int, Int> {
    let numbers = StateActionSpace(
      states: Array(states.indices), actions: Array(actions.indices)
    ) { state in
      space.pairs(ofState: state).map { space.pairActions[$0] }
    }
    return FiniteMDP<Int, Int>(
      space: numbers, table: table, startProbabilities: startProbabilities)
  }
}

/// The one choice that is left when a policy is fixed.
public enum FollowPolicy: Sendable, Hashable {
  /// Does what the policy says.
  case follow
}

/// Lays out rows of a transition table one pair after another.
///
/// Outcomes that agree in successor and reward are joined by a chain through a table of last uses, so that adding
/// is O(1) for the usual handful of rewards a successor.
struct RowBuilder {
  private var outcomeStarts = [0]
  private var successors: [Int32] = []
  private var probabilities: [Double] = []
  private var rewards: [Double] = []
  /// The last outcome with each successor, −1 when there is none.
  private var last: [Int]
  /// The outcome before it with the same successor.
  private var previous: [Int] = []

  init(stateCount: Int) {
    last = [Int](repeating: -1, count: stateCount)
  }

  /// Adds an outcome to the current row; probability 0 adds nothing.
  mutating func add(probability: Double, reward: Double, next: Int) {
    guard probability > 0 else { return }
    let rowStart = outcomeStarts[outcomeStarts.count - 1]
    var candidate = last[next]
    while candidate >= rowStart {
      if rewards[candidate] == reward {
        probabilities[candidate] += probability
        return
      }
      candidate = previous[candidate]
    }
    previous.append(last[next])
    last[next] = successors.count
    successors.append(Int32(next))
    probabilities.append(probability)
    rewards.append(reward)
  }

  /// Adds all outcomes of a pair of another table, their probabilities times a weight.
  mutating func add(_ table: TransitionTable, pair: Int, weight: Double) {
    for outcome in table.outcomes(ofPair: pair) {
      add(
        probability: weight * table.probabilities[outcome], reward: table.rewards[outcome],
        next: Int(table.successors[outcome]))
    }
  }

  /// Closes the current row.
  mutating func endPair() { outcomeStarts.append(successors.count) }

  /// The finished table.
  func table(pairStarts: [Int]) -> TransitionTable {
    TransitionTable(
      pairStarts: pairStarts, outcomeStarts: outcomeStarts, successors: successors,
      probabilities: probabilities, rewards: rewards)
  }
}
