import Decisions

/// What all drawn steps of a conformance check add up to.
struct StepTotals {
  /// How many steps were drawn.
  private(set) var draws = 0
  /// How often each state was entered.
  private(set) var entries: [Int]
  /// How often the table expects it.
  private(set) var expectedEntries: [Double]
  /// How many steps took each action.
  private(set) var drawsOfAction: [Int]
  /// By how much the rewards of each action exceeded those of the table, in sum.
  private(set) var excess: [Double]

  init(states: Int, actions: Int) {
    entries = [Int](repeating: 0, count: states)
    expectedEntries = [Double](repeating: 0, count: states)
    drawsOfAction = [Int](repeating: 0, count: actions)
    excess = [Double](repeating: 0, count: actions)
  }

  /// Adds the steps drawn of one pair.
  mutating func add<World>(
    _ drawn: ConformanceSuite<World>.DrawnSteps, pair: Int,
    of process: FiniteMDP<World.State, World.Action>, draws: Int
  ) {
    self.draws += draws
    let action = process.space.pairActions[pair]
    drawsOfAction[action] += draws
    excess[action] += drawn.excess
    let table = process.table
    for (count, outcome) in zip(drawn.counts, table.outcomes(ofPair: pair)) {
      let next = Int(table.successors[outcome])
      entries[next] += count
      expectedEntries[next] += Double(draws) * table.probabilities[outcome]
    }
  }
}
