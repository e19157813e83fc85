/// Actions that provably can't be the best in the coming sweep needn't be backed up: they sleep.
///
/// Let Q_k be the backups of V_k and δ_k = V_{k+1} − V_k. From one sweep to the next the backup of
/// any pair changes by γ Σ p δ_k, hence by something in [γ min δ_k, γ max δ_k], and so does the
/// best of a state. A pair that was g below the best at sweep k can therefore be the best at sweep
/// m only if
///
///     Σ_{k ≤ j < m} γ (max δ_j − min δ_j) ≥ g.
///
/// The sum runs on a clock C that all pairs share: a pair found g below the best at time C sleeps
/// until C + g. A state keeps the earliest alarm of its sleeping pairs, so that while all but its
/// favourite sleep, a sweep costs it one backup and one comparison. As V converges the clock stops,
/// and most pairs never wake again.
///
/// The favourites' rows are copied side by side, so that a sweep reads memory in order.
///
/// The values are those of the full sweep, bit for bit: a pair is skipped only if its computed
/// backup, too, would be below the computed best. Rounding moves a backup by at most ε = (K + 2) u
/// (‖r‖ + γ ‖V‖); alarms are set 8 ε early (4 ε are needed: two backups then, two now), and the
/// clock runs fast by 8 u (‖V‖ + C) a sweep for the rounding of δ and of itself, and by 2 γ D ‖δ‖
/// where the probabilities of rows miss 1 by up to D.
///
/// > Reference: MacQueen (1967), doi:10.1287/opre.15.3.559; Hastings & van Nunen (1977); Puterman
/// > (1994), section 6.7.
struct SleepingActions {
  /// When each pair wakes; of those that are not alike only, in order.
  private var pairAlarms: [Double]
  /// The earliest alarm of a state's pairs other than its favourite.
  private var stateAlarms: [Double]
  /// The row of the pair that was best last, of each state.
  private var favourites: FavouriteRows
  /// The clock C.
  private var clock = 0.0
  /// A bound on ‖V‖.
  private var size = 0.0
  private let largestReward: Double
  private let longestRow: Int
  private let massDefect: Double
  private let discount: Double

  /// Everybody awake.
  init(for runs: UniformRuns, table: TransitionTable, discount: Double) {
    // The first sweep sets them all.
    pairAlarms = [Double](unsafeUninitializedCapacity: runs.unlikePairs) { $1 = runs.unlikePairs }
    stateAlarms = [Double](repeating: -.infinity, count: runs.unlikeStates)
    favourites = FavouriteRows(for: runs, table: table)
    largestReward = table.largestReward
    longestRow = table.longestRow
    massDefect = table.massDefect
    self.discount = discount
  }

  /// Wakes everybody, because sweeps go on from other values.
  mutating func restart(from values: [Double]) {
    for state in stateAlarms.indices { stateAlarms[state] = -.infinity }
    clock = 0
    size = values.reduce(0) { max($0, $1.magnitude) }
  }

  /// Moves the clock on after a sweep.
  mutating func advance(by change: Change) {
    size += change.sup
    clock += discount * (change.span + 2 * massDefect * change.sup) + 0x1p-50 * (size + clock)
  }

  /// How much earlier than they might alarms are set: 8 ε.
  private var margin: Double {
    Double(longestRow + 2) * 0x1p-50 * (largestReward + discount * size)
  }

  /// Gives the books to a sweep.
  mutating func withBooks<Result>(_ body: (Books) -> Result) -> Result {
    let (clock, margin) = (clock, margin)
    return pairAlarms.withUnsafeMutableBufferPointer { pairAlarms in
      stateAlarms.withUnsafeMutableBufferPointer { stateAlarms in
        favourites.withRows { favourites in
          body(
            Books(
              pairAlarms: pairAlarms, stateAlarms: stateAlarms, favourites: favourites,
              clock: clock, isFirst: clock == 0, margin: margin))
        }
      }
    }
  }

  /// Who sleeps until when, during one sweep; threads write to different states of it.
  struct Books {
    fileprivate let pairAlarms: UnsafeMutableBufferPointer<Double>
    fileprivate let stateAlarms: UnsafeMutableBufferPointer<Double>
    fileprivate let favourites: FavouriteRows.Rows
    fileprivate let clock: Double
    /// Whether nobody has been sent to sleep yet.
    fileprivate let isFirst: Bool
    fileprivate let margin: Double

    /// A Jacobi sweep over states of one segment.
    func sweep(
      _ states: Range<Int>, of segment: UniformRuns.Segment, rows: Backups,
      from old: UnsafePointer<Double>, into new: UnsafeMutablePointer<Double>
    ) -> (change: Change, backups: Int) {
      withUnsafeTemporaryAllocation(of: Int.self, capacity: segment.mostPairs) { places in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: segment.mostPairs) { values in
          sweep(
            states, of: segment, rows: rows, from: old, into: new,
            scratch: Scratch(places: places, values: values))
        }
      }
    }

    private func sweep(
      _ states: Range<Int>, of segment: UniformRuns.Segment, rows: Backups,
      from old: UnsafePointer<Double>, into new: UnsafeMutablePointer<Double>,
      scratch: Scratch
    ) -> (change: Change, backups: Int) {
      var change = Change()
      var backups = 0
      let stateShift = segment.firstUnlikeState - segment.states.lowerBound
      let pairShift = segment.firstUnlikePair - rows.pairStarts[segment.states.lowerBound]
      for state in states {
        let book = state + stateShift
        let best: Double
        if clock < stateAlarms[book] {
          best = favourites.value(at: book, from: old, discount: rows.discount)
          backups += 1
        } else {
          let pairs = rows.pairStarts[state]..<rows.pairStarts[state + 1]
          let wakeful = wake(
            pairs: pairs, book: book, pairBook: pairs.lowerBound + pairShift, rows: rows, from: old,
            scratch: scratch)
          best = wakeful.best
          backups += wakeful.backups
        }
        change.add(best - old[state])
        new[state] = best
      }
      return (change, backups)
    }

    /// Backs up all pairs of a state that are awake, and sends those to sleep that are not the
    /// best.
    ///
    /// Who is awake is as good as random, so the loops below choose without branches.
    @inline(__always)
    private func wake(
      pairs: Range<Int>, book: Int, pairBook: Int, rows: Backups, from old: UnsafePointer<Double>,
      scratch: Scratch
    ) -> (best: Double, backups: Int) {
      guard !pairs.isEmpty else { return (0, 0) }
      var awake = 0
      for place in 0..<pairs.count {
        scratch.places[awake] = place
        // The sign of C − alarm is 1 for those asleep; the first sweep has not set any alarm yet.
        let asleep = (clock - pairAlarms[pairBook &+ place]).bitPattern >> 63
        awake &+= isFirst ? 1 : 1 &- Int(truncatingIfNeeded: asleep)
      }
      var best = -Double.infinity
      for index in 0..<awake {
        let value = rows.value(ofPair: pairs.lowerBound + scratch.places[index], from: old)
        scratch.values[index] = value
        best = value > best ? value : best
      }
      var favourite = 0
      for index in (0..<awake).reversed() {
        let place = scratch.places[index]
        favourite = scratch.values[index] == best ? place : favourite
        pairAlarms[pairBook + place] = clock + (best - scratch.values[index]) - margin
      }
      var earliest = Double.infinity
      for place in 0..<pairs.count {
        let alarm = place == favourite ? .infinity : pairAlarms[pairBook + place]
        earliest = alarm < earliest ? alarm : earliest
      }
      stateAlarms[book] = earliest
      favourites.put(pairs.lowerBound + favourite, of: rows, at: book)
      return (best, awake)
    }
  }

  /// Room for the pairs of one state that are awake: their places and backups.
  fileprivate struct Scratch {
    let places: UnsafeMutableBufferPointer<Int>
    let values: UnsafeMutableBufferPointer<Double>
  }
}
