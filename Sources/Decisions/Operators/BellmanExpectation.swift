/// Returns the Bellman expectation backup of V: the value of following a policy for one step and
/// then being worth V.
///
///     (T^π V)(s) = Σ_a π(a|s) Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V(s′)]
///
/// Its fixed point is V^π. A contraction of modulus γ in the sup norm.
///
/// - Parameters:
///   - values: V, one number a state.
///   - policy: π.
///   - process: The process.
///   - discount: γ, in [0, 1].
/// - Returns: T^π V; 0 in terminal states.
/// - Complexity: O(number of outcomes).
///
/// > Reference: Sutton & Barto (2018), eq. 4.5.
public func bellmanExpectation<State, Action>(
  of values: StateValues<State, Action>, under policy: Policy<State, Action>,
  on process: FiniteMDP<State, Action>, discount: Double
) -> StateValues<State, Action> {
  stateValues(from: actionValues(from: values, on: process, discount: discount), under: policy)
}

/// Returns the Bellman expectation backup of Q: the value of one action and then following a
/// policy, worth Q.
///
///     (T^π Q)(s, a) = Σ_s′ p(s′|s, a) [R(s, a, s′) + γ Σ_a′ π(a′|s′) Q(s′, a′)]
///
/// Its fixed point is Q^π.
///
/// - Parameters:
///   - values: Q, one number a pair.
///   - policy: π.
///   - process: The process.
///   - discount: γ, in [0, 1].
/// - Returns: T^π Q.
/// - Complexity: O(number of outcomes).
///
/// > Reference: Sutton & Barto (2018), exercise 3.17.
public func bellmanExpectation<State, Action>(
  of values: ActionValues<State, Action>, under policy: Policy<State, Action>,
  on process: FiniteMDP<State, Action>, discount: Double
) -> ActionValues<State, Action> {
  actionValues(from: stateValues(from: values, under: policy), on: process, discount: discount)
}
