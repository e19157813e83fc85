public import NeuralNetworks
public import Tensors

/// RELAX: REBAR with a network c(y; w) over relaxed outcomes in place of f for the control variate.
///
///     g = (f(z) − c(ỹ)) ∇log q(z) + (∂y/∂η)ᵀ ∇c(y) − (∂ỹ/∂η)ᵀ ∇c(ỹ)
///
/// z ∼ q; y and ỹ are relaxed given that they round to z, independently of each other. y is differentiated as a
/// draw without that condition, ỹ as one with it.
///
/// Where f differs from row to row, as that of an auto-encoder with a datum a row, c has to know whose control it is:
/// with a ``context`` it is c(y, x; w), and ∇c is with respect to y alone.
///
///     ascent.estimator.context = images
///     ascent.step(on: images, using: &random)
///
/// - Requires: z discrete with a relaxation. f is a black box.
/// - Bias: None, whatever c is, as long as w has not learned from this very draw.
/// - Cost: One call of f.
///
/// > Reference: Grathwohl, Choi, Wu, Roeder & Duvenaud (2018), "Backpropagation through the void",
/// > arXiv:1711.00123, algorithm 2.
/// > Note: There the temperature is adapted too; here it stays, as c may scale its input. There c of an auto-encoder is
/// > f at the relaxed outcome plus a network, which knows the datum through f; here f stays a black box.
public struct RELAX<
  Node: RelaxableNode & ElementaryNode, Surrogate: Layer, Method: Optimizer
>: GradientEstimator {
  /// τ.
  public let temperature: Double
  /// c, from relaxed outcomes, shape [rows, components], to one number a row; with a ``context`` from shape
  /// [rows, components + inputs].
  public private(set) var surrogate: Surrogate
  /// What moves w.
  public private(set) var optimizer: Method
  /// x, one vector a row, beside which c sees the row's outcome; shape [rows, inputs], or nothing.
  ///
  /// The estimate stays unbiased as long as x is known before z is drawn. It is set before an estimate, and kept until
  /// that has been learned from.
  public var context: Tensor?

  /// RELAX with a surrogate that has learned nothing.
  ///
  /// - Parameters:
  ///   - temperature: τ, positive.
  ///   - surrogate: c, differentiable, from [rows, components] to [rows] or [rows, 1]; each row for itself. With a
  ///     ``context`` it is from [rows, components + inputs].
  ///   - optimizer: What moves w down the gradient of the variance.
  public init(temperature: Double, surrogate: Surrogate, optimizer: Method) {
    checkTemperature(temperature, "RELAX")
    self.temperature = temperature
    self.surrogate = surrogate
    self.optimizer = optimizer
  }

  /// One call of f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: 1) }

  /// One estimate; y and ỹ are its relaxed outcomes.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let pair = RelaxedPair(from: node, temperature: temperature, using: &chance)
    let values = objective.values(pair.outcomes)
    let rows = node.rows
    let (controls, slopes) = surrogate.valuesAndGradients(
      at: pair.first + pair.second, beside: repeatedContext(context, rows: rows, copies: 2, "RELAX")
    )

    var gradient = node.zeroGradient
    let weights = values.indices.map { values[$0] - controls[rows + $0] }
    node.addScore(of: pair.outcomes, weights: weights, to: &gradient)
    pair.addDifference(of: Array(slopes[..<rows]), Array(slopes[rows...]), to: &gradient)
    var estimate = GradientEstimate<Node>(gradient: gradient, draws: [(pair.outcomes, values)])
    estimate.relaxed = [pair.first, pair.second]
    return estimate
  }

  /// Moves w down the gradient of the variance, now that it has been used.
  ///
  /// As the mean of g doesn't depend on w, ∇_w E‖g‖² is that of the variance; of one draw it is 2 gᵀ ∂g/∂w. Of a node
  /// with rows, it is the mean over rows.
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    guard estimate.samples.count == 1, estimate.relaxed.count == 2 else {
      fatalError("RELAX.adapt: an estimate without relaxed outcomes; it isn't RELAX's own")
    }
    let (outcomes, rows) = (estimate.samples[0].outcomes, node.rows)
    let (relaxed, again) = (estimate.relaxed[0], estimate.relaxed[1])
    let scale = 2 / Double(max(1, rows))
    let direction = estimate.gradient.map { scale * $0 }
    let scores = rowProducts(
      node.score(of: outcomes, weights: outcomes.map { _ in -1 }), direction, rows: rows)
    let ahead = node.relaxed(temperature: temperature).pushforward(of: direction, at: relaxed)
    let back = node.relaxed(temperature: temperature, given: outcomes)
      .pushforward(of: direction.map { -$0 }, at: again)
    let slopes = surrogate.slopes(
      at: relaxed + again, beside: repeatedContext(context, rows: rows, copies: 2, "RELAX.adapt"),
      weights: relaxed.map { _ in 0 } + scores, directions: ahead + back)
    optimizer.update(&surrogate, along: slopes)
  }
}
