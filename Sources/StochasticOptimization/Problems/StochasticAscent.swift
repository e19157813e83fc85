public import NeuralNetworks

/// Stochastic gradient ascent on a problem.
///
///     φ ← φ + step along the estimate of ∇_φ E_{z∼q_φ}[f(z)]
///
/// A learner is a value: a copy goes on to the same bits.
public struct StochasticAscent<
  Distribution: SearchDistribution, Estimator: GradientEstimator, Method: Optimizer
> where Estimator.Node == Distribution.Node {
  /// The problem, with φ as it is now.
  public var problem: StochasticProblem<Distribution>
  /// What estimates the gradient, with what it has learned.
  public var estimator: Estimator
  /// What moves φ along it.
  public var optimizer: Method

  /// An ascent that hasn't begun.
  public init(
    _ problem: StochasticProblem<Distribution>, estimator: Estimator, optimizer: Method
  ) {
    self.problem = problem
    self.estimator = estimator
    self.optimizer = optimizer
  }

  /// One step: an estimate, a move along it, and only then what the estimator learns from it.
  ///
  /// Of a node with rows, the step is along the gradient of the *mean* over rows.
  ///
  /// - Returns: The estimate, as it was made before the step.
  @discardableResult
  public mutating func step(using chance: inout some Chance) -> GradientEstimate<Distribution.Node>
  {
    let node = problem.distribution.node
    let estimate = estimator.estimate(of: problem.objective, on: node, using: &chance)
    var gradient = node.zeroGradient
    gradient.add(estimate.gradient, times: 1 / Double(max(1, node.rows)))
    optimizer.ascend(&problem.distribution, along: problem.distribution.pullback(gradient))
    estimator.adapt(to: estimate, of: node)
    return estimate
  }

  /// One step, with randomness drawn from a generator.
  @discardableResult
  public mutating func step(
    using generator: inout some RandomNumberGenerator
  ) -> GradientEstimate<Distribution.Node> {
    withDrawnChance(from: &generator) { step(using: &$0) }
  }
}
