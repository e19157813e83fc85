public import Decisions

extension ExpectedReturn {
  /// The gradient ∇J(θ) by central differences, which asks nothing of the policy but its
  /// probabilities.
  ///
  ///     ∂J/∂θ_i ≈ [J(θ + h e_i) − J(θ − h e_i)] / 2h
  ///
  /// Off by about h² J‴/6 and by rounding of J over h.
  ///
  /// - Parameters:
  ///   - policy: π with its parameters θ, d of them.
  ///   - step: h, above 0.
  /// - Returns: Shape [d].
  /// - Throws: `SolverError`, as for the value of a policy.
  /// - Complexity: 2 d evaluations.
  public func gradientByDifferences(
    of policy: some ParametricPolicy<State, Action>, step: Double = 1e-5
  ) throws(SolverError) -> [Double] {
    guard step > 0 else { fatalError("differences over a step of \(step); it must be above 0") }
    var gradient: [Double] = []
    for index in policy.parameters.indices {
      var (above, below) = (policy.parameters, policy.parameters)
      above[index] += step
      below[index] -= step
      let rise =
        try value(of: policy.withParameters(above)) - value(of: policy.withParameters(below))
      gradient.append(rise / (above[index] - below[index]))
    }
    return gradient
  }
}
