import Decisions
import RandomStreams

/// Processes small enough to be worked by hand, or drawn from a seed.
enum Sample {
  /// Two states. In A, stay for 1 or go to B for 0; in B, stay for 2. With γ = ½, V(B) = 4, V(A) =
  /// 2, and in A both actions tie.
  static let tied = FiniteMDP<String, String>(
    transitions: [
      .init("A", "stay", reward: 1, next: "A"),
      .init("A", "go", reward: 0, next: "B"),
      .init("B", "stay", reward: 2, next: "B"),
    ], start: "A")

  /// A corridor 0 … n with the end at n: a step forward succeeds with probability p, else nothing
  /// happens; −1 a step.
  static func corridor(length: Int, success: Double) -> FiniteMDP<Int, String> {
    FiniteMDP(
      states: Array(0...length), actions: ["forward"], start: 0,
      offered: { $0 == length ? [] : ["forward"] },
      outcomes: { state, _ in
        [
          Outcome(probability: success, reward: -1, next: state + 1),
          Outcome(probability: 1 - success, reward: -1, next: state),
        ]
      })
  }

  /// The 5 × 5 grid of Sutton & Barto, example 3.5, cells numbered by rows.
  static let grid5 = FiniteMDP<Int, Int>(
    states: Array(0..<25), actions: Array(0..<4), start: 0,
    outcomes: { cell, action in
      if cell == 1 { return [Outcome(reward: 10, next: 21)] }
      if cell == 3 { return [Outcome(reward: 5, next: 13)] }
      let row = cell / 5 + [-1, 0, 1, 0][action]
      let column = cell % 5 + [0, 1, 0, -1][action]
      guard (0..<5).contains(row), (0..<5).contains(column) else {
        return [Outcome(reward: -1, next: cell)]
      }
      return [Outcome(reward: 0, next: row * 5 + column)]
    })

  /// FrozenLake 4 × 4, slippery: actions left, down, right, up; a third each for the direction and
  /// both beside it.
  static let frozenLake = FiniteMDP<Int, Int>(
    states: Array(0..<16), actions: Array(0..<4), start: 0,
    offered: { [5, 7, 11, 12, 15].contains($0) ? [] : Array(0..<4) },
    outcomes: { cell, action in
      [(action + 3) % 4, action, (action + 1) % 4].map { direction in
        let row = min(max(cell / 4 + [0, 1, 0, -1][direction], 0), 3)
        let column = min(max(cell % 4 + [-1, 0, 1, 0][direction], 0), 3)
        let next = row * 4 + column
        return Outcome(probability: 1.0 / 3, reward: next == 15 ? 1 : 0, next: next)
      }
    })

  /// A process drawn from a seed: up to four actions and five successors, rewards in [−1, 1).
  ///
  /// - Parameter terminals: How many of the last states are terminal; every state then reaches one.
  static func random(seed: UInt64, states: Int = 30, terminals: Int = 0) -> FiniteMDP<Int, Int> {
    var random = RandomStream(seed: seed).child("process")
    var offered: [[Int]] = []
    var rows: [[[Outcome<Int>]]] = []
    for state in 0..<states {
      let count = state >= states - terminals ? 0 : 1 + Int.uniform(below: 4, using: &random)
      offered.append(Array(0..<count))
      rows.append(
        (0..<count).map { _ in
          var successors = (0..<(1 + Int.uniform(below: 5, using: &random))).map { _ in
            Int.uniform(below: states, using: &random)
          }
          if terminals > 0 { successors.append(states - 1) }
          let weights = successors.map { _ in 0.05 + Double.uniform(using: &random) }
          let sum = weights.reduce(0, +)
          return zip(successors, weights).map { successor, weight in
            Outcome(
              probability: weight / sum, reward: Double.uniform(in: -1..<1, using: &random),
              next: successor)
          }
        })
    }
    return FiniteMDP(
      states: Array(0..<states), actions: Array(0..<4), start: 0, offered: { offered[$0] },
      outcomes: { rows[$0][$1] })
  }

  /// Any numbers in [−scale, scale), one a state.
  static func values(seed: UInt64, on process: FiniteMDP<Int, Int>, scale: Double = 10)
    -> StateValues<Int, Int>
  {
    var random = RandomStream(seed: seed).child("values")
    return StateValues(
      process.states.map {
        process.isTerminal($0) ? 0 : Double.uniform(in: -scale..<scale, using: &random)
      }, over: process.space)
  }

  /// A stochastic policy drawn from a seed.
  static func policy(seed: UInt64, on process: FiniteMDP<Int, Int>) -> Policy<Int, Int> {
    var random = RandomStream(seed: seed).child("policy")
    let weights = process.states.map { state in
      process.actions(in: state).map { _ in 0.05 + Double.uniform(using: &random) }
    }
    return Policy(over: process.space) { state, action in
      weights[state][action] / weights[state].reduce(0, +)
    }
  }
}

/// The plain loop over states, pairs and outcomes, written down once more: what every kernel must
/// equal bit for bit.
func plainSweep(_ values: [Double], on table: TransitionTable, discount: Double) -> [Double] {
  (0..<table.stateCount).map { state in
    var best: Double?
    for pair in table.pairs(ofState: state) {
      var sum = 0.0
      for outcome in table.outcomes(ofPair: pair) {
        sum += table.probabilities[outcome] * values[Int(table.successors[outcome])]
      }
      let value = table.expectedRewards[pair] + discount * sum
      best = best.map { max($0, value) } ?? value
    }
    return best ?? 0
  }
}
