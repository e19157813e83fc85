/// The rows that a run of states shares: for each action offsets s′ − s, probabilities, and the
/// expected reward.
///
/// The order of operations is that of `Backups`, Σ p V from left to right and then r + γ Σ, so the
/// bits are the same; only many states are done side by side.
struct Stencil {
  /// Action a has the outcomes `starts[a] ..< starts[a + 1]`.
  private let starts: [Int]
  private let offsets: [Int]
  private let probabilities: [Double]
  private let rewards: [Double]

  /// How many actions there are.
  var actionCount: Int { rewards.count }

  /// The rows of one state.
  init(ofState state: Int, in table: TransitionTable) {
    let pairs = table.pairs(ofState: state)
    let first = table.outcomeStarts[pairs.lowerBound]
    let outcomes = first..<table.outcomeStarts[pairs.upperBound]
    starts = (pairs.lowerBound...pairs.upperBound).map { table.outcomeStarts[$0] - first }
    offsets = outcomes.map { Int(table.successors[$0]) - state }
    probabilities = Array(table.probabilities[outcomes])
    // Adding 0 turns a reward of −0 into 0, as the sum of a backup does.
    rewards = pairs.map { table.expectedRewards[$0] + 0 }
  }

  /// States done at a time: few enough that their values stay in the first cache for all actions.
  private static let blockSize = 512

  /// A Jacobi sweep over a run.
  func sweep(
    _ states: Range<Int>, from old: UnsafePointer<Double>, into new: UnsafeMutablePointer<Double>,
    discount: Double
  ) -> Change {
    var change = ChangeOfMany()
    var start = states.lowerBound
    while start < states.upperBound {
      let count = min(Self.blockSize, states.upperBound - start)
      (new + start).update(repeating: -.infinity, count: count)
      for action in 0..<actionCount {
        raise(new + start, byAction: action, from: old + start, count: count, discount: discount)
      }
      change.add(from: old + start, to: new + start, count: count)
      start += count
    }
    return change.result
  }

  /// new ← max(new, backup of one action), for consecutive states.
  private func raise(
    _ new: UnsafeMutablePointer<Double>, byAction action: Int, from old: UnsafePointer<Double>,
    count: Int, discount: Double
  ) {
    let first = starts[action]
    let reward = rewards[action]
    switch starts[action + 1] - first {
    case 1:
      let (p, a) = (probabilities[first], old + offsets[first])
      for i in 0..<count {
        let value = reward + discount * (p * a[i])
        new[i] = value > new[i] ? value : new[i]
      }
    case 2:
      let (p, a) = (probabilities[first], old + offsets[first])
      let (q, b) = (probabilities[first + 1], old + offsets[first + 1])
      for i in 0..<count {
        let value = reward + discount * (p * a[i] + q * b[i])
        new[i] = value > new[i] ? value : new[i]
      }
    case 3:
      let (p, a) = (probabilities[first], old + offsets[first])
      let (q, b) = (probabilities[first + 1], old + offsets[first + 1])
      let (r, c) = (probabilities[first + 2], old + offsets[first + 2])
      for i in 0..<count {
        let value = reward + discount * (p * a[i] + q * b[i] + r * c[i])
        new[i] = value > new[i] ? value : new[i]
      }
    case let outcomes:
      withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.blockSize) { sums in
        sums.initialize(repeating: 0)
        for outcome in first..<first + outcomes {
          let (p, a) = (probabilities[outcome], old + offsets[outcome])
          for i in 0..<count { sums[i] += p * a[i] }
        }
        for i in 0..<count {
          let value = reward + discount * sums[i]
          new[i] = value > new[i] ? value : new[i]
        }
      }
    }
  }

  /// Gives the rows as bare pointers, for sweeps in place.
  func withRows<Result>(_ body: (Rows) -> Result) -> Result {
    withPointer(to: starts) { starts in
      withPointer(to: offsets) { offsets in
        withPointer(to: probabilities) { probabilities in
          withPointer(to: rewards) { rewards in
            body(
              Rows(
                actionCount: actionCount, starts: starts, offsets: offsets,
                probabilities: probabilities, rewards: rewards))
          }
        }
      }
    }
  }

  /// The rows as bare pointers.
  struct Rows {
    let actionCount: Int
    fileprivate let starts: UnsafePointer<Int>
    fileprivate let offsets: UnsafePointer<Int>
    fileprivate let probabilities: UnsafePointer<Double>
    fileprivate let rewards: UnsafePointer<Double>

    /// The backup of one action in one state, given a pointer to the state's value.
    @inline(__always)
    func value(
      ofAction action: Int, from values: UnsafePointer<Double>, discount: Double
    ) -> Double {
      var sum = 0.0
      var outcome = starts[action]
      let end = starts[action + 1]
      while outcome < end {
        sum += probabilities[outcome] * values[offsets[outcome]]
        outcome &+= 1
      }
      return rewards[action] + discount * sum
    }
  }
}

/// The smallest and largest change of many values, found several at a time.
private struct ChangeOfMany {
  private var lows = SIMD8<Double>(repeating: .infinity)
  private var highs = SIMD8<Double>(repeating: -.infinity)
  private var rest = Change()

  mutating func add(
    from old: UnsafePointer<Double>, to new: UnsafePointer<Double>, count: Int
  ) {
    var i = 0
    while i + 8 <= count {
      let before = UnsafeRawPointer(old + i).loadUnaligned(as: SIMD8<Double>.self)
      let after = UnsafeRawPointer(new + i).loadUnaligned(as: SIMD8<Double>.self)
      let difference = after - before
      lows.replace(with: difference, where: difference .< lows)
      highs.replace(with: difference, where: difference .> highs)
      i += 8
    }
    while i < count {
      rest.add(new[i] - old[i])
      i += 1
    }
  }

  var result: Change {
    Change(
      lowest: Swift.min(lows.min(), rest.lowest), highest: Swift.max(highs.max(), rest.highest))
  }
}
