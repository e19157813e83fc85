public import Tensors

/// Layers applied one after another; functions such as `relu`, `tanh` and `softmax` may stand between them.
///
/// ```swift
/// let network = Sequential {
///   Convolution(4, 32, size: 8, stride: 4, using: &stream)
///   relu
///   Flatten()
///   Dense(12800, 6, using: &stream)
/// }
/// ```
public struct Sequential: Layer {
  /// The layers, in order.
  public var layers: [any Layer]

  /// The layers that a block lists.
  public init(@LayerBuilder _ layers: () -> [any Layer]) { self.layers = layers() }

  /// The layers of an array.
  public init(_ layers: [any Layer]) { self.layers = layers }

  /// The output of the last layer; the input itself when there is none.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    layers.reduce(input) { $1($0) }
  }

  /// Calls `body` with each tensor of each layer, in order.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) {
    for index in layers.indices { layers[index].forEachTensor(body) }
  }

  /// The names that the layers give, behind their index.
  public var tensorNames: [String] {
    layers.indices.flatMap { index in
      layers[index].tensorNames.map { Self.path("\(index)", $0) }
    }
  }
}

/// Collects the layers of a ``Sequential``.
@resultBuilder
public enum LayerBuilder {
  /// A layer.
  public static func buildExpression(_ layer: any Layer) -> [any Layer] { [layer] }

  /// A function, as a layer.
  public static func buildExpression(
    _ function: @escaping @Sendable (Tensor) -> Tensor
  ) -> [any Layer] { [Function(function)] }

  /// A function along an axis, such as `softmax` or `logSoftmax`, as a layer: along the last axis.
  public static func buildExpression(
    _ function: @escaping @Sendable (Tensor, Int) -> Tensor
  ) -> [any Layer] { [Function { function($0, -1) }] }

  /// Refuses what could never drop anything there.
  @available(
    *, unavailable,
    message: "Dropout draws random numbers: call dropout(x, using: &stream) in a model of your own."
  )
  public static func buildExpression(_ dropout: Dropout) -> [any Layer] { [] }

  /// Layers one after another.
  public static func buildBlock(_ parts: [any Layer]...) -> [any Layer] { parts.flatMap { $0 } }

  /// The layers of each turn of a loop.
  public static func buildArray(_ parts: [[any Layer]]) -> [any Layer] { parts.flatMap { $0 } }

  /// Layers on a condition.
  public static func buildOptional(_ part: [any Layer]?) -> [any Layer] { part ?? [] }

  /// The layers where a condition holds.
  public static func buildEither(first part: [any Layer]) -> [any Layer] { part }

  /// The layers where it doesn't.
  public static func buildEither(second part: [any Layer]) -> [any Layer] { part }
}
