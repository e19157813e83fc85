/// Returns Q from V by looking one step ahead; needs to know the transitions.
///
///     Q(s, a) = Σ_s′ p(s′|s, a) [R(s, a, s′) + γ V(s′)]
///
/// - Parameters:
///   - values: V, one number a state; what it says of terminal states is ignored, they are worth 0.
///   - process: The process.
///   - discount: γ, in [0, 1].
/// - Complexity: O(number of outcomes).
public func actionValues<State, Action>(
  from values: StateValues<State, Action>, on process: FiniteMDP<State, Action>, discount: Double
) -> ActionValues<State, Action> {
  requireDiscount(discount)
  return ActionValues(
    actionValues(from: values.values, on: process.table, discount: discount), over: process.space)
}

/// Returns V from Q when a policy chooses the action.
///
///     V(s) = Σ_a π(a|s) Q(s, a)
///
/// - Complexity: O(number of pairs).
public func stateValues<State, Action>(
  from values: ActionValues<State, Action>, under policy: Policy<State, Action>
) -> StateValues<State, Action> {
  StateValues(
    values.space.states.indices.map { state in
      values.space.pairs(ofState: state).reduce(0) {
        $0 + policy.probabilities[$1] * values.values[$1]
      }
    }, over: values.space)
}

extension Policy {
  /// The policy that looks one step ahead from V and takes the best action, the first among those
  /// that tie.
  ///
  /// From V* it is optimal; acting from V needs the process, acting from Q
  /// (``greedy(_:tolerance:)``) doesn't.
  ///
  /// - Parameters:
  ///   - values: V.
  ///   - process: The process, whose transitions say where each action leads.
  ///   - discount: γ, in [0, 1].
  ///   - tolerance: Values this close count as tied; absolute.
  public static func lookAhead(
    from values: StateValues<State, Action>, on process: FiniteMDP<State, Action>,
    discount: Double, tolerance: Double = 1e-9
  ) -> Policy {
    greedy(actionValues(from: values, on: process, discount: discount), tolerance: tolerance)
  }
}

/// Q from V for a bare table: one number a pair from one a state. Terminal states count as 0.
public func actionValues(
  from values: [Double], on table: TransitionTable, discount: Double
) -> [Double] {
  guard values.count == table.stateCount else {
    fatalError("\(values.count) values for \(table.stateCount) states")
  }
  return withBackups(of: table, discount: discount) { backups in
    [Double](unsafeUninitializedCapacity: table.pairCount) { result, count in
      backups.withTerminalsAtZero(values) { values in
        for pair in 0..<table.pairCount { result[pair] = backups.value(ofPair: pair, from: values) }
      }
      count = table.pairCount
    }
  }
}
