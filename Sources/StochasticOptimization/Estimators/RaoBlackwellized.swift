import PortableMath

/// The sum over the most probable outcomes, and draws for the rest only.
///
///     g = Σ_{z∈T} q(z) (f(z) − b) ∇log q(z) + q(rest) 1/K Σ_k (f(z_k) − b) ∇log q(z_k),   z_k ∼ q(· | not in T)
///
/// T are the C most probable outcomes of a row. With K = 1 it is the mean of the score-function estimator over whether
/// a draw falls into T and where in it: its variance is that of a draw from the rest, times q(rest) squared.
///
/// - Requires: Outcomes that can be listed. f is a black box.
/// - Bias: None, as long as b doesn't depend on z_k.
/// - Cost: C + K calls of f, and the probability of every outcome.
///
/// > Reference: Liu, Regier, Tripuraneni, Jordan & McAuliffe (2019), "Rao–Blackwellized stochastic gradients for
/// > discrete distributions", arXiv:1810.04777.
public struct RaoBlackwellized<Node: EnumerableNode, Rule: BaselineRule>: GradientEstimator {
  /// C.
  public let top: Int
  /// K.
  public let count: Int
  /// b.
  public var baseline: Rule

  /// The estimator that sums over the most probable outcomes.
  ///
  /// - Parameters:
  ///   - top: C, at least 1, and fewer than all.
  ///   - count: K, how many draws from the rest; at least 1.
  ///   - baseline: b.
  public init(top: Int, count: Int = 1, baseline: Rule) {
    if top < 1 || count < 1 {
      fatalError(
        "RaoBlackwellized: \(top) outcomes to sum over and \(count) draws; at least one of each is needed"
      )
    }
    self.top = top
    self.count = count
    self.baseline = baseline
  }

  /// C + K calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: top + count) }

  /// One estimate.
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let table = SupportTable(node)
    if top >= table.outcomes.count {
      fatalError(
        "RaoBlackwellized: \(top) of \(table.outcomes.count) outcomes leave none to draw; Enumeration sums over all"
      )
    }
    // Each row's offsets and their weights: of its most probable outcomes, and then of its draws.
    let choices = table.logProbabilities.enumerated().map { row, logs in
      let largest = logs.indices.sorted { (-logs[$0], $0) < (-logs[$1], $1) }.prefix(top)
      let rest = table.rest(of: row, without: Array(largest))
      let share = Double.exp(rest.logMass) / Double(count)
      return largest.map { ($0, Double.exp(logs[$0])) }
        + (0..<count).map { _ in (chance.choice(rest.probabilities), share) }
    }
    let baselines = baseline.values(rows: node.rows)
    var gradient = node.zeroGradient
    let samples = (0..<top + count).map { index in
      let outcomes = choices.map { table.outcomes[$0[index].0] }
      let weights = choices.map { $0[index].1 }
      let values = objective.values(outcomes)
      node.addScore(
        of: outcomes, weights: values.indices.map { weights[$0] * (values[$0] - baselines[$0]) },
        to: &gradient)
      return GradientEstimate<Node>.Sample(outcomes: outcomes, values: values, weights: weights)
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }

  /// Updates the baseline, now that it has been used, with the estimate of E[f].
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    baseline.update(toward: estimate.values)
  }
}

extension RaoBlackwellized where Rule == ConstantBaseline {
  /// The estimator that sums over the most probable outcomes, without a baseline.
  ///
  /// - Parameters:
  ///   - top: C, at least 1, and fewer than all.
  ///   - count: K, how many draws from the rest; at least 1.
  public init(top: Int, count: Int = 1) {
    self.init(top: top, count: count, baseline: ConstantBaseline(0))
  }
}
