import Foundation
import NeuralNetworks
import Tensors
import Testing

/// Tensors that PyTorch found, by name; Fixtures/make_training_fixtures.py says how.
struct TrainingFixture {
  private let tensors: [String: Entry]

  private struct Entry: Decodable {
    let shape: [Int]
    let values: [Float]
  }

  init(_ name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/training-\(name).json")
    tensors = try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
  }

  subscript(name: String) -> Tensor {
    get throws {
      let entry = try #require(tensors[name], "no tensor is named \(name)")
      return Tensor(entry.values, shape: Shape(entry.shape))
    }
  }
}

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
