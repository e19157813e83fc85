import Decisions
import RandomStreams

/// The processes of the peers' programs, rebuilt bit for bit; see their README.
enum PeerProcesses {
  /// 10,000 states × 8 actions × 10 successors drawn from SplitMix64: for each pair ten times a
  /// successor and a weight, then the reward.
  static func random(
    states: Int = 10_000, actions: Int = 8, successors width: Int = 10, seed: UInt64 = 42
  ) -> TransitionTable {
    var random = SplitMix64(seed: seed)
    let pairs = states * actions
    var successors = [Int32](repeating: 0, count: pairs * width)
    var probabilities = [Double](repeating: 0, count: pairs * width)
    var rewards = probabilities
    for pair in 0..<pairs {
      let row = pair * width..<(pair + 1) * width
      for outcome in row {
        successors[outcome] = Int32(random.next() % UInt64(states))
        probabilities[outcome] = Double.uniform(using: &random)
      }
      let reward = Double.uniform(using: &random)
      let sum = pairwiseSum(probabilities[row])
      for outcome in row {
        probabilities[outcome] /= sum
        rewards[outcome] = reward
      }
    }
    return TransitionTable(
      pairStarts: (0...states).map { $0 * actions },
      outcomeStarts: (0...pairs).map { $0 * width },
      successors: successors, probabilities: probabilities, rewards: rewards)
  }

  /// NumPy's order of summation for short rows: eight running sums, joined pairwise, then the rest.
  private static func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
    guard values.count >= 8 else { return values.reduce(0, +) }
    let v = Array(values)
    var sums = Array(v[0..<8])
    var next = 8
    while next + 8 <= v.count {
      for lane in 0..<8 { sums[lane] += v[next + lane] }
      next += 8
    }
    let joined =
      ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    return v[next...].reduce(joined, +)
  }

  /// A grid of side × side: 0.8 as intended, 0.1 to either side, walls stay, −1 a step; the last
  /// corner keeps for ever at 0.
  static func grid(side: Int = 1000) -> TransitionTable {
    let states = side * side
    let rowStep = [-1, 0, 1, 0]
    let columnStep = [0, 1, 0, -1]
    var successors = [Int32](repeating: Int32(states - 1), count: states * 12)
    var probabilities = [Double](repeating: 0.1, count: states * 12)
    var rewards = [Double](repeating: -1, count: states * 12)
    for state in 0..<states {
      let (row, column) = (state / side, state % side)
      for action in 0..<4 {
        let first = (state * 4 + action) * 3
        probabilities[first] = 0.8
        guard state != states - 1 else {
          for outcome in first..<first + 3 { rewards[outcome] = 0 }
          continue
        }
        for (place, direction) in [action, (action + 3) % 4, (action + 1) % 4].enumerated() {
          let nextRow = min(max(row + rowStep[direction], 0), side - 1)
          let nextColumn = min(max(column + columnStep[direction], 0), side - 1)
          successors[first + place] = Int32(nextRow * side + nextColumn)
        }
      }
    }
    return TransitionTable(
      pairStarts: (0...states).map { $0 * 4 }, outcomeStarts: (0...states * 4).map { $0 * 3 },
      successors: successors, probabilities: probabilities, rewards: rewards)
  }

  /// FrozenLake 8×8, slippery, with named states, as Gymnasium's table has it: each of three
  /// directions with 1/3.
  static func frozenLake() -> FiniteMDP<Int, Int> {
    let map = "SFFFFFFFFFFFFFFFFFFHFFFFFFFFFHFFFFFHFFFFFHHFFFHFFHFFHFHFFFFHFFFG"
    let tiles = Array(map)
    let rowStep = [0, 1, 0, -1]
    let columnStep = [-1, 0, 1, 0]
    return FiniteMDP(
      states: Array(0..<64), actions: Array(0..<4), start: 0,
      offered: { "HG".contains(tiles[$0]) ? [] : Array(0..<4) },
      outcomes: { state, action in
        [(action + 3) % 4, action, (action + 1) % 4].map { direction in
          let row = min(max(state / 8 + rowStep[direction], 0), 7)
          let column = min(max(state % 8 + columnStep[direction], 0), 7)
          let next = row * 8 + column
          return Outcome(probability: 1.0 / 3, reward: tiles[next] == "G" ? 1 : 0, next: next)
        }
      })
  }
}
