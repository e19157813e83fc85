public import Decisions
import StochasticOptimization

/// Where gradient ascent on J(θ) got to, and the way there.
public struct GradientAscent<Rule: ParametricPolicy>: Sendable {
  /// The policy at the end.
  public let policy: Rule
  /// J before the first step and after each one; it never falls.
  public let values: [Double]
  /// The length of ∇J at the end; near 0 at an optimum.
  public let gradientNorm: Double
}

extension ExpectedReturn {
  /// Climbs J(θ) along its exact gradient.
  ///
  /// Each step θ ← θ + α ∇J halves α until J rises by at least α ‖∇J‖²/2, and tries twice the last α
  /// first. It ends when ‖∇J‖ is within the tolerance, when rounding leaves nothing to gain, or after
  /// the last step allowed. What it finds is a local optimum.
  ///
  /// - Parameters:
  ///   - policy: Where to start.
  ///   - tolerance: How long ∇J may be at the end, above 0.
  ///   - maximumSteps: The largest number of steps.
  /// - Throws: `SolverError` when the policy to start from has no value. Steps to
  ///   policies without one are not taken.
  /// - Complexity: A gradient and a few evaluations a step.
  ///
  /// > Reference: Armijo (1966) for the rule that chooses α.
  public func ascend<Rule: ParametricPolicy<State, Action>>(
    from policy: Rule, tolerance: Double = 1e-8, maximumSteps: Int = 10_000
  ) throws(SolverError) -> GradientAscent<Rule> {
    var policy = policy
    var gradient = try gradient(of: policy)
    var values = [try value(of: policy)]
    var stepSize = 1.0
    while values.count <= maximumSteps, gradient.dot(gradient) > tolerance * tolerance {
      let (start, slope) = (values[values.count - 1], gradient.dot(gradient))
      stepSize *= 2
      var next = policy.moved(along: gradient, stepSize: stepSize)
      var reached = (try? value(of: next)) ?? -.infinity
      while !(reached >= start + stepSize * slope / 2), stepSize > 1e-12 {
        stepSize /= 2
        next = policy.moved(along: gradient, stepSize: stepSize)
        reached = (try? value(of: next)) ?? -.infinity
      }
      guard reached > start else { break }
      policy = next
      values.append(reached)
      gradient = try self.gradient(of: policy)
    }
    return GradientAscent(
      policy: policy, values: values, gradientNorm: gradient.dot(gradient).squareRoot())
  }
}
