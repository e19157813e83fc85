public import Tensors

/// The greatest number under each window of an image, channel by channel.
public struct MaxPooling: Layer {
  /// Height and width of the window.
  public let size: Int
  /// How far the window moves.
  public let stride: Int

  /// A layer with square windows.
  ///
  /// - Parameters:
  ///   - size: Height and width of the window.
  ///   - stride: How far the window moves; by its own size when `nil`.
  public init(size: Int, stride: Int? = nil) {
    self.size = size
    self.stride = stride ?? size
  }

  /// The maxima, shape [batch, channels, (height − size) / stride + 1, …], of images [batch, channels, height, width].
  public func callAsFunction(_ input: Tensor) -> Tensor {
    maxPool(input, size: size, stride: stride)
  }
}
