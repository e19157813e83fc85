/// Solves a process as a linear programme, by the simplex method.
///
/// V* is the least function that no backup exceeds:
///
///     minimise Σ_s V(s)   subject to   V(s) ≥ r(s, a) + γ Σ_s′ p(s′|s, a) V(s′)   for all (s, a).
///
/// Its dual maximises the reward of an occupancy x ≥ 0,
///
///     maximise Σ r(s, a) x(s, a)   subject to   Σ_a x(s, a) − γ Σ p(s|s′, a′) x(s′, a′) = 1   for all s,
///
/// whose basic solutions are the deterministic policies and whose dual prices are V. It shares no
/// code with the other solvers but the final residual. With γ = 1, V(s) ≥ 0 is added where one can
/// stay for nothing.
///
/// - Parameters:
///   - process: The process; up to some hundreds of states.
///   - discount: γ, in [0, 1].
///   - tolerance: The largest violation of a constraint that is let pass, relative to the largest
///     reward.
/// - Returns: A solution whose `iterations` counts pivots; `residuals` the largest violation each
///   time all were looked at.
/// - Throws: ``SolverError``: γ outside [0, 1]; with γ = 1, a state that can't end or can gain
///   without end (named).
/// - Complexity: O(n²) a pivot, as a rule a few n of them; memory O(n²).
///
/// > Reference: d'Epenoux (1963); Puterman (1994), section 6.9.
public func linearProgram<State, Action>(
  _ process: FiniteMDP<State, Action>, discount: Double, tolerance: Double = 1e-12
) throws(SolverError) -> Solution<State, Action> {
  try process.solution { table throws(SolverError) in
    try linearProgram(table, discount: discount, tolerance: tolerance)
  }
}

/// Linear programming on a bare table.
public func linearProgram(
  _ table: TransitionTable, discount: Double, tolerance: Double = 1e-12
) throws(SolverError) -> TableSolution {
  try checkDiscount(discount)
  var record = SolverRecord(method: "linear programming", discount: discount)
  let programme = OccupancyProgramme(table, discount: discount)
  let start = discount == 1 ? try table.requireEnding() : table.firstPairs
  let scale = table.expectedRewards.reduce(1) { max($0, $1.magnitude) }
  do {
    var simplex = try RevisedSimplex(
      columns: programme.columns,
      rightSide: [Double](repeating: 1, count: programme.states.count),
      basis: programme.states.map { programme.column(ofPair: start[$0], state: $0) })
    try simplex.maximise(
      tolerance: tolerance * scale, maximumPivots: 1000 + 100 * programme.columns.count)
    record.iterations = simplex.pivots
    record.residuals = simplex.bestReducedCosts
    record.sweeps = simplex.bestReducedCosts.count
    record.backups = record.sweeps * table.pairCount
    var values = [Double](repeating: 0, count: table.stateCount)
    for (row, state) in programme.states.enumerated() { values[state] = simplex.prices[row] }
    return TableSolution(from: values, on: table, rule: .supNorm, record: record)
  } catch {
    switch error {
    case .unbounded(let column):
      throw .unboundedValue(
        SolverError.ProcessState(number: programme.stateOfColumn[column]))
    case .singular:
      throw .inaccurate(method: record.method, residual: .infinity)
    case .pivotsExhausted(let pivots):
      throw .notConverged(
        method: record.method, sweeps: pivots, residual: .infinity, tolerance: tolerance)
    }
  }
}

/// The dual programme of a table: a row for each state that is not terminal, a column for each
/// pair, and with γ = 1 one more for each state where one can stay for nothing.
private struct OccupancyProgramme {
  var columns: [RevisedSimplex.Column] = []
  var stateOfColumn: [Int] = []
  /// The state of each row.
  let states: [Int]
  /// For each state, the column that stands for staying there for nothing; −1 if there is none.
  private var stayColumns: [Int]
  /// The pairs of those columns.
  private var freePairs: [Int]

  init(_ table: TransitionTable, discount: Double) {
    states = (0..<table.stateCount).filter { !table.isTerminal($0) }
    var rows = [Int](repeating: -1, count: table.stateCount)
    for (row, state) in states.enumerated() { rows[state] = row }
    stayColumns = [Int](repeating: -1, count: table.stateCount)
    freePairs = stayColumns
    for state in states {
      for pair in table.pairs(ofState: state) {
        var column = RevisedSimplex.Column(
          rows: [rows[state]], entries: [1], objective: table.expectedRewards[pair])
        for outcome in table.outcomes(ofPair: pair) {
          let row = rows[Int(table.successors[outcome])]
          guard row >= 0 else { continue }
          column.rows.append(row)
          column.entries.append(-discount * table.probabilities[outcome])
        }
        columns.append(column)
        stateOfColumn.append(state)
      }
    }
    guard discount == 1 else { return }
    freePairs = table.freePairs()
    for state in states where freePairs[state] >= 0 {
      stayColumns[state] = columns.count
      columns.append(RevisedSimplex.Column(rows: [rows[state]], entries: [1], objective: 0))
      stateOfColumn.append(state)
    }
  }

  /// The column to start with in a state: that of the pair, or of staying.
  func column(ofPair pair: Int, state: Int) -> Int {
    stayColumns[state] >= 0 ? stayColumns[state] : pair
  }
}
