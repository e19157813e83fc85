import CKernels
import RandomStreams
import Testing

struct SparseTests {
  @Test("A sparse product has the bits of its definition at every level", arguments: 0..<8)
  func product(part: Int) {
    var stream = RandomStream(seed: 11).child(part)
    for n in [0, 1, 2, 15, 16, 17, 33, 200, 257, 300] {
      let sparse = SparseMatrix.random(rows: 6, columns: 20, &stream)
      let (ldb, ldc) = (n + n % 3, n + n % 4)
      let b = [Float].random(20 * ldb, seed: stream.next())
      let bias = Bool.random(using: &stream) ? [Float].random(n, seed: stream.next()) : nil
      let isRectified = Bool.random(using: &stream)
      let start = [Float](repeating: 5, count: sparse.rows * ldc)

      var expected = start
      for row in 0..<sparse.rows {
        for j in 0..<n {
          var sum = bias?[j] ?? 0
          for entry in sparse.entries(of: row) {
            sum.addProduct(entry.value, b[entry.column * ldb + j])
          }
          expected[row * ldc + j] = isRectified && sum < 0 ? 0 : sum
        }
      }
      let bits = Levels.commonBits {
        var c = start
        c.withUnsafeMutableBufferPointer { c in
          kernel_sparse_product(
            sparse.rows, n, sparse.offsets, sparse.columns, sparse.values, b, ldb, c.baseAddress,
            ldc, bias, isRectified ? kernel_activation_relu : kernel_activation_none)
        }
        return c
      }
      #expect(bits == expected.bits)
    }
  }

  @Test(
    "A transposed sparse product has the bits of its definition at every level", arguments: 0..<8)
  func transposedProduct(part: Int) {
    var stream = RandomStream(seed: 12).child(part)
    for n in [0, 1, 2, 15, 16, 17, 33, 200, 257, 300] {
      let sparse = SparseMatrix.random(rows: 6, columns: 20, &stream)
      let (ldd, ldc) = (n + n % 3, n + n % 4)
      let d = [Float].random(sparse.rows * ldd, seed: stream.next())
      let start = [Float].random(20 * ldc, seed: stream.next())

      var expected = start
      for row in 0..<sparse.rows {
        for entry in sparse.entries(of: row) {
          for j in 0..<n {
            expected[entry.column * ldc + j].addProduct(entry.value, d[row * ldd + j])
          }
        }
      }
      let bits = Levels.commonBits {
        var c = start
        c.withUnsafeMutableBufferPointer { c in
          kernel_sparse_transposed_product(
            sparse.rows, n, sparse.offsets, sparse.columns, sparse.values, d, ldd, c.baseAddress,
            ldc)
        }
        return c
      }
      #expect(bits == expected.bits)
    }
  }
}

/// Rows of entries, some of them empty, with columns in no order and more than once.
private struct SparseMatrix {
  var offsets: [Int32] = [0]
  var columns: [Int32] = []
  var values: [Float] = []

  var rows: Int { offsets.count - 1 }

  func entries(of row: Int) -> [(column: Int, value: Float)] {
    (Int(offsets[row])..<Int(offsets[row + 1])).map { (Int(columns[$0]), values[$0]) }
  }

  static func random(rows: Int, columns: Int, _ stream: inout RandomStream) -> SparseMatrix {
    var matrix = SparseMatrix()
    for _ in 0..<rows {
      for _ in 0..<Int.uniform(below: 25, using: &stream) {
        matrix.columns.append(Int32(Int.uniform(below: columns, using: &stream)))
        matrix.values.append(.uniform(using: &stream) - 0.5)
      }
      matrix.offsets.append(Int32(matrix.columns.count))
    }
    return matrix
  }
}
