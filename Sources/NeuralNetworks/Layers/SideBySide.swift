internal import Tensors

extension Initializer {
  /// Several matrices of one shape, each drawn by itself, side by side: the weights of a recurrent layer's gates.
  func sideBySide(
    _ count: Int, _ shape: Shape, using generator: inout some RandomNumberGenerator
  ) -> Tensor {
    var parts: [Tensor] = []
    for _ in 0..<count { parts.append(self(shape, using: &generator)) }
    return concatenate(parts, along: -1)
  }
}
