/// Returns the Bellman optimality backup of V: the value of the best single step and then being
/// worth V.
///
///     (T V)(s) = max_a Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V(s′)]
///
/// Its fixed point is V*. A contraction of modulus γ in the sup norm, and monotone.
///
/// - Parameters:
///   - values: V, one number a state.
///   - process: The process.
///   - discount: γ, in [0, 1].
/// - Returns: T V; 0 in terminal states.
/// - Complexity: O(number of outcomes).
///
/// > Reference: Bellman (1957); Sutton & Barto (2018), eq. 4.10.
public func bellmanOptimality<State, Action>(
  of values: StateValues<State, Action>, on process: FiniteMDP<State, Action>, discount: Double
) -> StateValues<State, Action> {
  actionValues(from: values, on: process, discount: discount).maxima
}

/// Returns the Bellman optimality backup of Q.
///
///     (T Q)(s, a) = Σ_s′ p(s′|s, a) [R(s, a, s′) + γ max_a′ Q(s′, a′)]
///
/// Its fixed point is Q*.
///
/// - Parameters:
///   - values: Q, one number a pair.
///   - process: The process.
///   - discount: γ, in [0, 1].
/// - Returns: T Q.
/// - Complexity: O(number of outcomes).
///
/// > Reference: Sutton & Barto (2018), eq. 3.20.
public func bellmanOptimality<State, Action>(
  of values: ActionValues<State, Action>, on process: FiniteMDP<State, Action>, discount: Double
) -> ActionValues<State, Action> {
  actionValues(from: values.maxima, on: process, discount: discount)
}
