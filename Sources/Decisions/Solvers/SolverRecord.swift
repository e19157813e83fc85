/// How a solver came to its answer: what it did, how the residual fell, and what it guarantees.
public struct SolverRecord: Sendable, Hashable {
  /// The name of the method, as in "value iteration".
  public let method: String
  /// The discount γ.
  public let discount: Double
  /// How often the method went round: sweeps for value iteration, policies evaluated for policy
  /// iteration, pivots for the simplex method, stages for backward induction.
  public var iterations: Int
  /// The largest change of a value that each iteration made, in units of value.
  public var residuals: [Double]
  /// How far the values can be from the truth; `nil` where no bound is known, as for most processes
  /// with γ = 1.
  public var bound: ErrorBound?
  /// Passes over all states, for whatever purpose.
  public var sweeps: Int
  /// Bellman backups of one pair (s, a), each a sum over outcomes: the work, counted independently
  /// of the machine.
  public var backups: Int

  /// A record with nothing done yet.
  init(method: String, discount: Double) {
    self.method = method
    self.discount = discount
    iterations = 0
    residuals = []
    bound = nil
    sweeps = 0
    backups = 0
  }
}

/// A guarantee: the largest distance, over all states, of the values from the exact ones.
///
/// It is proved from the last change δ = T V − V of a sweep, and allows for the rounding of that
/// sweep.
public struct ErrorBound: Sendable, Hashable {
  /// How the bound was proved.
  public enum Rule: Sendable, Hashable {
    /// ‖V − V*‖ ≤ γ/(1 − γ) ‖δ‖, the contraction in the sup norm.
    ///
    /// > Reference: Puterman (1994), theorem 6.3.1.
    case supNorm
    /// V* lies in V + γ/(1 − γ) [min δ, max δ]; V is moved to the middle, so half the width is the
    /// bound.
    ///
    /// > Reference: MacQueen (1966); Puterman (1994), section 6.6.3.
    case span
  }

  /// The guaranteed distance sup_s |V(s) − V*(s)|, in units of value.
  public let distance: Double
  /// How it was proved.
  public let rule: Rule
}

/// What one sweep did to the values: the smallest and the largest change.
struct Change {
  var lowest = Double.infinity
  var highest = -Double.infinity

  /// The largest absolute change, ‖δ‖.
  var sup: Double { Swift.max(-lowest, highest, 0) }
  /// The width max δ − min δ.
  var span: Double { Swift.max(highest - lowest, 0) }

  @inline(__always)
  mutating func add(_ change: Double) {
    lowest = change < lowest ? change : lowest
    highest = change > highest ? change : highest
  }

  /// The change of two sets of states together.
  func union(_ other: Change) -> Change {
    Change(
      lowest: Swift.min(lowest, other.lowest), highest: Swift.max(highest, other.highest))
  }
}

/// What a sweep has to do before a method stops.
public enum StoppingRule: Sendable, Hashable {
  /// Stop when no value changes by as much as the tolerance.
  case supNorm
  /// Stop when all values change by nearly the same: max δ − min δ is below the tolerance. Never
  /// later than the sup norm by more than a factor of two, and often far sooner; the answer is
  /// moved to the middle of MacQueen's bounds.
  case span
}
