/// The exact mean and covariance of an estimate, by going through every case of its randomness.
///
///     let moments = moments(of: LeaveOneOut(count: 4), on: node, of: f)
///     moments.bias(against: exactGradient(of: f, on: node))
///     moments.totalVariance
///
/// - Parameters:
///   - estimator: The estimator, as it is: what it has learned stays.
///   - node: q.
///   - objective: f.
///   - resolution: How fine the quadrature of continuous draws is; see
///     ``EnumeratedChance/forEachCase(resolution:limit:_:visit:)``. Exact without continuous draws.
/// - Returns: The mean, shape [d], and the covariance, shape [d][d].
/// - Complexity: The number of cases times the cost of an estimate, and d² each; d numbers are kept of each case.
public func moments<Node: StochasticNode>(
  of estimator: some GradientEstimator<Node>, on node: Node, of objective: Objective<Node.Outcome>,
  resolution: Double = 16
) -> EstimatorMoments {
  var vectors: [[Double]] = []
  var weights: [Double] = []
  EnumeratedChance.forEachCase(resolution: resolution) { chance in
    estimator.estimate(of: objective, on: node, using: &chance).gradient.components
  } visit: { vector, probability in
    vectors.append(vector)
    weights.append(probability)
  }
  return EstimatorMoments(of: vectors, weights: weights)
}

/// The exact mean E_{z∼q}[f(z)], summed over rows.
///
/// - Complexity: One call of f for each outcome and row.
public func exactMean<Node: EnumerableNode>(
  of objective: Objective<Node.Outcome>, on node: Node
) -> Double {
  Enumeration().estimate(of: objective, on: node).values.reduce(0, +)
}

/// The exact gradient ∇_η E_{z∼q}[f(z)] = Σ_z q(z) f(z) ∇log q(z), summed over rows.
///
/// - Complexity: One call of f for each outcome and row.
public func exactGradient<Node: EnumerableNode>(
  of objective: Objective<Node.Outcome>, on node: Node
) -> Node.Gradient {
  Enumeration().estimate(of: objective, on: node).gradient
}
