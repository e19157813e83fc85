/// The eigenvalues and eigenvectors of a symmetric matrix.
///
///     A = Σᵢ λᵢ uᵢ uᵢᵀ
///
/// Each off-diagonal pair in turn is made 0 by a rotation, over and over (Jacobi's method, cyclic by
/// rows): for the small matrices of lessons it is short, and as exact as `Double` allows.
///
/// > Reference: Golub & Van Loan (2013), *Matrix Computations*, 4th edition, section 8.5.
public struct SymmetricEigendecomposition: Sendable {
  /// λ, from the largest to the smallest.
  public let values: [Double]
  /// u, unit vectors at right angles, in the order of ``values``; the element of largest magnitude is
  /// positive, the first among equals.
  public let vectors: [[Double]]

  /// Decomposes a matrix.
  ///
  /// - Parameter matrix: Rows; finite, square and symmetric to the last bit.
  /// - Complexity: O(n³) a sweep; sweeps are few, since in the end each squares what is left.
  public init(of matrix: [[Double]]) {
    Self.check(matrix)
    var rotation = JacobiRotation(matrix)
    var sweeps = 0
    while !rotation.isDiagonal {
      if sweeps == 60 { fatalError("SymmetricEigendecomposition: no end after 60 sweeps.") }
      rotation.sweep()
      sweeps += 1
    }
    let order = matrix.indices.sorted {
      (rotation.matrix[$0][$0], $1) > (rotation.matrix[$1][$1], $0)
    }
    values = order.map { rotation.matrix[$0][$0] }
    vectors = order.map { column in
      let vector = rotation.vectors.map { $0[column] }
      let largest = vector.map(\.magnitude).max() ?? 0
      let leading = vector.first { $0.magnitude == largest } ?? 0
      return leading < 0 ? vector.map { -$0 } : vector
    }
  }

  private static func check(_ matrix: [[Double]]) {
    for (row, numbers) in matrix.enumerated() {
      if numbers.count != matrix.count {
        fatalError(
          "SymmetricEigendecomposition: row \(row) has \(numbers.count) numbers for "
            + "\(matrix.count) rows.")
      }
      for column in 0...row where !(numbers[column] == matrix[column][row]) {
        fatalError(
          "SymmetricEigendecomposition: elements (\(row), \(column)) and (\(column), \(row)) are "
            + "\(numbers[column]) and \(matrix[column][row]).")
      }
    }
  }
}

/// A matrix on its way to a diagonal one, and the rotations made so far: A = V D Vᵀ.
private struct JacobiRotation {
  var matrix: [[Double]]
  var vectors: [[Double]]
  private let threshold: Double

  init(_ matrix: [[Double]]) {
    self.matrix = matrix
    let squares = matrix.joined().reduce(0) { $0 + $1 * $1 }
    threshold = .ulpOfOne / 8 * squares.squareRoot()
    vectors = matrix.indices.map { row in matrix.indices.map { $0 == row ? 1 : 0 } }
  }

  /// Whether all off-diagonal elements are negligible.
  var isDiagonal: Bool {
    matrix.indices.allSatisfy { row in (0..<row).allSatisfy { isNegligible(row, $0) } }
  }

  /// Whether leaving an element out changes no eigenvalue by more than rounding would.
  private func isNegligible(_ p: Int, _ q: Int) -> Bool { matrix[p][q].magnitude <= threshold }

  mutating func sweep() {
    for p in matrix.indices {
      for q in matrix.indices.dropFirst(p + 1) where !isNegligible(p, q) { rotate(p, q) }
    }
  }

  /// Turns axes p and q so that element (p, q) is 0, by the smaller of the two angles that do.
  private mutating func rotate(_ p: Int, _ q: Int) {
    let ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
    // The tangent of the angle, the smaller root of t² + 2 t · ratio = 1.
    let tangent =
      (ratio < 0 ? -1 : 1) / (ratio.magnitude + (1 + ratio * ratio).squareRoot())
    let cosine = 1 / (1 + tangent * tangent).squareRoot()
    let sine = tangent * cosine
    let change = tangent * matrix[p][q]
    for k in matrix.indices where k != p && k != q {
      let (left, right) = (matrix[k][p], matrix[k][q])
      matrix[k][p] = cosine * left - sine * right
      matrix[k][q] = sine * left + cosine * right
      matrix[p][k] = matrix[k][p]
      matrix[q][k] = matrix[k][q]
    }
    matrix[p][p] -= change
    matrix[q][q] += change
    matrix[p][q] = 0
    matrix[q][p] = 0
    for k in vectors.indices {
      let (left, right) = (vectors[k][p], vectors[k][q])
      vectors[k][p] = cosine * left - sine * right
      vectors[k][q] = sine * left + cosine * right
    }
  }
}
