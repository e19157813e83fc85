/// What an estimator is worth on a problem whose outcomes can be listed: its exact bias, variance and cost.
///
///     let assessment = assess(LeaveOneOut(count: 4), on: node, of: f)
///     assessment.squaredBias          // 0
///     assessment.totalVariance
///     assessment.variancePerCall      // what estimators of different cost are compared by
public struct EstimatorAssessment: Sendable {
  /// The exact gradient, shape [d].
  public let exact: [Double]
  /// The exact mean and covariance of one estimate.
  public let moments: EstimatorMoments
  /// What one estimate costs, a row.
  public let calls: ObjectiveCalls

  /// The mean less the exact gradient, shape [d].
  public var bias: [Double] { moments.bias(against: exact) }

  /// ‖bias‖², in squared units of the gradient.
  public var squaredBias: Double { bias.dot(bias) }

  /// The sum of the variances of the components.
  public var totalVariance: Double { moments.totalVariance }

  /// The mean squared distance of one estimate to the exact gradient: bias² and variance.
  public var meanSquaredError: Double { squaredBias + totalVariance }

  /// The variance of the mean of as many estimates as one call of f would pay for, were they divisible: variance
  /// times calls, those of ∇f counting as one each.
  public var variancePerCall: Double { totalVariance * Double(calls.values + calls.gradients) }
}

/// The exact bias, variance and cost of an estimator, by going through every outcome, and every case of its
/// randomness.
///
/// - Parameters:
///   - estimator: The estimator, as it is: what it has learned stays.
///   - node: q.
///   - objective: f.
///   - resolution: How fine the quadrature of continuous draws is; see ``moments(of:on:of:resolution:)``.
/// - Complexity: That of ``moments(of:on:of:resolution:)`` and of ``exactGradient(of:on:)``.
public func assess<Node: EnumerableNode>(
  _ estimator: some GradientEstimator<Node>, on node: Node, of objective: Objective<Node.Outcome>,
  resolution: Double = 16
) -> EstimatorAssessment {
  EstimatorAssessment(
    exact: exactGradient(of: objective, on: node).components,
    moments: moments(of: estimator, on: node, of: objective, resolution: resolution),
    calls: estimator.calls(on: node))
}
