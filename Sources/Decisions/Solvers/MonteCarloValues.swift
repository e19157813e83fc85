/// Which visits of a state in an episode count.
public enum Visits: Sendable, Hashable {
  /// Only the first: the returns are independent, the mean has no bias.
  case first
  /// All: more data from each episode, a bias that vanishes with the number of episodes.
  case every
}

/// Values estimated from episodes, with their standard errors.
public struct MonteCarloValues<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The mean return from each state; 0 in terminal states, NaN in states never visited.
  public let means: StateValues<State, Action>
  /// The standard error of each mean; NaN where fewer than two episodes visited the state.
  public let standardErrors: StateValues<State, Action>
  /// How many visits counted, in all episodes.
  public let visits: StateValues<State, Action>
}

/// Estimates V^π from episodes: the mean of the returns that followed visits of each state.
///
/// Episodes that reach the limit are cut off, and the rest of their return is unseen. A visit t
/// steps before the cut counts only if γᵗ ≤ 10⁻⁶, so that at most a millionth of its weight is
/// missing; with γ = 1 none of a cut episode does.
///
/// The standard error is that of a ratio of sums over episodes, Σ G / Σ n, because visits within
/// one episode are not independent: √(Σ_e (G_e − V n_e)² · E/(E − 1)) / Σ n.
///
/// - Parameters:
///   - policy: π.
///   - process: The process to draw from.
///   - discount: γ, in [0, 1].
///   - episodes: How many episodes; at least 1.
///   - limit: The largest number of steps of an episode.
///   - visits: First or every visit.
///   - starts: Where episodes start, in turn; drawn by the process when empty.
///   - generator: Where all randomness comes from.
/// - Complexity: O(steps).
///
/// > Reference: Singh & Sutton (1996), doi:10.1007/BF00114726; Sutton & Barto (2018), section 5.1.
public func monteCarloValues<State, Action>(
  of policy: Policy<State, Action>, on process: FiniteMDP<State, Action>, discount: Double,
  episodes: Int, limit: Int = 10_000, visits: Visits = .first, from starts: [State] = [],
  using generator: inout some RandomNumberGenerator
) -> MonteCarloValues<State, Action> {
  guard episodes >= 1 else { fatalError("\(episodes) episodes; at least one is needed") }
  var tallies = [Tally](repeating: Tally(), count: process.states.count)
  for episode in 0..<episodes {
    let trajectory = rollout(
      policy, in: process, limit: limit,
      from: starts.isEmpty ? nil : starts[episode % starts.count], using: &generator)
    let returns = trajectory.returns(discount: discount)
    let complete = trajectory.completeReturns(discount: discount)
    var seen: [Int: (sum: Double, count: Int)] = [:]
    var order: [Int] = []
    for time in 0..<complete {
      let state = process.space.number(of: trajectory.states[time])
      if seen[state] == nil { order.append(state) } else if visits == .first { continue }
      seen[state, default: (0, 0)].sum += returns[time]
      seen[state, default: (0, 0)].count += 1
    }
    for state in order { if let part = seen[state] { tallies[state].add(part.sum, part.count) } }
  }
  return MonteCarloValues(
    means: StateValues(
      process.states.indices.map { process.table.isTerminal($0) ? 0 : tallies[$0].mean },
      over: process.space),
    standardErrors: StateValues(
      process.states.indices.map { process.table.isTerminal($0) ? 0 : tallies[$0].standardError },
      over: process.space),
    visits: StateValues(tallies.map { Double($0.visits) }, over: process.space))
}

extension Trajectory {
  /// How many of the first returns are complete, or miss at most a millionth of their weight.
  fileprivate func completeReturns(discount: Double) -> Int {
    guard ending == .truncated else { return length }
    var unseen = 1.0
    for time in (0..<length).reversed() {
      unseen *= discount
      if unseen <= 1e-6 { return time + 1 }
    }
    return 0
  }
}

/// Sums over episodes, of the returns G and the visits n of one state.
private struct Tally {
  var episodes = 0
  var visits = 0
  var sum = 0.0
  var sumOfSquares = 0.0
  var sumOfProducts = 0.0
  var squaredVisits = 0.0

  mutating func add(_ sum: Double, _ count: Int) {
    episodes += 1
    visits += count
    self.sum += sum
    sumOfSquares += sum * sum
    sumOfProducts += sum * Double(count)
    squaredVisits += Double(count * count)
  }

  var mean: Double { sum / Double(visits) }

  var standardError: Double {
    guard episodes > 1 else { return .nan }
    let squares = sumOfSquares - 2 * mean * sumOfProducts + mean * mean * squaredVisits
    let correction = Double(episodes) / Double(episodes - 1)
    return (max(0, squares) * correction).squareRoot() / Double(visits)
  }
}
