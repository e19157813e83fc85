public import Tensors

/// A distribution q_φ to search with, φ being tensors: the chain rule takes the gradient that was estimated at
/// its node back to φ.
///
/// > Reference: Wierstra et al. (2014), "Natural evolution strategies", JMLR 15, for the name.
public protocol SearchDistribution<Node>: Differentiable {
  /// What is drawn from.
  associatedtype Node: StochasticNode

  /// The node q for φ as it is.
  var node: Node { get }

  /// The gradient with respect to φ, from that with respect to the node's η: (∂η/∂φ)ᵀ g.
  ///
  /// - Returns: A value of its own type.
  func pullback(_ gradient: Node.Gradient) -> Self
}
