/// Sweeps of the optimality operator over one table.
final class SweepKernel {
  private let table: TransitionTable
  private let discount: Double
  private let threads: Int
  /// Backups done so far.
  private(set) var backups = 0

  init(_ table: TransitionTable, discount: Double, threads: Int = 1) {
    self.table = table
    self.discount = discount
    self.threads = threads
  }

  /// A Jacobi sweep: new values from old ones.
  func sweep(from values: [Double], into next: inout [Double]) -> Change {
    backups += table.pairCount
    return withBackups(of: table, discount: discount) { backups in
      values.withUnsafeBufferPointer { values in
        next.withUnsafeMutableBufferPointer { next in
          var change = Change()
          guard let old = values.baseAddress else { return change }
          for state in 0..<backups.stateCount {
            let best = backups.best(ofState: state, from: old)
            change.add(best - old[state])
            next[state] = best
          }
          return change
        }
      }
    }
  }

  /// A Gauss–Seidel sweep: each value is replaced at once, and later states use it.
  func sweepInPlace(_ values: inout [Double], backwards: Bool) -> Change {
    backups += table.pairCount
    return withBackups(of: table, discount: discount) { backups in
      values.withUnsafeMutableBufferPointer { values in
        var change = Change()
        guard let base = values.baseAddress else { return change }
        for step in 0..<backups.stateCount {
          let state = backwards ? backups.stateCount - 1 - step : step
          let best = backups.best(ofState: state, from: UnsafePointer(base))
          change.add(best - base[state])
          base[state] = best
        }
        return change
      }
    }
  }
}
