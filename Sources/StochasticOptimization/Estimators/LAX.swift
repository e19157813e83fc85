public import NeuralNetworks
public import Tensors

/// LAX: the score-function estimator with a network c(z; w) for a control variate, and the mean of that added
/// again by the pathwise estimator.
///
///     g = (f(z) − c(z)) ∇log q(z) + (∂z/∂η)ᵀ ∇c(z),   z ∼ q
///
/// With c = f it is the pathwise estimator, with c = 0 that of the score function.
///
/// Where f differs from row to row, c can be told what the row is about, as that of ``RELAX``: ``context``.
///
/// - Requires: z continuous, q reparameterised. f is a black box.
/// - Bias: None, whatever c is, as long as w has not learned from this very draw.
/// - Cost: One call of f.
///
/// > Reference: Grathwohl, Choi, Wu, Roeder & Duvenaud (2018), arXiv:1711.00123, algorithm 1.
public struct LAX<
  Node: ReparameterizedNode & ElementaryNode, Surrogate: Layer, Method: Optimizer
>: GradientEstimator {
  /// c, from outcomes, shape [rows, components], to one number a row; with a ``context`` from shape
  /// [rows, components + inputs].
  public private(set) var surrogate: Surrogate
  /// What moves w.
  public private(set) var optimizer: Method
  /// x, one vector a row, beside which c sees the row's outcome; shape [rows, inputs], or nothing.
  ///
  /// The estimate stays unbiased as long as x is known before z is drawn. It is set before an estimate, and kept until
  /// that has been learned from.
  public var context: Tensor?

  /// LAX with a surrogate that has learned nothing.
  ///
  /// - Parameters:
  ///   - surrogate: c, differentiable, from [rows, components] to [rows] or [rows, 1]; each row for itself. With a
  ///     ``context`` it is from [rows, components + inputs].
  ///   - optimizer: What moves w down the gradient of the variance.
  public init(surrogate: Surrogate, optimizer: Method) {
    self.surrogate = surrogate
    self.optimizer = optimizer
  }

  /// One call of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: 1) }

  /// One estimate.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let outcomes = node.sample(using: &chance)
    let values = objective.values(outcomes)
    let (controls, slopes) = surrogate.valuesAndGradients(
      at: outcomes, beside: repeatedContext(context, rows: node.rows, copies: 1, "LAX"))
    var gradient = node.zeroGradient
    node.addScore(of: outcomes, weights: values.subtracting(controls), to: &gradient)
    node.addPullback(of: slopes, at: outcomes, to: &gradient)
    return GradientEstimate(gradient: gradient, draws: [(outcomes, values)])
  }

  /// Moves w down the gradient of the variance, 2 gᵀ ∂g/∂w, now that it has been used; of a node with rows, the
  /// mean over rows.
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    guard estimate.samples.count == 1 else {
      fatalError("LAX.adapt: an estimate with \(estimate.samples.count) samples, not its own 1")
    }
    let outcomes = estimate.samples[0].outcomes
    let scale = 2 / Double(max(1, node.rows))
    let direction = estimate.gradient.map { scale * $0 }
    let scores = node.score(of: outcomes, weights: outcomes.map { _ in -1 })
    let slopes = surrogate.slopes(
      at: outcomes, beside: repeatedContext(context, rows: node.rows, copies: 1, "LAX.adapt"),
      weights: rowProducts(scores, direction, rows: node.rows),
      directions: node.pushforward(of: direction, at: outcomes))
    optimizer.update(&surrogate, along: slopes)
  }
}
