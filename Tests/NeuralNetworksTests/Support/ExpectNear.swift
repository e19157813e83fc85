import NeuralNetworks
import Tensors
import Testing

/// Checks that shapes are equal, and numbers within `tolerance` times 1 + the largest magnitude.
func expectNear(
  _ found: Tensor, _ expected: Tensor, tolerance: Float, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.shape == expected.shape, "\(what)", sourceLocation: sourceLocation)
  guard found.shape == expected.shape else { return }
  let scale = 1 + (expected.scalars.lazy.map(\.magnitude).max() ?? 0)
  let difference = found.maximumDifference(from: expected)
  #expect(difference <= tolerance * scale, "\(what)", sourceLocation: sourceLocation)
}
