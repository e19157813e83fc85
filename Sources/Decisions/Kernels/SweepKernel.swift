/// Sweeps of the optimality operator over one table, fast: the same values as the plain loop over
/// states, pairs and outcomes, bit for bit, whatever shortcut is taken and however many threads
/// take part.
///
/// Shortcuts, each in a file of its own: runs of states that look alike are swept as stencils
/// (`Stencil`); of other states, actions that can't win are skipped (`SleepingActions`).
final class SweepKernel {
  private let table: TransitionTable
  private let discount: Double
  private let chunks: StaticChunks
  private let runs: UniformRuns
  private var sleeping: SleepingActions
  private var hasStarted = false
  /// The action last found best by an improvement in place, by its place among the state's.
  private var choices: [Int32] = []
  /// Backups done so far.
  private(set) var backups = 0

  /// Prepares a table for sweeps.
  ///
  /// - Complexity: O(outcomes), once.
  init(_ table: TransitionTable, discount: Double, threads: Int = 1) {
    self.table = table
    self.discount = discount
    chunks = StaticChunks(of: table, threads: threads)
    runs = UniformRuns(of: table, chunks: chunks)
    sleeping = SleepingActions(for: runs, table: table, discount: discount)
  }

  /// A Jacobi sweep: new values from old ones.
  ///
  /// Successive sweeps must go on from the values of the sweep before; after any other change call
  /// ``restart()``.
  func sweep(from values: [Double], into next: inout [Double]) -> Change {
    if !hasStarted {
      sleeping.restart(from: values)
      hasStarted = true
    }
    let done = withBackups(of: table, discount: discount) { rows in
      withPointer(to: values) { old in
        next.withUnsafeMutableBufferPointer { buffer -> (change: Change, backups: Int) in
          guard let new = buffer.baseAddress else { return (Change(), 0) }
          return sleeping.withBooks { books in
            chunks.reduce { sweep($0, rows: rows, books: books, from: old, into: new) }
          }
        }
      }
    }
    backups += done.backups
    sleeping.advance(by: done.change)
    return done.change
  }

  /// The part of a Jacobi sweep that one thread does.
  private func sweep(
    _ range: Range<Int>, rows: Backups, books: SleepingActions.Books,
    from old: UnsafePointer<Double>, into new: UnsafeMutablePointer<Double>
  ) -> (change: Change, backups: Int) {
    var change = Change()
    var backups = 0
    runs.forEach(within: range) { segment, states in
      if let stencil = segment.stencil {
        change = change.union(stencil.sweep(states, from: old, into: new, discount: discount))
        backups += states.count * stencil.actionCount
      } else {
        let part = books.sweep(states, of: segment, rows: rows, from: old, into: new)
        change = change.union(part.change)
        backups += part.backups
      }
    }
    return (change, backups)
  }

  /// Forgets what earlier sweeps showed, because the values were changed otherwise.
  func restart() { hasStarted = false }

  /// A Gauss–Seidel sweep: each value is replaced at once by its best backup, and later states use
  /// it. Remembers the best actions.
  func improveInPlace(_ values: inout [Double], backwards: Bool) -> Change {
    if choices.isEmpty { choices = [Int32](repeating: 0, count: table.stateCount) }
    backups += table.pairCount
    return replaceInPlace(&values, backwards: backwards) { values, choices, segment, rows in
      if let stencil = segment.stencil {
        stencil.improveInPlace(
          segment.states, values: values, choices: choices, backwards: backwards, discount: discount
        )
      } else {
        rows.improveInPlace(
          segment.states, values: values, choices: choices, backwards: backwards)
      }
    }
  }

  /// A Gauss–Seidel sweep that backs up only the actions remembered from the last improvement.
  func evaluateInPlace(_ values: inout [Double], backwards: Bool) -> Change {
    backups += table.stateCount
    return replaceInPlace(&values, backwards: backwards) { values, choices, segment, rows in
      if let stencil = segment.stencil {
        stencil.evaluateInPlace(
          segment.states, values: values, choices: choices, backwards: backwards, discount: discount
        )
      } else {
        rows.evaluateInPlace(
          segment.states, values: values, choices: choices, backwards: backwards)
      }
    }
  }

  /// Replaces the values segment after segment, in the order of the states or against it.
  private func replaceInPlace(
    _ values: inout [Double], backwards: Bool,
    _ replace: (
      UnsafeMutablePointer<Double>, UnsafeMutablePointer<Int32>, UniformRuns.Segment, Backups
    ) -> Change
  ) -> Change {
    restart()
    return withBackups(of: table, discount: discount) { rows in
      values.withUnsafeMutableBufferPointer { values in
        choices.withUnsafeMutableBufferPointer { choices in
          guard let values = values.baseAddress, let choices = choices.baseAddress else {
            return Change()
          }
          let segments = runs.segments
          return segments.indices.reduce(Change()) { change, place in
            let segment = segments[backwards ? segments.count - 1 - place : place]
            return change.union(replace(values, choices, segment, rows))
          }
        }
      }
    }
  }

  /// The pairs remembered from the last improvement in place; −1 in terminal states.
  var chosenPairs: [Int] {
    choices.indices.map { table.isTerminal($0) ? -1 : table.pairStarts[$0] + Int(choices[$0]) }
  }
}
