public import Tensors

/// The function that a layer applies to each element of its output.
public enum Activation: Sendable, Hashable {
  /// The element itself.
  case none
  /// max(x, 0).
  case relu
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + e⁻ˣ).
  case sigmoid
  /// log(1 + eˣ).
  case softplus
  /// x Φ(x), with Φ the normal distribution function.
  case gelu

  /// The function applied to each element.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    switch self {
    case .none: x
    case .relu: Tensors.relu(x)
    case .tanh: Tensors.tanh(x)
    case .sigmoid: Tensors.sigmoid(x)
    case .softplus: Tensors.softplus(x)
    case .gelu: Tensors.gelu(x)
    }
  }

  /// What of it a product does in the same pass.
  var fused: FusedActivation { self == .relu ? .relu : .none }

  /// What is left to be done then.
  var remaining: Activation { self == .relu ? .none : self }
}
