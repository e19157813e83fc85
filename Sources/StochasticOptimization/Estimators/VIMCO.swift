import PortableMath

/// The score-function estimator for the bound of K draws, each of which is credited with what the bound gains
/// by it.
///
///     L = log 1/K Σ_k exp f(z_k),   g = Σ_k (L − L₋ₖ) ∇log q(z_k)
///
/// L₋ₖ is L with f(z_k) replaced by the mean of f over the others (the geometric mean of exp f), so it doesn't
/// depend on z_k.
///
/// Its objective is E[L], not E[f]: the exact gradient is that of ``Objective/multiSampleBound(of:)`` on
/// ``IndependentDraws``. The samples' weights are ∂L/∂f(z_k) = exp f(z_k) / Σ_j exp f(z_j), from which whatever f
/// depends on learns the bound; L itself is ``GradientEstimate/multiSampleBounds``.
///
/// - Requires: As ``ScoreFunction``.
/// - Bias: None, for the gradient of E[L].
/// - Cost: K calls of f.
///
/// > Reference: Mnih & Rezende (2016), "Variational inference for Monte Carlo objectives", arXiv:1602.06725.
public struct VIMCO<Node: StochasticNode>: GradientEstimator {
  /// K.
  public let count: Int
  /// Whether draws are weighted by importance: log q(z; η) is subtracted from f, with its own gradient.
  public let importanceWeighted: Bool

  /// The estimator from K draws.
  ///
  /// - Parameters:
  ///   - count: K, at least 2.
  ///   - importanceWeighted: Whether f is log p(x, z), from which log q(z; η) has still to be subtracted so that
  ///     E[L] bounds log p(x). The bound then depends on η through the weights too, and their part of the gradient
  ///     is −Σ_k exp f(z_k) / Σ_j exp f(z_j) · ∇log q(z_k).
  public init(count: Int, importanceWeighted: Bool = false) {
    if count < 2 { fatalError("VIMCO: \(count) draws; at least two are needed") }
    self.count = count
    self.importanceWeighted = importanceWeighted
  }

  /// K calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: count) }

  /// Its objective is E[L], not E[f].
  public var estimatesMean: Bool { false }

  /// One estimate, of the gradient of E[L].
  ///
  /// - Complexity: O(K²) a row, besides the calls.
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    var samples = (0..<count).map { _ in
      let outcomes = node.sample(using: &chance)
      var values = objective.values(outcomes)
      if importanceWeighted { values.add(node.logProbabilities(of: outcomes), times: -1) }
      return GradientEstimate<Node>.Sample(outcomes: outcomes, values: values, weights: values)
    }
    var credits = samples.map(\.values)
    for row in 0..<node.rows {
      let values = samples.map { $0.values[row] }
      let total = logSumExp(values)
      for draw in 0..<count {
        samples[draw].weights[row] = Double.exp(values[draw] - total)
        credits[draw][row] = gain(of: draw, in: values)
        if importanceWeighted { credits[draw][row] -= samples[draw].weights[row] }
      }
    }
    var gradient = node.zeroGradient
    for (sample, credit) in zip(samples, credits) {
      node.addScore(of: sample.outcomes, weights: credit, to: &gradient)
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }

  /// L − L₋ₖ.
  private func gain(of draw: Int, in values: [Double]) -> Double {
    var replaced = values
    replaced[draw] = 0
    replaced[draw] = replaced.reduce(0, +) / Double(count - 1)
    return logSumExp(values) - logSumExp(replaced)
  }
}
