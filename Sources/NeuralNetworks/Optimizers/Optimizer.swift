public import Tensors

/// A rule that moves a model's parameters along gradients, and what it remembers between steps.
///
/// ```swift
/// var optimizer = chain(Clip(norm: 1), Adam(learningRate: 1e-3))
/// for batch in batches {
///   let (loss, gradient) = valueAndGradient(at: network) { network in … }
///   optimizer.update(&network, along: gradient)
/// }
/// ```
///
/// An optimiser is a value: a copy of it, with a copy of the model, goes on to the same bits. What it remembers is made
/// at its first step, from the shapes of the model's tensors, and changed in place.
public protocol Optimizer: Sendable {
  /// Moves each tensor of a model one step down its gradient.
  ///
  /// Optimisers implement it; ``update(_:along:)`` is how it is called.
  ///
  /// - Parameter model: Its tensors are changed in place.
  /// - Parameter gradients: One for each tensor of the model, in order, of the same shape.
  mutating func descend(_ model: inout some Differentiable, along gradients: [Tensor])
}

extension Optimizer {
  /// Moves a model one step down a gradient, so that what the gradient is of becomes smaller.
  ///
  /// - Parameter model: Its tensors are changed in place.
  /// - Parameter gradient: What `valueAndGradient(at:of:)` gives, or something of the same shapes.
  /// - Precondition: Each tensor has the shape of its gradient, and the shape that it had at the first step.
  public mutating func update<Model: Differentiable>(_ model: inout Model, along gradient: Model) {
    descend(&model, along: gradient.tensors)
  }

  /// Moves a model one step up a gradient, so that what the gradient is of becomes larger: a policy's expected return,
  /// a likelihood.
  ///
  /// The step is the one down the negated gradient.
  public mutating func ascend<Model: Differentiable>(_ model: inout Model, along gradient: Model) {
    descend(&model, along: gradient.tensors.map { -$0 })
  }
}

extension Differentiable {
  /// Calls `body` with the index of each tensor, the tensor, and its gradient.
  ///
  /// - Parameter name: Who asks; it stands in the message when shapes differ.
  mutating func forEachTensor(
    along gradients: [Tensor], _ name: StaticString, whose: StaticString = "the gradient",
    _ body: (Int, inout Tensor, Tensor) -> Void
  ) {
    var index = 0
    forEachTensor { tensor in
      if index < gradients.count, gradients[index].shape == tensor.shape {
        body(index, &tensor, gradients[index])
        index += 1
      } else {
        index = .max
      }
    }
    if index != gradients.count { checkShapes(of: gradients, name, whose) }
  }

  /// Ends the program unless these tensors have the shapes of the model's.
  func checkShapes(of others: [Tensor], _ name: StaticString, _ whose: StaticString) {
    let (tensors, names) = (tensors, tensorNames)
    if tensors.count != others.count {
      fatalError(
        """
        \(name): the model has \(tensors.count) tensors, of shapes \(tensors.map(\.shape)); \
        \(whose) has \(others.count), of shapes \(others.map(\.shape)).
        """)
    }
    for (index, other) in others.enumerated() where tensors[index].shape != other.shape {
      fatalError(
        """
        \(name): tensor \(index) of the model, `\(names[index])`, has shape \(tensors[index].shape); \
        \(whose) has \(other.shape).
        """)
    }
  }
}
