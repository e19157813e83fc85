public import Decisions
import StochasticOptimization

extension ExpectedReturn {
  /// The exact gradient ∇J(θ) by the policy-gradient theorem: how often each pair is met, times its
  /// score, times its value.
  ///
  ///     ∇J = Σ_s d(s) Σ_a ∇π(a|s) Q(s, a) = Σ_{s,a} μ(s, a) ∇log π(a|s) Q(s, a)
  ///
  /// μ is the discounted occupancy. With a horizon both μ and Q depend on the time:
  /// ∇J = Σ_t γᵗ Σ_{s,a} P(s_t = s, a_t = a) ∇log π(a|s) Q_{H−t}(s, a).
  ///
  /// - Parameter policy: π with its parameters θ, d of them.
  /// - Returns: Shape [d].
  /// - Throws: `SolverError` without a horizon and with γ = 1, when the policy may never
  ///   end.
  /// - Complexity: O(pairs · d), and two direct solves or O(H · outcomes).
  ///
  /// > Reference: Sutton, McAllester, Singh & Mansour (2000), theorem 1.
  public func gradientByOccupancy(
    of policy: some ParametricPolicy<State, Action>
  ) throws(SolverError) -> [Double] {
    requirePairs(of: policy.tabulated, on: process)
    let weights =
      if let horizon {
        weightedValues(of: policy.tabulated, horizon: horizon)
      } else {
        zip(
          try occupancy(of: policy.tabulated, on: process, discount: discount).values,
          try evaluate(policy.tabulated, on: process, discount: discount).actionValues.values
        ).map { $0 * $1 }
      }
    var gradient = [Double](repeating: 0, count: policy.parameterCount)
    for (pair, weight) in weights.enumerated() where weight != 0 {
      gradient.add(policy.score(ofPair: pair), times: weight)
    }
    return gradient
  }

  /// Σ_t γᵗ P(s_t = s, a_t = a) Q_{H−t}(s, a) for each pair.
  private func weightedValues(of policy: Policy<State, Action>, horizon: Int) -> [Double] {
    var stages: [ActionValues<State, Action>] = []
    var values = StateValues(over: process.space)
    for _ in 0..<horizon {
      stages.append(actionValues(from: values, on: process, discount: discount))
      values = stateValues(from: stages[stages.count - 1], under: policy)
    }
    let table = process.table
    var visits = process.startProbabilities
    var weights = [Double](repeating: 0, count: table.pairCount)
    for stage in stages.reversed() {
      var next = [Double](repeating: 0, count: table.stateCount)
      for state in visits.indices {
        for pair in table.pairs(ofState: state) {
          let visit = visits[state] * policy.probabilities[pair]
          weights[pair] += visit * stage.values[pair]
          for outcome in table.outcomes(ofPair: pair) {
            next[Int(table.successors[outcome])] += discount * visit * table.probabilities[outcome]
          }
        }
      }
      visits = next
    }
    return weights
  }
}
