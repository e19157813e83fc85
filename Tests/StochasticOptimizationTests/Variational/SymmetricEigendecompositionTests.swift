import PortableMath
import RandomStreams
import StochasticOptimization
import Testing

@Suite struct SymmetricEigendecompositionTests {
  private func random(_ size: Int, seed: UInt64) -> [[Double]] {
    var stream = RandomStream(seed: seed)
    var matrix = Array(repeating: Array(repeating: 0.0, count: size), count: size)
    for i in 0..<size {
      for j in 0...i {
        matrix[i][j] = .normal(using: &stream)
        matrix[j][i] = matrix[i][j]
      }
    }
    return matrix
  }

  /// Checks A = U Λ Uᵀ and UᵀU = 1. Some n² rotations err by an ulp each; what is asked for is 100 n.
  private func expectDecomposed(
    _ matrix: [[Double]], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = SymmetricEigendecomposition(of: matrix)
    let size = matrix.count
    let norm = matrix.joined().reduce(0) { $0 + $1 * $1 }.squareRoot()
    let tolerance = 100 * Double(size) * .ulpOfOne
    #expect(found.values == found.values.sorted(by: >), sourceLocation: sourceLocation)
    for vector in found.vectors {
      #expect(
        vector.max() == vector.map(\.magnitude).max(), "signs", sourceLocation: sourceLocation)
    }
    for i in 0..<size {
      for j in 0..<size {
        let sum = zip(found.values, found.vectors).reduce(0) { $0 + $1.0 * $1.1[i] * $1.1[j] }
        #expect(
          (sum - matrix[i][j]).magnitude <= tolerance * norm, sourceLocation: sourceLocation)
        let product = zip(found.vectors[i], found.vectors[j]).reduce(0) { $0 + $1.0 * $1.1 }
        #expect(
          (product - (i == j ? 1 : 0)).magnitude <= tolerance, sourceLocation: sourceLocation)
      }
    }
  }

  @Test func `a matrix of two has its eigenvalues and vectors`() {
    let found = SymmetricEigendecomposition(of: [[2, 1], [1, 2]])
    let half = 0.5.squareRoot()
    #expect(zip(found.values, [3, 1]).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    for (vector, expected) in zip(found.vectors, [[half, half], [half, -half]]) {
      #expect(zip(vector, expected).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    }
  }

  @Test(arguments: 1...12, [1, 2] as [UInt64])
  func `parts make up the matrix again`(size: Int, seed: UInt64) {
    expectDecomposed(random(size, seed: seed))
  }

  /// −1, 2, −1 along the diagonal: λ = 2 − 2 cos(kπ/(n + 1)).
  @Test func `a string of masses has the eigenvalues of its waves`() {
    let size = 15
    let matrix = (0..<size).map { i in
      (0..<size).map { j in i == j ? 2.0 : abs(i - j) == 1 ? -1 : 0 }
    }
    let expected = (1...size).reversed().map { k in
      2 - 2 * Double.cos(Double(k) * .pi / Double(size + 1))
    }
    let found = SymmetricEigendecomposition(of: matrix).values
    #expect(zip(found, expected).allSatisfy { ($0 - $1).magnitude < 1e-13 })
  }

  @Test func `equal eigenvalues, zeros and large scales are decomposed too`() {
    expectDecomposed([[1, 0, 0], [0, 1, 0], [0, 0, 1]])
    expectDecomposed([[0, 0], [0, 0]])
    expectDecomposed((0..<5).map { i in (0..<5).map { j in Double((i + 1) * (j + 1)) } })
    expectDecomposed(random(6, seed: 3).map { $0.map { 1e100 * $0 } })
    expectDecomposed(random(6, seed: 3).map { $0.map { 1e-100 * $0 } })
    #expect(SymmetricEigendecomposition(of: []).values.isEmpty)
  }

  @Test func `matrices that are not symmetric trap`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = SymmetricEigendecomposition(of: [[1, 2], [3, 1]])
    }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(text.contains("elements (1, 0) and (0, 1) are 3.0 and 2.0"))
    await #expect(processExitsWith: .failure) {
      _ = SymmetricEigendecomposition(of: [[1, .nan], [.nan, 1]])
    }
    await #expect(processExitsWith: .failure) {
      _ = SymmetricEigendecomposition(of: [[1, 2], [2]])
    }
  }
}
