public import Tensors

/// A convolution over images: each output is a weighted sum of what lies under a window.
///
///     y[n, o, i, j] = activation(b[o] + Σ over c, u, v of filters[o, c, u, v] · x[n, c, s·i + u − p, s·j + v − p])
///
/// with stride s, and p zeros around the image. Inputs are [batch, channels, height, width], outputs
/// [batch, filters, (height + 2p − window height) / s + 1, and the width likewise], rounded down.
///
/// > Note: A cross-correlation, strictly: the filters aren't reversed. That is what the field calls convolution.
public struct Convolution: Layer {
  /// The weights, shape [filters, channels, window height, window width].
  public var filters: Tensor
  /// One number for each filter.
  public var bias: Tensor
  /// How far the window moves.
  public let stride: Int
  /// How many zeros surround the image on each side.
  public let padding: Int
  /// What is applied to each output.
  public let activation: Activation

  /// A layer whose windows are rectangles.
  ///
  /// - Parameters:
  ///   - channels: Of the input.
  ///   - filters: How many channels the output has.
  ///   - height: Of the window.
  ///   - width: Of the window.
  ///   - stride: How far the window moves.
  ///   - padding: How many zeros surround the image on each side.
  ///   - activation: What is applied to each output.
  ///   - weights: How the filters start.
  ///   - bias: How the bias starts.
  ///   - generator: Where random numbers come from.
  public init(
    _ channels: Int, _ filters: Int, height: Int, width: Int, stride: Int = 1, padding: Int = 0,
    activation: Activation = .none, weights: Initializer = .glorotUniform,
    bias: Initializer = .zeros, using generator: inout some RandomNumberGenerator
  ) {
    self.filters = weights([filters, channels, height, width], using: &generator)
    self.bias = bias([filters], using: &generator)
    self.stride = stride
    self.padding = padding
    self.activation = activation
  }

  /// A layer whose windows are squares of this size.
  public init(
    _ channels: Int, _ filters: Int, size: Int, stride: Int = 1, padding: Int = 0,
    activation: Activation = .none, weights: Initializer = .glorotUniform,
    bias: Initializer = .zeros, using generator: inout some RandomNumberGenerator
  ) {
    self.init(
      channels, filters, height: size, width: size, stride: stride, padding: padding,
      activation: activation, weights: weights, bias: bias, using: &generator)
  }

  /// The outputs, shape [batch, filters, …], for images of shape [batch, channels, height, width].
  public func callAsFunction(_ input: Tensor) -> Tensor {
    activation.remaining(
      convolution(
        input, filters, bias: bias, stride: stride, padding: padding, activation: activation.fused))
  }
}
