public import Tensors

extension Differentiable {
  /// All numbers of all tensors as one vector, in order; and back.
  ///
  /// Gradients pass through in both directions.
  ///
  /// - Precondition: What is set has ``parameterCount`` elements along one axis.
  public var parameterVector: Tensor {
    get {
      let parts = tensors.map { $0.reshaped(to: [-1]) }
      return parts.isEmpty ? Tensor([Float]()) : concatenate(parts, along: 0)
    }
    set {
      if newValue.shape != [parameterCount] {
        fatalError(
          "parameterVector: shape \(newValue.shape) instead of [\(parameterCount)], the count of \(Self.self)."
        )
      }
      var start = 0
      forEachTensor { tensor in
        let end = start + tensor.count
        tensor = newValue.slice(start..<end, along: 0).reshaped(to: tensor.shape)
        start = end
      }
    }
  }
}
