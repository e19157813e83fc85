/// Why a solver can't give an answer: what happened, why, and what to do about it.
public enum SolverError: Error, Sendable, Hashable {
  /// γ is not in [0, 1].
  case discountOutOfRange(Double)
  /// γ = 1, and from this state no policy ever ends, nor stops collecting rewards: its value is
  /// infinite or undefined.
  case neverEnds(ProcessState)
  /// γ = 1, and this policy, from this state, never ends though it keeps collecting rewards.
  case improperPolicy(ProcessState)
  /// γ = 1, and from this state a policy can collect ever more: its value is +∞.
  case unboundedValue(ProcessState)
  /// The sweeps allowed didn't suffice.
  case notConverged(method: String, sweeps: Int, residual: Double, tolerance: Double)
  /// A direct solution doesn't satisfy its own equations: rounding has eaten it.
  case inaccurate(method: String, residual: Double)

  /// A state, by number and, where known, by name.
  public struct ProcessState: Sendable, Hashable, CustomStringConvertible {
    /// The number of the state.
    public let number: Int
    /// How the state prints; `nil` in a bare table.
    public let name: String?

    /// A state, by number and, where known, by name.
    public init(number: Int, name: String? = nil) {
      self.number = number
      self.name = name
    }

    /// The name, or the number.
    public var description: String { name ?? "number \(number)" }
  }

  /// The same error with its state named.
  func naming(_ name: (Int) -> String) -> SolverError {
    func named(_ state: ProcessState) -> ProcessState {
      ProcessState(number: state.number, name: name(state.number))
    }
    return switch self {
    case .neverEnds(let state): .neverEnds(named(state))
    case .improperPolicy(let state): .improperPolicy(named(state))
    case .unboundedValue(let state): .unboundedValue(named(state))
    case .discountOutOfRange, .notConverged, .inaccurate: self
    }
  }
}

extension SolverError: CustomStringConvertible {
  /// What happened, why, and how to mend it.
  public var description: String {
    switch self {
    case .discountOutOfRange(let discount):
      "the discount γ is \(discount), but it must be in [0, 1]; choose 1 only for processes that end"
    case .neverEnds(let state):
      """
      with γ = 1 the state \(state) has no finite value: no choice of actions leads from it to a terminal state, or to \
      where rewards stop; use γ < 1, or give the process an end
      """
    case .improperPolicy(let state):
      """
      with γ = 1 the policy has no finite value in the state \(state): from there it may never end and goes on collecting \
      rewards; use γ < 1, or a policy that always ends
      """
    case .unboundedValue(let state):
      """
      with γ = 1 the state \(state) has no finite value: a policy can go round from there for ever and gain each time; \
      use γ < 1, or make the round cost something
      """
    case .notConverged(let method, let sweeps, let residual, let tolerance):
      """
      \(method) has not converged: after \(sweeps) sweeps a sweep still changes the values by \(residual), more than the \
      tolerance \(tolerance); allow more sweeps, a larger tolerance, or use policyIteration, which needs no tolerance
      """
    case .inaccurate(let method, let residual):
      """
      \(method) has lost its accuracy to rounding: its answer misses its own equations by \(residual); the process may be \
      nearly endless at this discount, so try a smaller γ or sweeps
      """
    }
  }
}

/// Checks that γ is in [0, 1].
func checkDiscount(_ discount: Double) throws(SolverError) {
  guard (0...1).contains(discount) else { throw .discountOutOfRange(discount) }
}
