public import Tensors

/// A convolution over time: [batch, time, features] to [batch, time − window + 1, filters].
///
/// Each output is a weighted sum of the features at `window` times in a row:
///
///     y[n, t, o] = activation(b[o] + Σ over j, f of filters[j, f, o] · x[n, t + j, f])
///
/// The batch is the first axis, time the second; ``LSTM`` and ``GRU`` have them the other way round, and
/// `x.permuted([1, 0, 2])` leads from either to the other.
///
/// A text classifier keeps the greatest output over time, for windows of several sizes:
///
/// ```swift
/// struct TextFeatures: Layer {
///   var convolutions: [SequenceConvolution]
///
///   init(using stream: inout some RandomNumberGenerator) {
///     convolutions = []
///     for window in 2...5 {
///       convolutions.append(SequenceConvolution(64, 100, window: window, activation: .relu, using: &stream))
///     }
///   }
///
///   func callAsFunction(_ text: Tensor) -> Tensor {
///     concatenate(convolutions.map { $0.maximum(text) }, along: -1)
///   }
/// }
/// ```
///
/// > Reference: Kim (2014), "Convolutional neural networks for sentence classification", arXiv:1408.5882.
public struct SequenceConvolution: Layer {
  /// The weights, shape [window, features, filters].
  public var filters: Tensor
  /// One number for each filter.
  public var bias: Tensor
  /// What is applied to each output.
  public let activation: Activation

  /// A layer whose parameters are drawn.
  ///
  /// - Parameters:
  ///   - features: How many numbers each time has.
  ///   - filters: How many numbers come out at each time.
  ///   - window: How many times in a row one output sees; at least 1.
  ///   - activation: What is applied to each output.
  ///   - weights: How the filters start.
  ///   - bias: How the bias starts.
  ///   - generator: Where random numbers come from.
  public init(
    _ features: Int, _ filters: Int, window: Int, activation: Activation = .none,
    weights: Initializer = .glorotUniform, bias: Initializer = .zeros,
    using generator: inout some RandomNumberGenerator
  ) {
    self.filters = weights([window, features, filters], using: &generator)
    self.bias = bias([filters], using: &generator)
    self.activation = activation
  }

  /// The outputs, shape [batch, time − window + 1, filters], for sequences of shape [batch, time, features].
  ///
  /// - Precondition: The sequences are not shorter than the window.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    activation.remaining(
      sequenceConvolution(input, filters, bias: bias, activation: activation.fused))
  }

  /// The largest of each filter's outputs over time, shape [batch, filters]: max over t of y[n, t, o].
  ///
  /// The outputs at all times are never stored, and the gradient goes back through one time for each.
  ///
  /// - Precondition: The sequences are not shorter than the window.
  public func maximum(_ input: Tensor) -> Tensor {
    // An activation that never falls can wait until the maximum is known.
    if activation == .gelu { return callAsFunction(input).max(along: 1) }
    return activation.remaining(
      sequenceConvolutionMaximum(input, filters, bias: bias, activation: activation.fused))
  }
}
