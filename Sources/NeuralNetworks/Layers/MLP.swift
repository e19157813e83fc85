public import Tensors

/// A multilayer perceptron: fully connected layers, one after another.
///
/// ```swift
/// let values = MLP([4, 128, 128, 1], activation: .tanh, using: &stream)
/// ```
public struct MLP: Layer {
  /// The layers, in order.
  public var layers: [Dense]

  /// Layers of these widths.
  ///
  /// - Parameters:
  ///   - widths: How many numbers go into the first layer, and come out of each; at least two.
  ///   - activation: What follows each layer but the last.
  ///   - outputActivation: What follows the last.
  ///   - weights: How the weights start, but those of the last layer.
  ///   - outputWeights: How the weights of the last layer start; like the others when `nil`.
  ///   - generator: Where random numbers come from.
  public init(
    _ widths: [Int], activation: Activation = .relu, outputActivation: Activation = .none,
    weights: Initializer = .glorotUniform, outputWeights: Initializer? = nil,
    using generator: inout some RandomNumberGenerator
  ) {
    if widths.count < 2 { fatalError("MLP: \(widths) are not the widths of inputs and outputs.") }
    layers = []
    let last = widths.count - 2
    for index in 0...last {
      layers.append(
        Dense(
          widths[index], widths[index + 1],
          activation: index == last ? outputActivation : activation,
          weights: index == last ? outputWeights ?? weights : weights, using: &generator))
    }
  }

  /// The outputs, shape […, last width], for inputs of shape […, first width].
  public func callAsFunction(_ input: Tensor) -> Tensor {
    layers.reduce(input) { $1($0) }
  }
}
