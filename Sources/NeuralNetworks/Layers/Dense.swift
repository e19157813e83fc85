public import Tensors

/// A fully connected layer.
///
///     y = activation(x W + b)
///
/// Inputs are [in], [batch, in], or have more axes in front; the last axis becomes [out].
public struct Dense: Layer {
  /// W, shape [in, out].
  public var weights: Tensor
  /// b, shape [out]; `nil` for a linear map.
  public var bias: Tensor?
  /// What is applied to each output.
  public let activation: Activation

  /// A layer with parameters of one's own.
  ///
  /// - Precondition: `weights` is a matrix, and `bias` has an element for each of its columns.
  public init(weights: Tensor, bias: Tensor?, activation: Activation = .none) {
    if weights.rank != 2 || bias.map({ $0.shape != [weights.shape[1]] }) ?? false {
      fatalError(
        "Dense: weights of shape \(weights.shape) and a bias of shape \(bias?.shape ?? []) don't fit."
      )
    }
    self.weights = weights
    self.bias = bias
    self.activation = activation
  }

  /// A layer whose parameters are drawn.
  ///
  /// - Parameters:
  ///   - inputs: How many numbers each item of the batch has.
  ///   - outputs: How many numbers come out for each.
  ///   - activation: What is applied to each output.
  ///   - weights: How the weights start.
  ///   - initialBias: How the bias starts; `nil` for none.
  ///   - generator: Where random numbers come from.
  public init(
    _ inputs: Int, _ outputs: Int, activation: Activation = .none,
    weights: Initializer = .glorotUniform, bias initialBias: Initializer? = .zeros,
    using generator: inout some RandomNumberGenerator
  ) {
    self.weights = weights([inputs, outputs], using: &generator)
    bias = nil
    self.activation = activation
    if let initialBias { bias = initialBias([outputs], using: &generator) }
  }

  /// The outputs, shape […, out], for inputs of shape […, in].
  public func callAsFunction(_ input: Tensor) -> Tensor {
    guard let bias else { return activation(matmul(input, weights)) }
    return activation.remaining(affine(input, weights, bias, activation: activation.fused))
  }
}
