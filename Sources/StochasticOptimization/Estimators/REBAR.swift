/// REBAR: the score-function estimator with f at a relaxed outcome for a control variate, and the mean of that
/// added again by the pathwise estimator.
///
///     g = f(z) ∇log q(z) + c h
///     h = −f(ỹ) ∇log q(z) + (∂y/∂η)ᵀ ∇f(y) − (∂ỹ/∂η)ᵀ ∇f(ỹ)
///
/// z ∼ q; y and ỹ are relaxed given that they round to z, independently of each other. y is differentiated as a
/// draw without that condition, ỹ as one with it; h has mean 0.
///
/// - Requires: z discrete with a relaxation; f differentiable between the corners.
/// - Bias: None, at any temperature τ and with any coefficient c.
/// - Cost: One call of f, and two of ∇f.
///
/// > Reference: Tucker, Mnih, Maddison, Lawson & Sohl-Dickstein (2017), arXiv:1703.07370.
/// > Note: With one uniform number for both y and ỹ, which are then equal, a call of ∇f would be saved. Independent, they
/// > vary less at the best coefficient: 0.0458 against 0.0503 for one coin at even odds, f = z² and τ = ½. In the paper
/// > the temperature is adapted too, by second derivatives of f; here it stays.
public struct REBAR<Node: RelaxableNode>: GradientEstimator {
  /// τ.
  public let temperature: Double
  /// c.
  public private(set) var coefficient: Double
  /// How far an adaptation moves c, relative to the way to where the variance would be least.
  public let adaptationRate: Double
  /// The moving average of ‖h‖², and of its weights.
  private var control = (square: 0.0, weight: 0.0)

  /// REBAR with a coefficient.
  ///
  /// - Parameters:
  ///   - temperature: τ, positive.
  ///   - coefficient: c to start from. At 0 the estimate is that of the score function.
  ///   - adaptationRate: In [0, 1); at 0 the coefficient stays.
  public init(temperature: Double, coefficient: Double = 1, adaptationRate: Double = 0.01) {
    checkTemperature(temperature, "REBAR")
    guard coefficient.isFinite, (0..<1).contains(adaptationRate) else {
      fatalError(
        """
        REBAR: a coefficient of \(coefficient) and an adaptation rate of \(adaptationRate); they must be finite and \
        in [0, 1)
        """)
    }
    self.temperature = temperature
    self.coefficient = coefficient
    self.adaptationRate = adaptationRate
  }

  /// One call of f, and two of ∇f.
  public func calls(on node: Node) -> ObjectiveCalls { ObjectiveCalls(values: 1, gradients: 2) }

  /// One estimate, with h as its control.
  public func estimate(
    of objective: Objective<[Double]>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node> {
    let pair = RelaxedPair(from: node, temperature: temperature, using: &chance)
    let outcomes = pair.outcomes
    let values = objective.values(outcomes)
    let slopes = objective.gradients(at: pair.first)
    let (valuesAgain, slopesAgain) = objective.valuesAndGradients(at: pair.second)

    var control = node.zeroGradient
    node.addScore(of: outcomes, weights: valuesAgain.map { -$0 }, to: &control)
    pair.addDifference(of: slopes, slopesAgain, to: &control)
    var gradient = node.score(of: outcomes, weights: values)
    gradient.add(control, times: coefficient)
    return GradientEstimate(
      gradient: gradient,
      samples: [.init(outcomes: outcomes, values: values, weights: values.map { _ in 1 })],
      control: control)
  }

  /// Moves c down the gradient of the variance, now that it has been used:
  ///
  ///     ∂/∂c E‖g‖² = 2 E[g · h],   ∂²/∂c² E‖g‖² = 2 E‖h‖²
  ///
  /// c moves by −(adaptation rate) g · h over the moving average of ‖h‖².
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {
    guard let components = estimate.control?.components else {
      fatalError("REBAR.adapt: an estimate without a control variate; it isn't REBAR's own")
    }
    control.square += adaptationRate * (components.dot(components) - control.square)
    control.weight += adaptationRate * (1 - control.weight)
    guard control.square > 0 else { return }
    let curvature = control.square / control.weight
    coefficient -= adaptationRate * estimate.gradient.components.dot(components) / curvature
  }

  /// The coefficient of the least total variance, exactly, by going through every case:
  ///
  ///     c* = −Σᵢ Cov(gᵢ, hᵢ) / Σᵢ Var(hᵢ),   g without the control variate
  ///
  /// - Parameters:
  ///   - objective: f.
  ///   - node: q.
  ///   - resolution: As in ``moments(of:on:of:resolution:)``.
  /// - Returns: c*; 0 where the control variate never varies.
  public func optimalCoefficient(
    on node: Node, of objective: Objective<[Double]>, resolution: Double = 16
  ) -> Double {
    let bare = REBAR(temperature: temperature, coefficient: 0)
    var (product, square) = (0.0, 0.0)
    EnumeratedChance.forEachCase(resolution: resolution) { chance in
      bare.estimate(of: objective, on: node, using: &chance)
    } visit: { estimate, probability in
      // h has mean 0, so that the covariance is the mean product.
      guard let control = estimate.control?.components else { return }
      product += probability * estimate.gradient.components.dot(control)
      square += probability * control.dot(control)
    }
    return square > 0 ? -product / square : 0
  }
}
