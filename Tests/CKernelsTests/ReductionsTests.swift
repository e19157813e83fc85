import CKernels
import Testing

/// The fixed tree of reductions.h, written plainly.
func fixedTree(
  _ elements: some Collection<Float>, neutral: Float, _ combine: (Float, Float) -> Float
) -> Float {
  var lanes = [Float](repeating: neutral, count: 16)
  for (j, element) in elements.enumerated() { lanes[j % 16] = combine(lanes[j % 16], element) }
  for half in [8, 4, 2, 1] {
    for j in 0..<half { lanes[j] = combine(lanes[j], lanes[j + half]) }
  }
  return lanes[0]
}

/// A matrix with its rows one after the other.
struct Matrix: CustomTestStringConvertible, Sendable {
  var rows: Int
  var columns: Int
  var elements: [Float]

  init(_ rows: Int, _ columns: Int, in range: Range<Float> = -4..<4, seed: UInt64 = 1) {
    (self.rows, self.columns) = (rows, columns)
    elements = .random(rows * columns, in: range, seed: seed)
  }

  subscript(i: Int) -> ArraySlice<Float> { elements[i * columns..<(i + 1) * columns] }
  func column(_ j: Int) -> [Float] { (0..<rows).map { elements[$0 * columns + j] } }

  var testDescription: String { "\(rows)×\(columns)" }

  static let oddShapes =
    [0, 1, 2, 15, 16, 17, 33, 1000].map { Matrix(3, $0) }
    + [Matrix(0, 5), Matrix(1, 5), Matrix(4, 16), Matrix(5, 40), Matrix(19, 3), Matrix(37, 100)]
}

struct ReductionsTests {
  struct Kind: Sendable {
    var kernel: kernel_reduction
    var neutral: Float
    var combine: @Sendable (Float, Float) -> Float
  }
  static let kinds = [
    Kind(kernel: kernel_reduction_sum, neutral: 0) { ($0 + $1).withPlainNaN },
    Kind(kernel: kernel_reduction_maximum, neutral: -.infinity, combine: BinaryTests.maximum),
    Kind(kernel: kernel_reduction_minimum, neutral: .infinity) {
      -BinaryTests.maximum(-$0, -$1)
    },
  ]

  private func expectReferenceBits(_ x: Matrix) {
    for kind in Self.kinds {
      let rows = Levels.commonBits {
        [Float](count: x.rows) {
          kernel_reduce_rows(kind.kernel, x.rows, x.columns, x.elements, $0)
        }
      }
      #expect(
        rows
          == (0..<x.rows).map {
            fixedTree(x[$0], neutral: kind.neutral, kind.combine).withPlainNaN.bitPattern
          })
      let columns = Levels.commonBits {
        [Float](count: x.columns) {
          kernel_reduce_columns(kind.kernel, x.rows, x.columns, x.elements, $0)
        }
      }
      #expect(
        columns
          == (0..<x.columns).map {
            x.column($0).reduce(kind.neutral, kind.combine).withPlainNaN.bitPattern
          })
    }
  }

  @Test(
    "Rows are reduced by the fixed tree and columns in order, to the bit",
    arguments: Matrix.oddShapes)
  func bits(x: Matrix) { expectReferenceBits(x) }

  @Test func `Zeros of both signs, infinities and NaN are reduced as the reference does`() {
    for place in [0, 3, 20, 39] {
      for special in [-0.0, .nan, .infinity, -.infinity, .greatestFiniteMagnitude] as [Float] {
        var x = Matrix(2, 40)
        if special == 0 { x.elements = [Float](repeating: 0, count: 80) }
        x.elements[place] = special
        expectReferenceBits(x)
      }
    }
  }

  @Test func `The largest element that comes first is found`() {
    for columns in [1, 2, 15, 16, 17, 100] {
      for first in 0..<columns {
        var x = Matrix(2, columns)
        for i in [0, 1] {
          x.elements[i * columns + first] = 9
          x.elements[i * columns + columns - 1] = 9
        }
        var y = x
        y.elements[columns + first] = .nan
        y.elements[columns + columns - 1] = .nan
        y.elements[columns] = first == 0 ? .nan : .infinity
        for z in [x, y] {
          let results = Levels.each {
            var found: [Int32] = [-1, -1]
            kernel_argmax_rows(2, columns, z.elements, &found)
            return found
          }
          #expect(results.allSatisfy { $0 == [Int32(first), Int32(first)] })
        }
      }
    }
    var found: [Int32] = [-1]
    kernel_argmax_rows(1, 3, [-.infinity, -.infinity, -.infinity], &found)
    #expect(found == [0])
    kernel_argmax_rows(1, 3, [-0.0, 0, -1], &found)
    #expect(found == [0])
  }
}
