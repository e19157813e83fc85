public import Tensors

/// Makes one axis of all axes but the first: [batch, …] becomes [batch, features].
public struct Flatten: Layer {
  /// The layer; there is nothing to choose.
  public init() {}

  /// The same numbers in two axes.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.flattened(from: 1) }
}
