/// Copies of one row for each state, side by side in memory.
///
/// A sweep that backs up one action a state would else pick single rows from all over a table many
/// times as large.
struct FavouriteRows {
  /// The row of place k has room from `starts[k]` to `starts[k + 1]`, for the longest of its state.
  private let starts: [Int]
  private var pairs: [Int]
  private var counts: [Int]
  private var successors: [Int32]
  private var probabilities: [Double]
  private var rewards: [Double]

  /// Makes room for a row of each state that is in no run, in order.
  init(for runs: UniformRuns, table: TransitionTable) {
    var starts = [0]
    starts.reserveCapacity(runs.unlikeStates + 1)
    for segment in runs.segments where segment.stencil == nil {
      for state in segment.states {
        var longest = 0
        for pair in table.pairStarts[state]..<table.pairStarts[state + 1] {
          longest = max(longest, table.outcomeStarts[pair + 1] - table.outcomeStarts[pair])
        }
        starts.append(starts[starts.count - 1] + longest)
      }
    }
    let room = starts[starts.count - 1]
    self.starts = starts
    pairs = [Int](repeating: -1, count: runs.unlikeStates)
    counts = [Int](repeating: 0, count: runs.unlikeStates)
    rewards = [Double](repeating: 0, count: runs.unlikeStates)
    // Each row is put before it is read.
    successors = [Int32](unsafeUninitializedCapacity: room) { $1 = room }
    probabilities = [Double](unsafeUninitializedCapacity: room) { $1 = room }
  }

  /// Gives the rows to a sweep.
  mutating func withRows<Result>(_ body: (Rows) -> Result) -> Result {
    withPointer(to: starts) { starts in
      pairs.withUnsafeMutableBufferPointer { pairs in
        counts.withUnsafeMutableBufferPointer { counts in
          rewards.withUnsafeMutableBufferPointer { rewards in
            withMutablePointer(to: &successors) { successors in
              withMutablePointer(to: &probabilities) { probabilities in
                body(
                  Rows(
                    starts: starts, pairs: pairs, counts: counts, rewards: rewards,
                    successors: successors, probabilities: probabilities))
              }
            }
          }
        }
      }
    }
  }

  /// The rows, during one sweep; threads write to different places.
  struct Rows {
    fileprivate let starts: UnsafePointer<Int>
    fileprivate let pairs: UnsafeMutableBufferPointer<Int>
    fileprivate let counts: UnsafeMutableBufferPointer<Int>
    fileprivate let rewards: UnsafeMutableBufferPointer<Double>
    fileprivate let successors: UnsafeMutablePointer<Int32>
    fileprivate let probabilities: UnsafeMutablePointer<Double>

    /// The backup of the row at a place, in the order of operations of `Backups`.
    @inline(__always)
    func value(at place: Int, from values: UnsafePointer<Double>, discount: Double) -> Double {
      var sum = 0.0
      var outcome = starts[place]
      let end = outcome + counts[place]
      while outcome < end {
        sum += probabilities[outcome] * values[Int(successors[outcome])]
        outcome &+= 1
      }
      return rewards[place] + discount * sum
    }

    /// Copies the row of a pair to a place.
    @inline(__always)
    func put(_ pair: Int, of rows: Backups, at place: Int) {
      guard pairs[place] != pair else { return }
      pairs[place] = pair
      let first = rows.outcomeStarts[pair]
      let count = rows.outcomeStarts[pair + 1] - first
      for outcome in 0..<count {
        successors[starts[place] + outcome] = rows.successors[first + outcome]
        probabilities[starts[place] + outcome] = rows.probabilities[first + outcome]
      }
      counts[place] = count
      rewards[place] = rows.expectedRewards[pair]
    }
  }
}
