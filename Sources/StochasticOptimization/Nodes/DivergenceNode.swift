/// A node whose relative entropy to another of its kind has a closed form.
///
///     KL(q ‖ p) = E_{z∼q}[log q(z) − log p(z)]
///
/// > Reference: Kullback & Leibler (1951), "On information and sufficiency", doi:10.1214/aoms/1177729694.
public protocol DivergenceNode: StochasticNode {
  /// KL(q ‖ p) of each row in nats, q being this node.
  ///
  /// - Parameter other: p, with as many rows.
  func divergences(from other: Self) -> [Double]

  /// Adds Σ_r w_r ∇KL(q_r ‖ p_r), with respect to the parameters of q.
  ///
  /// - Parameters:
  ///   - other: p, with as many rows.
  ///   - weights: w, one a row.
  ///   - gradient: What it is added to.
  func addDivergenceGradient(from other: Self, weights: [Double], to gradient: inout Gradient)
}

/// A node whose entropy has a closed form.
///
///     H(q) = −E_{z∼q}[log q(z)]
///
/// > Reference: Shannon (1948), "A mathematical theory of communication", doi:10.1002/j.1538-7305.1948.tb01338.x.
public protocol EntropyNode: StochasticNode {
  /// H(q) of each row in nats; where z is continuous, the differential entropy, which may be negative.
  var entropies: [Double] { get }

  /// Adds Σ_r w_r ∇H(q_r).
  ///
  /// - Parameters:
  ///   - weights: w, one a row.
  ///   - gradient: What it is added to.
  func addEntropyGradient(weights: [Double], to gradient: inout Gradient)
}
