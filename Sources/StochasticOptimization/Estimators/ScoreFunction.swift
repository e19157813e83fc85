/// The score-function estimator, also called REINFORCE or the likelihood-ratio method: f times the score, less
/// a baseline.
///
///     g = 1/K Σ_k (f(z_k) − b) ∇log q(z_k),   z_k ∼ q
///
/// - Requires: That q can be drawn from and log q differentiated in η. z may be discrete; f is a black box.
/// - Bias: None, as long as b doesn't depend on z_k.
/// - Cost: K calls of f.
///
/// > Reference: Glynn (1990), doi:10.1145/84537.84552; Williams (1992), doi:10.1007/BF00992696.
public struct ScoreFunction<Node: StochasticNode, Rule: BaselineRule>: GradientEstimator {
  /// K.
  public let count: Int
  /// b.
  public var baseline: Rule

  /// The score-function estimator with a baseline.
  ///
  /// - Parameters:
  ///   - count: K, at least 1.
  ///   - baseline: b.
  public init(count: Int = 1, baseline: Rule) {
    if count < 1 { fatalError("ScoreFunction: \(count) draws; at least one is needed") }
    self.count = count
    self.baseline = baseline
  }

  /// K calls of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: count) }

  /// One estimate.
  @inlinable
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let share = 1 / Double(count)
    let baselines = baseline.values(rows: node.rows)
    var gradient = node.zeroGradient
    let counts = [Double](repeating: 1 / Double(count), count: node.rows)
    var samples: [GradientEstimate<Node>.Sample] = []
    samples.reserveCapacity(count)
    var weights = baselines
    for _ in 0..<count {
      let outcomes = node.sample(using: &chance)
      let values = objective.values(outcomes)
      for row in weights.indices { weights[row] = share * (values[row] - baselines[row]) }
      node.addScore(of: outcomes, weights: weights, to: &gradient)
      samples.append(.init(outcomes: outcomes, values: values, weights: counts))
    }
    return GradientEstimate(gradient: gradient, samples: samples)
  }

  /// Updates the baseline, now that it has been used: once for each draw.
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    for sample in estimate.samples { baseline.update(toward: sample.values) }
  }
}

extension ScoreFunction where Rule == ConstantBaseline {
  /// The score-function estimator without a baseline.
  ///
  /// - Parameter count: K, at least 1.
  public init(count: Int = 1) { self.init(count: count, baseline: ConstantBaseline(0)) }
}
