internal import RandomStreams
internal import Tensors

/// A tensor whose matrix has orthonormal rows or columns, whichever are fewer, times `gain`.
func orthogonalTensor(
  _ shape: Shape, gain: Float, using generator: inout some RandomNumberGenerator
) -> Tensor {
  if shape.rank < 2 {
    fatalError("Initializer.orthogonal: shape \(shape) is not a matrix; it has \(shape.rank) axes.")
  }
  let rows = shape.rank == 4 ? shape[0] : shape.dropLast().reduce(1, *)
  let columns = shape.rank == 4 ? shape.dropFirst().reduce(1, *) : shape[shape.rank - 1]
  let vectors = orthonormalVectors(
    count: min(rows, columns), length: max(rows, columns), using: &generator)
  let isWide = columns >= rows
  var values: [Float] = []
  values.reserveCapacity(rows * columns)
  for row in 0..<rows {
    for column in 0..<columns {
      values.append(gain * Float(isWide ? vectors[row][column] : vectors[column][row]))
    }
  }
  return Tensor(values, shape: shape)
}

/// Orthonormal vectors, every set of them as likely as every rotation of it.
///
/// Normal vectors are made orthogonal one by one (Gram–Schmidt), each twice, after which they are so to rounding error.
///
/// - Complexity: O(count² · length).
///
/// > Reference: Giraud, Langou & Rozložník (2005), "The loss of orthogonality in the Gram-Schmidt orthogonalization
/// > process", doi:10.1016/j.camwa.2005.08.009.
private func orthonormalVectors(
  count: Int, length: Int, using generator: inout some RandomNumberGenerator
) -> [[Double]] {
  var vectors: [[Double]] = []
  for _ in 0..<count {
    var vector = (0..<length).map { _ in Double.normal(using: &generator) }
    for _ in 0..<2 {
      for other in vectors { vector.add(-dot(vector, other), times: other) }
    }
    let norm = dot(vector, vector).squareRoot()
    vectors.append(vector.map { $0 / norm })
  }
  return vectors
}

private func dot(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for index in a.indices { sum += a[index] * b[index] }
  return sum
}

extension [Double] {
  fileprivate mutating func add(_ factor: Double, times other: [Double]) {
    for index in indices { self[index] += factor * other[index] }
  }
}
