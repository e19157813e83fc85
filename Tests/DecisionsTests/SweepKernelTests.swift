import Decisions
import RandomStreams
import Testing

@Suite struct SweepKernelTests {
  /// A table drawn from a seed, of one width; large enough to be shared by threads if asked for.
  static func randomTable(seed: UInt64, states: Int, actions: Int, width: Int) -> TransitionTable {
    var random = RandomStream(seed: seed).child("table")
    let pairs = states * actions
    var successors: [Int32] = []
    var probabilities: [Double] = []
    var rewards: [Double] = []
    for _ in 0..<pairs {
      let weights = (0..<width).map { _ in 0.1 + Double.uniform(using: &random) }
      let sum = weights.reduce(0, +)
      for weight in weights {
        successors.append(Int32(Int.uniform(below: states, using: &random)))
        probabilities.append(weight / sum)
        rewards.append(Double.uniform(in: -1..<1, using: &random))
      }
    }
    return TransitionTable(
      pairStarts: (0...states).map { $0 * actions }, outcomeStarts: (0...pairs).map { $0 * width },
      successors: successors, probabilities: probabilities, rewards: rewards)
  }

  /// A grid of rows × columns with `width` outcomes an action, all but the edges alike; the last
  /// cell is terminal.
  static func grid(rows: Int, columns: Int, width: Int) -> TransitionTable {
    var pairStarts = [0]
    var outcomeStarts = [0]
    var successors: [Int32] = []
    var probabilities: [Double] = []
    let steps = [(-1, 0), (0, 1), (1, 0), (0, -1), (0, 0)]
    for row in 0..<rows {
      for column in 0..<columns {
        let isEnd = row == rows - 1 && column == columns - 1
        for action in 0..<(isEnd ? 0 : 4) {
          for outcome in 0..<width {
            let step = steps[(action + outcome) % 5]
            let (r, c) = (row + step.0, column + step.1)
            let isInside = (0..<rows).contains(r) && (0..<columns).contains(c)
            successors.append(Int32(isInside ? r * columns + c : row * columns + column))
            probabilities.append(Double(outcome + 1) * 2 / Double(width * (width + 1)))
          }
          outcomeStarts.append(successors.count)
        }
        pairStarts.append(outcomeStarts.count - 1)
      }
    }
    return TransitionTable(
      pairStarts: pairStarts, outcomeStarts: outcomeStarts, successors: successors,
      probabilities: probabilities, rewards: [Double](repeating: -1, count: successors.count))
  }

  /// Sweeps one at a time by the plain loop.
  static func plain(_ count: Int, on table: TransitionTable, discount: Double) -> [Double] {
    var values = [Double](repeating: 0, count: table.stateCount)
    for _ in 0..<count { values = plainSweep(values, on: table, discount: discount) }
    return values
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `putting actions to sleep changes no bit`(seed: UInt64) {
    let process = Sample.random(seed: seed, states: 60, terminals: seed % 2 == 0 ? 0 : 4)
    let discount = seed % 4 == 3 ? 1 : 0.95
    let zero = [Double](repeating: 0, count: 60)
    for count in [1, 2, 3, 10, 50, 300] {
      #expect(
        optimalitySweeps(count, from: zero, on: process.table, discount: discount)
          == Self.plain(count, on: process.table, discount: discount))
    }
  }

  @Test func `sleeping saves most backups of value iteration, and none of its digits`() throws {
    let table = Self.randomTable(seed: 1, states: 300, actions: 6, width: 5)
    let solution = try valueIteration(table, discount: 0.99)
    #expect(solution.record.backups < solution.record.sweeps * table.pairCount / 3)
    #expect(solution.values == Self.plain(solution.record.iterations, on: table, discount: 0.99))
  }

  @Test(arguments: [1, 2, 3, 5])
  func `sweeping runs as stencils changes no bit`(width: Int) {
    let table = Self.grid(rows: 9, columns: 70, width: width)
    let zero = [Double](repeating: 0, count: table.stateCount)
    #expect(
      optimalitySweeps(60, from: zero, on: table, discount: 0.97)
        == Self.plain(60, on: table, discount: 0.97))
  }

  @Test(arguments: [2, 3, 7])
  func `any number of threads gives the same bits`(threads: Int) throws {
    let grid = Self.grid(rows: 101, columns: 103, width: 3)
    let zero = [Double](repeating: 0, count: grid.stateCount)
    #expect(
      optimalitySweeps(40, from: zero, on: grid, discount: 0.99, threads: threads)
        == optimalitySweeps(40, from: zero, on: grid, discount: 0.99))
    let table = Self.randomTable(seed: 2, states: 3000, actions: 6, width: 6)
    let one = try valueIteration(table, discount: 0.95)
    let many = try valueIteration(table, discount: 0.95, threads: threads)
    #expect(one.values == many.values)
    #expect(one.record == many.record)
  }

  @Test(arguments: [3, 5])
  func `the long ways of a grid are solved within the tolerance`(width: Int) throws {
    let table = Self.grid(rows: 60, columns: 61, width: width)
    let reference = try valueIteration(table, discount: 0.99, tolerance: 1e-13)
    let slack = try #require(reference.record.bound).distance
    for solution in [
      try solve(table, discount: 0.99), try modifiedPolicyIteration(table, discount: 0.99),
      try modifiedPolicyIteration(table, discount: 0.99, evaluationSweeps: 0),
    ] {
      let bound = try #require(solution.record.bound).distance
      #expect(bound <= 1e-10)
      let distance = zip(solution.values, reference.values).reduce(0) {
        max($0, ($1.0 - $1.1).magnitude)
      }
      #expect(distance <= bound + slack)
    }
  }

  @Test func `a process that mixes is solved in a few sweeps`() throws {
    let table = Self.randomTable(seed: 3, states: 2000, actions: 5, width: 6)
    let solution = try solve(table, discount: 0.99)
    #expect(solution.record.sweeps < 80)
    #expect(try #require(solution.record.bound).distance <= 1e-10)
  }
}
