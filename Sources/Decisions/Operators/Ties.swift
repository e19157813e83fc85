extension ActionValues {
  /// For each state, by number, the set of actions whose value is within `tolerance` of the best:
  /// all that tie.
  ///
  /// Comparing such sets, never one arbitrary argmax, is how two solutions agree.
  ///
  /// - Parameter tolerance: Absolute, in units of value.
  /// - Complexity: O(number of pairs).
  public func bestActionSets(tolerance: Double = 1e-9) -> [Set<Action>] {
    space.states.map { Set(bestActions(in: $0, tolerance: tolerance)) }
  }

  /// The states in which the sets of best actions of two functions differ.
  ///
  /// - Parameters:
  ///   - other: Another Q over the same states and actions.
  ///   - tolerance: Absolute, in units of value; for two solutions, at least the sum of their
  ///     errors, twice.
  public func disagreements(with other: ActionValues, tolerance: Double = 1e-9) -> [State] {
    space.states.filter { state in
      Set(bestActions(in: state, tolerance: tolerance))
        != Set(other.bestActions(in: state, tolerance: tolerance))
    }
  }
}

extension Policy {
  /// The states in which the policy may take an action that is not among the best of Q: none for an
  /// optimal policy and Q*.
  ///
  /// - Parameters:
  ///   - values: Q, usually Q*.
  ///   - tolerance: How much worse than the best an action may be and still tie; absolute.
  public func disagreements(
    with values: ActionValues<State, Action>, tolerance: Double = 1e-9
  ) -> [State] {
    space.states.filter { state in
      let best = values.bestActions(in: state, tolerance: tolerance)
      return space.actions(in: state).contains {
        probability(of: $0, in: state) > 0 && !best.contains($0)
      }
    }
  }

  /// Whether two policies do equally well at every state by the measure of one Q: each takes only
  /// actions that are best.
  public func agrees(
    with other: Policy, judgedBy values: ActionValues<State, Action>, tolerance: Double = 1e-9
  ) -> Bool {
    disagreements(with: values, tolerance: tolerance).isEmpty
      && other.disagreements(with: values, tolerance: tolerance).isEmpty
  }
}
