/// The linear equations v = r + γ P v of a process with one action a state, solved by eliminating
/// states one after another.
///
/// Goals, in order of priority:
/// 1. accuracy, also with γ = 1 and where the process hardly ever ends;
/// 2. cost that follows the structure: a walk on a line or a grid only fills a band.
///
/// Write N = γ P between states that are not yet worth a known 0, and e for the rest of each row:
/// what stops there, 1 − γ, and what enters a state worth 0. Rows sum to 1: e_i + Σ_j N_ij = 1. To
/// eliminate a state k is to let the process jump over it: whoever enters k leaves it at once for
/// where k leads, given that it leads away,
///
///     N_ij += N_ik N_kj / d_k,   e_i += N_ik e_k / d_k,   r_i += N_ik r_k / d_k,   d_k = e_k + Σ_{j≠k} N_kj.
///
/// This is Gaussian elimination of I − N, an M-matrix, in the form that never subtracts: the pivot
/// 1 − N_kk is had as a sum of what leads away, so that no digits cancel and no pivots need be
/// searched for.
///
/// > Reference: Grassmann, Taksar & Heyman (1985), doi:10.1287/opre.33.5.1107; accuracy: O'Cinneide
/// > (1993), doi:10.1007/BF01385744.
struct StateElimination {
  /// The state eliminated at each place, and the place of each state; −1 for states worth 0.
  private let order: [Int]
  private let places: [Int]
  /// Row i holds columns `first[i] ... last[i]` from `starts[i]` on: multipliers N_ik/d_k left of
  /// i, N_ij right of it.
  private let first: [Int]
  private let last: [Int]
  private let starts: [Int]
  private var entries: [Double]
  /// d_i, what leads away from i.
  private var pivots: [Double]

  /// Eliminates the states of a chain.
  ///
  /// - Parameters:
  ///   - chain: A table with one pair a state.
  ///   - discount: γ.
  ///   - worthless: States known to be worth 0 besides the terminal ones.
  /// - Complexity: O(n b²) for states that can be ordered so that all lead at most b places away;
  ///   O(n³) at worst.
  init(of chain: TransitionTable, discount: Double, worthless: [Bool]) throws(SolverError) {
    let isUnknown = (0..<chain.stateCount).map { !chain.isTerminal($0) && !worthless[$0] }
    let order = EliminationOrder.narrow(chain, among: isUnknown)
    var places = [Int](repeating: -1, count: chain.stateCount)
    for (place, state) in order.enumerated() { places[state] = place }
    let profile = Self.profile(of: chain, order: order, places: places)
    (self.order, self.places) = (order, places)
    (first, last, starts) = profile
    entries = [Double](repeating: 0, count: profile.starts[order.count])
    pivots = [Double](repeating: 0, count: order.count)
    if let stuck = eliminate(chain, discount: discount) {
      throw .improperPolicy(SolverError.ProcessState(number: order[stuck]))
    }
  }

  /// Where each row begins and ends once filled in: a row reaches as far right as any row it jumps
  /// over.
  private static func profile(
    of chain: TransitionTable, order: [Int], places: [Int]
  ) -> (first: [Int], last: [Int], starts: [Int]) {
    var first = [Int](repeating: 0, count: order.count)
    var last = first
    var starts = [0]
    starts.reserveCapacity(order.count + 1)
    for (place, state) in order.enumerated() {
      var (low, high) = (place, place)
      for outcome in chain.outcomes(ofPair: chain.pairStarts[state]) {
        let column = places[Int(chain.successors[outcome])]
        guard column >= 0 else { continue }
        low = min(low, column)
        high = max(high, column)
      }
      for jumped in low..<place { high = max(high, last[jumped]) }
      first[place] = low
      last[place] = high
      starts.append(starts[place] + high - low + 1)
    }
    return (first, last, starts)
  }

  /// How many multiplications the elimination takes at most, whatever policy the chain follows, in
  /// the order of the numbers.
  ///
  /// - Complexity: O(outcomes).
  static func cost(of table: TransitionTable) -> Double {
    var cost = 0.0
    var furthest = 0
    for state in 0..<table.stateCount where !table.isTerminal(state) {
      var nearest = state
      furthest = max(furthest, state)
      let pairs = table.pairs(ofState: state)
      let outcomes = table.outcomeStarts[pairs.lowerBound]..<table.outcomeStarts[pairs.upperBound]
      for outcome in outcomes {
        let successor = Int(table.successors[outcome])
        if table.isTerminal(successor) { continue }
        nearest = min(nearest, successor)
        furthest = max(furthest, successor)
      }
      cost += Double(state - nearest + 1) * Double(furthest - state + 1)
    }
    return cost
  }

  /// Fills in and eliminates row after row; returns the place of a state nothing leads away from,
  /// if there is one.
  private mutating func eliminate(_ chain: TransitionTable, discount: Double) -> Int? {
    var exits = [Double](repeating: 0, count: order.count)
    return entries.withUnsafeMutableBufferPointer { entries -> Int? in
      for (place, state) in order.enumerated() {
        // Entry (place, j) is at row + j.
        let row = starts[place] - first[place]
        var exit = 1 - discount
        for outcome in chain.outcomes(ofPair: chain.pairStarts[state]) {
          let column = places[Int(chain.successors[outcome])]
          let mass = discount * chain.probabilities[outcome]
          if column >= 0 { entries[row + column] += mass } else { exit += mass }
        }
        for jumped in first[place]..<place where entries[row + jumped] != 0 {
          let multiplier = entries[row + jumped] / pivots[jumped]
          entries[row + jumped] = multiplier
          let source = starts[jumped] - first[jumped]
          exit += multiplier * exits[jumped]
          for column in (jumped + 1)..<(last[jumped] + 1) {
            entries[row + column] += multiplier * entries[source + column]
          }
        }
        var away = exit
        for column in (place + 1)..<(last[place] + 1) {
          away += entries[row + column]
        }
        guard away > 0 else { return place }
        exits[place] = exit
        pivots[place] = away
      }
      return nil
    }
  }

  /// Solves v = r + N v.
  ///
  /// - Parameter rewards: r, one number a state.
  /// - Returns: v, one number a state; 0 for states worth 0.
  func solve(_ rewards: [Double]) -> [Double] {
    var solution = order.map { rewards[$0] }
    for place in order.indices {
      let row = starts[place] - first[place]
      for jumped in first[place]..<place {
        solution[place] += entries[row + jumped] * solution[jumped]
      }
    }
    for place in order.indices.reversed() {
      let row = starts[place] - first[place]
      for column in (place + 1)..<(last[place] + 1) {
        solution[place] += entries[row + column] * solution[column]
      }
      solution[place] /= pivots[place]
    }
    return scattered(solution)
  }

  /// Solves d = b + Nᵀ d: how often each state is visited, discounted, when episodes start as b
  /// says.
  ///
  /// - Parameter starts: b, one number a state.
  /// - Returns: d, one number a state; 0 for states worth 0.
  func solveTransposed(_ startWeights: [Double]) -> [Double] {
    var solution = order.map { startWeights[$0] }
    for place in order.indices {
      let row = starts[place] - first[place]
      solution[place] /= pivots[place]
      for column in (place + 1)..<(last[place] + 1) {
        solution[column] += entries[row + column] * solution[place]
      }
    }
    for place in order.indices.reversed() {
      let row = starts[place] - first[place]
      for jumped in first[place]..<place {
        solution[jumped] += entries[row + jumped] * solution[place]
      }
    }
    return scattered(solution)
  }

  private func scattered(_ solution: [Double]) -> [Double] {
    var values = [Double](repeating: 0, count: places.count)
    for (place, state) in order.enumerated() { values[state] = solution[place] }
    return values
  }
}
