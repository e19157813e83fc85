internal import Tensors

/// What an optimiser remembers of each tensor of a model: a tensor of the same shape.
struct Memory: Sendable {
  var tensors: [Tensor] = []

  /// At the first step, zeros; later, what there is.
  ///
  /// - Precondition: The model's tensors have the shapes they had at the first step.
  mutating func prepare(
    for model: some Differentiable, along gradients: [Tensor], _ name: StaticString
  ) {
    if tensors.isEmpty { tensors = gradients.map { .zeros($0.shape) } }
    if tensors.elementsEqual(gradients, by: { $0.shape == $1.shape }) { return }
    model.checkShapes(of: gradients, name, "the gradient")
    model.checkShapes(of: tensors, name, "the optimizer's state")
  }

  subscript(index: Int) -> Tensor {
    _read { yield tensors[index] }
    _modify { yield &tensors[index] }
  }
}
