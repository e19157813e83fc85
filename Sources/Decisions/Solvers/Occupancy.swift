/// The discounted occupancy of a policy: how often, on average over an episode, it is in a state
/// and takes an action.
///
///     μ(s, a) = Σ_t γᵗ P(s_t = s, a_t = a)
///
/// The expected return from the start is Σ μ(s, a) r(s, a): linear in μ, which is what linear
/// programming uses. It sums to 1/(1 − γ) where nothing is terminal; with γ = 1, to the mean length
/// of an episode.
///
/// - Parameters:
///   - policy: π.
///   - process: The process, with its start probabilities.
///   - discount: γ, in [0, 1].
/// - Returns: μ, one number a pair.
/// - Throws: ``SolverError``: γ outside [0, 1]; with γ = 1, a policy that doesn't end from some
///   state (named).
/// - Complexity: As a direct solve.
///
/// > Reference: Puterman (1994), section 6.9.
public func occupancy<State, Action>(
  of policy: Policy<State, Action>, on process: FiniteMDP<State, Action>, discount: Double
) throws(SolverError) -> ActionValues<State, Action> {
  try checkDiscount(discount)
  let visits = try process.naming { () throws(SolverError) in
    let chain = process.table.following(policy: policy.probabilities)
    if discount == 1, !chain.endsFromEverywhere() {
      let ending = chain.endingPairs(free: [Int](repeating: -1, count: chain.stateCount))
      let endless = ending.indices.first { ending[$0] < 0 && !chain.isTerminal($0) }
      throw .improperPolicy(SolverError.ProcessState(number: endless ?? 0))
    }
    return try StateElimination(of: chain, discount: discount, worthless: chain.noStates)
      .solveTransposed(process.startProbabilities)
  }
  var result = ActionValues(over: process.space)
  for state in visits.indices {
    for pair in process.space.pairs(ofState: state) {
      result.values[pair] = visits[state] * policy.probabilities[pair]
    }
  }
  return result
}

extension FiniteMDP {
  /// The expected value of the start: Σ_s P(s₀ = s) V(s).
  public func startValue(_ values: StateValues<State, Action>) -> Double {
    zip(startProbabilities, values.values).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
