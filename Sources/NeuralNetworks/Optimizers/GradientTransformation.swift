public import Tensors

/// Something that changes gradients on their way to an optimiser, and what it remembers between steps.
public protocol GradientTransformation: Sendable {
  /// Changes the gradients of one step.
  ///
  /// - Parameter gradients: One for each tensor of the model, in order; shapes must stay.
  /// - Parameter model: The parameters before the step.
  mutating func transform(_ gradients: inout [Tensor], of model: some Differentiable)
}

/// A transformation of gradients, followed by an optimiser.
public struct Chain<First: GradientTransformation, Rest: Optimizer>: Optimizer {
  /// What changes the gradients.
  public private(set) var first: First
  /// What steps along the changed gradients.
  public var rest: Rest

  fileprivate init(_ first: First, _ rest: Rest) {
    self.first = first
    self.rest = rest
  }

  /// One step down the transformed gradients; see ``Optimizer/update(_:along:)``.
  public mutating func descend(_ model: inout some Differentiable, along gradients: [Tensor]) {
    var gradients = gradients
    first.transform(&gradients, of: model)
    rest.descend(&model, along: gradients)
  }
}

/// The optimiser that first transforms gradients, then steps.
///
/// ```swift
/// var optimizer = chain(Clip(norm: 1), Adam(learningRate: 1e-3))
/// ```
///
/// A chain is an optimiser, so that a transformation may stand before it in turn: as many as are wanted, in order.
///
/// ```swift
/// var optimizer = chain(Clip(value: 10), chain(WeightDecay(1e-3), chain(Clip(norm: 1), SGD(learningRate: 0.1))))
/// ```
public func chain<First: GradientTransformation, Last: Optimizer>(
  _ first: First, _ last: Last
) -> Chain<First, Last> {
  Chain(first, last)
}

/// The optimiser that transforms gradients twice, in order, then steps.
public func chain<First: GradientTransformation, Second: GradientTransformation, Last: Optimizer>(
  _ first: First, _ second: Second, _ last: Last
) -> Chain<First, Chain<Second, Last>> {
  Chain(first, Chain(second, last))
}
