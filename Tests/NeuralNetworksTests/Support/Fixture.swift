import Foundation
import Tensors
import Testing

/// One file of `Fixtures/`, which a script there wrote with PyTorch: tensors with names.
struct Fixture {
  private let tensors: [String: Tensor]

  private struct Entry: Decodable {
    let shape: [Int]
    let values: [Float]
  }

  /// - Parameter name: What stands before `.json`: `layers-lstm`, `training-losses`.
  init(_ name: String) throws {
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(name).json")
    let entries = try JSONDecoder().decode([String: Entry].self, from: Data(contentsOf: file))
    tensors = entries.mapValues { Tensor($0.values, shape: Shape($0.shape)) }
  }

  func tensor(_ name: String) throws -> Tensor {
    try #require(tensors[name], "no tensor is named \(name)")
  }

  /// Compares outputs, gradients, gradients found while they are recorded, and second derivatives with PyTorch's.
  ///
  /// - Parameters:
  ///   - leaves: The names of the parameters and inputs, as the fixture has them.
  ///   - function: From these to outputs, by the names that the fixture has for them.
  func expectAgreement(
    of leaves: [String], _ function: ([Tensor]) -> [(name: String, output: Tensor)]
  ) throws {
    let point = try leaves.map(tensor)
    for (name, output) in function(point) { try expect(output, name, factor: 1) }

    let cotangents = try function(point).map { try tensor("cotangent_\($0.name)") }
    func total(_ point: [Tensor]) -> Tensor {
      zip(function(point), cotangents).map { ($0.output * $1).sum() }.reduce(Tensor(0), +)
    }
    for (name, gradient) in zip(leaves, gradient(at: point, of: total)) {
      try expect(gradient, "d_\(name)", factor: 1)
    }

    var recorded: [Tensor] = []
    let second = gradient(at: point) { point in
      recorded = gradient(at: point, of: total)
      return recorded.map { 0.5 * square($0).sum() }.reduce(Tensor(0), +)
    }
    for (name, gradient) in zip(leaves, recorded) {
      try expect(stopGradient(gradient), "d_\(name)", factor: 1)
    }
    // A sum of products of first and second derivatives: the errors of both, over some 100 numbers.
    for (name, gradient) in zip(leaves, second) { try expect(gradient, "dd_\(name)", factor: 4) }
  }

  /// Expects a tensor close to the one in the file.
  ///
  /// A number here comes out of a chain of at most some 60 roundings, each of half of 2⁻²³ of an intermediate result, and
  /// intermediate results are no more than a few times the greatest number of the tensor (or 1): 64 · 2⁻²³ of that is
  /// asked for, times a factor for what is computed from such numbers in turn.
  func expect(
    _ found: Tensor, _ name: String, factor: Float,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try tensor(name)
    #expect(found.shape == expected.shape, "\(name)", sourceLocation: sourceLocation)
    guard found.shape == expected.shape else { return }
    let greatest = expected.scalars.map(abs).reduce(1, Swift.max)
    let tolerance = factor * 64 * 0x1p-23 * greatest
    let worst = zip(found.scalars, expected.scalars).map { abs($0 - $1) }.reduce(0) {
      $1.isNaN || $1 > $0 ? $1 : $0
    }
    #expect(worst <= tolerance, "\(name)", sourceLocation: sourceLocation)
  }
}

/// What a process that ended wrote to the error stream.
func message(of result: ExitTest.Result?) -> String {
  String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
}
