public import Tensors

/// A function as a layer: it has no parameters.
public struct Function: Layer {
  private let function: @Sendable (Tensor) -> Tensor

  /// A layer that does what `function` does.
  public init(_ function: @escaping @Sendable (Tensor) -> Tensor) { self.function = function }

  /// The function's value.
  public func callAsFunction(_ input: Tensor) -> Tensor { function(input) }

  /// Calls `body` with no tensor: there is nothing to be trained.
  public mutating func forEachTensor(_ body: (inout Tensor) -> Void) {}

  /// None.
  public var tensorNames: [String] { [] }
}
