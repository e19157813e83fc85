public import Tensors

/// Shifts and scales each item's features to mean 0 and variance 1, then to what is learnt.
///
///     y = scale ∘ (x − mean) / √(variance + ε) + shift
///
/// with mean and (biased) variance over the last axis. Inputs and outputs are […, features].
///
/// > Reference: Ba, Kiros & Hinton (2016), "Layer normalization", arXiv:1607.06450.
public struct LayerNorm: Layer {
  /// One number for each feature; ones at the start.
  public var scale: Tensor
  /// One number for each feature; zeros at the start.
  public var shift: Tensor
  /// ε, which keeps constant features finite.
  public let epsilon: Float

  /// A layer that starts by normalising alone.
  public init(_ features: Int, epsilon: Float = 1e-5) {
    scale = .ones([features])
    shift = .zeros([features])
    self.epsilon = epsilon
  }

  /// The normalised features.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    if input.shape.last != scale.count {
      fatalError("LayerNorm: shape \(input.shape) doesn't end in \(scale.count) features.")
    }
    return layerNormalized(input, epsilon: epsilon) * scale + shift
  }
}
