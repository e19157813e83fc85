public import Tensors

/// A layer that decides for each feature how much of it to transform and how much to let through.
///
///     y = g ∘ activation(x W + b) + (1 − g) ∘ x,  g = sigmoid(x W′ + b′)
///
/// Inputs and outputs are […, features].
///
/// > Reference: Srivastava, Greff & Schmidhuber (2015), "Highway networks", arXiv:1505.00387, eq. 3.
public struct Highway: Layer {
  /// What the features are transformed by.
  public var transform: Dense
  /// The gate g.
  public var gate: Dense

  /// A layer whose weights are drawn.
  ///
  /// - Parameters:
  ///   - features: How many numbers go in and come out.
  ///   - activation: What is applied to each feature that is transformed.
  ///   - gateBias: b′ at the start; below 0, the layer begins near to letting everything through.
  ///   - weights: How W and W′ start.
  ///   - generator: Where random numbers come from.
  public init(
    _ features: Int, activation: Activation = .relu, gateBias: Float = -1,
    weights: Initializer = .glorotUniform, using generator: inout some RandomNumberGenerator
  ) {
    transform = Dense(
      features, features, activation: activation, weights: weights, using: &generator)
    gate = Dense(
      features, features, activation: .sigmoid, weights: weights, bias: .constant(gateBias),
      using: &generator)
  }

  /// The features, some of them transformed.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input + gate(input) * (transform(input) - input)
  }
}
