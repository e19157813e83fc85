import PortableMath

/// A rule that turns the mean over a continuous distribution into a weighted sum.
struct Quadrature {
  /// Where the function is taken.
  let nodes: [Double]
  /// How much each node counts; they sum to 1.
  let weights: [Double]

  private init(nodes: [Double], weights: [Double]) {
    let total = weights.reduce(0, +)
    self.nodes = nodes
    self.weights = weights.map { $0 / total }
  }

  /// The rule for the uniform distribution on (0, 1): trapezia in t, where u = σ(π sinh t).
  ///
  /// Whatever happens at the ends, such as the logarithms of Gumbel noise, is flattened by the doubly
  /// exponential decay of the weights; what is left is analytic, and trapezia converge exponentially.
  ///
  /// > Reference: Takahasi & Mori (1974), "Double exponential formulas for numerical integration",
  /// > doi:10.2977/prims/1195192451.
  static func uniform(step: Double) -> Quadrature {
    // From |t| = 2.97 on, the weights are below 1e-13, and u so near to 1 that digits of 1 − u are lost.
    let count = Int(2.97 / step)
    let times = (-count...count).map { Double($0) * step }
    let logits = times.map { 0x1.921fb54442d18p1 * (Double.exp($0) - Double.exp(-$0)) / 2 }
    let nodes = logits.map { Double.logistic($0) }
    let weights = zip(times, zip(nodes, logits)).map { time, place in
      place.0 * Double.logistic(-place.1) * (Double.exp(time) + Double.exp(-time))
    }
    return Quadrature(nodes: nodes, weights: weights)
  }

  /// The rule for the standard normal distribution: trapezia between ±8.5, which converge
  /// exponentially because the density is analytic and has vanished at the ends.
  ///
  /// > Reference: Trefethen & Weideman (2014), "The exponentially convergent trapezoidal rule",
  /// > doi:10.1137/130932132.
  static func normal(step: Double) -> Quadrature {
    let count = Int(8.5 / step)
    let nodes = (-count...count).map { Double($0) * step }
    return Quadrature(nodes: nodes, weights: nodes.map { Double.exp(-$0 * $0 / 2) })
  }
}
