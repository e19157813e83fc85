public import NeuralNetworks
public import Tensors

/// Attention to what came before, then a network for each item, each of them normalised before and added to what came in:
/// [batch, time, features] to the same.
///
///     x ← x + attention(norm(x)),  x ← x + network(norm(x))
///
/// > Reference: Vaswani et al. (2017), arXiv:1706.03762, section 3.1; the normalisation stands first, as in Xiong et al.
/// > (2020), "On layer normalization in the transformer architecture", arXiv:2002.04745.
public struct TransformerBlock: Layer {
  /// What stands before attention.
  public var attentionNorm: LayerNorm
  /// Causal: an item sees itself and those before it.
  public var attention: MultiHeadAttention
  /// What stands before the network.
  public var networkNorm: LayerNorm
  /// What is applied to each item, four times as wide inside.
  public var network: MLP

  /// A block whose weights are drawn.
  ///
  /// - Precondition: `features` is a multiple of `heads`.
  public init(_ features: Int, heads: Int, using generator: inout some RandomNumberGenerator) {
    attentionNorm = LayerNorm(features)
    attention = MultiHeadAttention(features, heads: heads, isCausal: true, using: &generator)
    networkNorm = LayerNorm(features)
    network = MLP([features, 4 * features, features], using: &generator)
  }

  /// The items, transformed.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    transformed(input + attention(attentionNorm(input)))
  }

  /// What is done after attention.
  func transformed(_ x: Tensor) -> Tensor { x + network(networkNorm(x)) }
}
