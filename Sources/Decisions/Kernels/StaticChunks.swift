import Dispatch

/// Contiguous ranges of states of about equal work, one a thread: who does what never depends on
/// timing.
struct StaticChunks: Sendable {
  /// The states of each chunk, in order.
  let ranges: [Range<Int>]

  /// Cuts the states of a table into chunks with about the same number of outcomes; a table too
  /// small to be worth sharing stays whole.
  init(of table: TransitionTable, threads: Int) {
    guard threads > 1, table.outcomeCount >= Self.worthSharing else {
      ranges = [0..<table.stateCount]
      return
    }
    var bounds = [0]
    for part in 1..<threads {
      let target = table.outcomeCount / threads * part
      bounds.append(max(bounds[part - 1], table.firstState(withOutcomesFrom: target)))
    }
    bounds.append(table.stateCount)
    ranges = zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  /// Fewer outcomes than this are done sooner than a second thread wakes up.
  private static let worthSharing = 100_000

  /// Does something for each chunk, on its own thread; all is done when this returns.
  ///
  /// - Parameter work: Gets the number of the chunk and its states; must write to nothing that another
  ///   chunk reads or writes.
  func perform(_ work: (Int, Range<Int>) -> Void) {
    guard ranges.count > 1 else { return work(0, ranges[0]) }
    withoutActuallyEscaping(work) { work in
      // Safe by the condition on `work`.
      nonisolated(unsafe) let work = work
      DispatchQueue.concurrentPerform(iterations: ranges.count) { work($0, ranges[$0]) }
    }
  }

  /// What a chunk's work reports: how the values changed, and how many backups that took.
  typealias Report = (change: Change, backups: Int)

  /// Does the work of all chunks, each on its own thread, and joins what they report.
  ///
  /// The smallest and largest change don't depend on the order in which they are joined, so neither
  /// does the result.
  func reduce(_ work: (Range<Int>) -> Report) -> Report {
    withUnsafeTemporaryAllocation(of: Report.self, capacity: ranges.count) { reports in
      perform { chunk, states in reports.initializeElement(at: chunk, to: work(states)) }
      return reports.reduce((change: Change(), backups: 0)) {
        ($0.change.union($1.change), $0.backups + $1.backups)
      }
    }
  }
}

extension TransitionTable {
  /// The first state whose outcomes start at or after a number, by bisection.
  fileprivate func firstState(withOutcomesFrom target: Int) -> Int {
    var (low, high) = (0, stateCount)
    while low < high {
      let middle = (low + high) / 2
      if outcomeStarts[pairStarts[middle]] < target { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
