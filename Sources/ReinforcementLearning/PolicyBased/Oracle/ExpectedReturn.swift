public import Decisions
import StochasticOptimization

/// The objective J(θ) of a policy on a small process, and its exact gradient: the *policy-gradient
/// oracle*, against which every estimator can be checked.
///
///     J(θ) = E[Σ_{t<H} γᵗ r_{t+1} | π_θ],   H finite, or until the process ends
///
///     let objective = ExpectedReturn(on: process, discount: 0.9, horizon: 4)
///     try objective.value(of: policy)       // J(θ)
///     try objective.gradient(of: policy)    // ∇J(θ), shape [d]
///
/// The gradient is had in four ways that share little: by differentiating the dynamic programme
/// (``gradient(of:)`` with a horizon), by the policy-gradient theorem (``gradientByOccupancy(of:)``),
/// by summing the likelihood ratio over all trajectories (``gradientByEnumeration(of:)``), and by
/// central differences (``gradientByDifferences(of:step:)``).
public struct ExpectedReturn<State: Hashable & Sendable, Action: Hashable & Sendable>: Sendable {
  /// The process.
  public let process: FiniteMDP<State, Action>
  /// The discount γ, in [0, 1].
  public let discount: Double
  /// The largest number of actions H; `nil` goes on until the process ends, or for ever.
  public let horizon: Int?

  /// The expected return on a process.
  ///
  /// - Parameters:
  ///   - process: The process, with its start probabilities.
  ///   - discount: γ, in [0, 1].
  ///   - horizon: H, at least 0; `nil` goes on until the process ends, or for ever.
  public init(on process: FiniteMDP<State, Action>, discount: Double, horizon: Int? = nil) {
    guard (0...1).contains(discount), horizon ?? 0 >= 0 else {
      fatalError(
        "a discount of \(discount) and a horizon of \(horizon ?? 0); they must be in [0, 1] and at least 0"
      )
    }
    self.process = process
    self.discount = discount
    self.horizon = horizon
  }

  /// The value J(θ), by dynamic programming.
  ///
  /// - Parameter policy: π.
  /// - Throws: `SolverError` without a horizon and with γ = 1, when the policy may never
  ///   end.
  /// - Complexity: O(H · outcomes); without a horizon, as a direct solve.
  public func value(of policy: Policy<State, Action>) throws(SolverError) -> Double {
    requirePairs(of: policy, on: process)
    guard let horizon else {
      return process.startValue(try evaluate(policy, on: process, discount: discount).values)
    }
    return process.startValue(
      finiteHorizonValues(of: policy, on: process, horizon: horizon, discount: discount))
  }

  /// The value J(θ), by dynamic programming.
  ///
  /// - Parameter policy: π with its parameters θ.
  /// - Throws: `SolverError` without a horizon and with γ = 1, when the policy may never
  ///   end.
  /// - Complexity: O(H · outcomes); without a horizon, as a direct solve.
  public func value(
    of policy: some ParametricPolicy<State, Action>
  ) throws(SolverError) -> Double {
    try value(of: policy.tabulated)
  }

  /// The exact gradient ∇J(θ): by differentiating the dynamic programme when there is a horizon,
  /// else by the policy-gradient theorem.
  ///
  /// With h steps to go, by the product rule,
  ///
  ///     ∇V_h(s) = Σ_a π(a|s) [∇log π(a|s) Q_h(s, a) + ∇Q_h(s, a)]
  ///     ∇Q_h(s, a) = γ Σ_s′ p(s′|s, a) ∇V_{h−1}(s′)
  ///
  /// - Parameter policy: π with its parameters θ, d of them.
  /// - Returns: Shape [d].
  /// - Throws: `SolverError` without a horizon and with γ = 1, when the policy may never
  ///   end.
  /// - Complexity: O(H · outcomes · d); without a horizon, as a direct solve and O(pairs · d).
  public func gradient(
    of policy: some ParametricPolicy<State, Action>
  ) throws(SolverError) -> [Double] {
    requirePairs(of: policy.tabulated, on: process)
    guard let horizon else { return try gradientByOccupancy(of: policy) }
    let zero = [Double](repeating: 0, count: policy.parameterCount)
    let scores = policy.scores
    var values = StateValues(over: process.space)
    var gradients = [[Double]](repeating: zero, count: process.states.count)
    for _ in 0..<horizon {
      let actionValues = actionValues(from: values, on: process, discount: discount)
      let following = gradients
      for state in gradients.indices {
        gradients[state] = zero
        for pair in process.space.pairs(ofState: state) {
          let probability = policy.tabulated.probabilities[pair]
          gradients[state].add(scores[pair], times: probability * actionValues.values[pair])
          for outcome in process.table.outcomes(ofPair: pair) {
            gradients[state].add(
              following[Int(process.table.successors[outcome])],
              times: probability * discount * process.table.probabilities[outcome])
          }
        }
      }
      values = stateValues(from: actionValues, under: policy.tabulated)
    }
    var gradient = zero
    for (state, probability) in process.startProbabilities.enumerated() {
      gradient.add(gradients[state], times: probability)
    }
    return gradient
  }
}
