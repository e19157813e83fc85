import CKernels
import PortableMath
import Testing

/// Softmax and its kin in Double, by their definitions.
enum SoftmaxReference {
  static func logSumExp(_ row: [Double]) -> Double {
    let largest = row.max() ?? -.infinity
    guard largest.isFinite else { return largest }
    return largest + .log(row.reduce(0) { $0 + .exp($1 - largest) })
  }
  static func logSoftmax(_ row: [Double]) -> [Double] { row.map { $0 - logSumExp(row) } }
  static func softmax(_ row: [Double]) -> [Double] { logSoftmax(row).map { .exp($0) } }
}

/// Central differences of f at x; with h = 10⁻⁵ in Double their error is about 10⁻¹⁰.
func centralDifferences(at x: [Double], of f: ([Double]) -> Double) -> [Double] {
  x.indices.map { i in
    var (above, below) = (x, x)
    above[i] += 1e-5
    below[i] -= 1e-5
    return (f(above) - f(below)) / 2e-5
  }
}

func expectClose(
  _ values: some Sequence<Float>, _ references: [Double], relative: Double, absolute: Double = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let pairs = Array(zip(values, references))
  #expect(pairs.count == references.count, sourceLocation: sourceLocation)
  for (value, reference) in pairs where Double(value) != reference {
    let error = (Double(value) - reference).magnitude
    #expect(
      error <= relative * reference.magnitude + absolute, "\(value) for \(reference)",
      sourceLocation: sourceLocation)
  }
}

struct SoftmaxTests {
  typealias RowKernel = (Int, Int, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void

  private func apply(_ kernel: RowKernel, _ x: Matrix) -> [Float]? {
    let bits = Levels.commonBits {
      [Float](count: x.elements.count) { kernel(x.rows, x.columns, x.elements, $0) }
    }
    var inPlace = x.elements
    inPlace.withUnsafeMutableBufferPointer {
      kernel(x.rows, x.columns, $0.baseAddress, $0.baseAddress)
    }
    #expect(bits == inPlace.bits)
    return bits?.map(Float.init(bitPattern:))
  }

  private func logSumExp(_ x: Matrix) -> [Float]? {
    Levels.commonBits {
      [Float](count: x.rows) { kernel_log_sum_exp_rows(x.rows, x.columns, x.elements, $0) }
    }?.map(Float.init(bitPattern:))
  }

  @Test("Rows agree with the definitions in Double", arguments: Matrix.oddShapes)
  func rows(x: Matrix) throws {
    let softmax = try #require(apply(kernel_softmax_rows, x))
    let logSoftmax = try #require(apply(kernel_log_softmax_rows, x))
    let sums = try #require(logSumExp(x))
    for i in 0..<x.rows {
      let (row, range) = (x[i].map(Double.init), i * x.columns..<(i + 1) * x.columns)
      expectClose(softmax[range], SoftmaxReference.softmax(row), relative: 1e-6)
      expectClose(
        logSoftmax[range], SoftmaxReference.logSoftmax(row), relative: 1e-6, absolute: 2e-7)
      expectClose([sums[i]], [SoftmaxReference.logSumExp(row)], relative: 3e-7, absolute: 1e-7)
    }
  }

  @Test func `Huge numbers neither overflow nor lose the small differences`() throws {
    var x = Matrix(1, 3)
    for shift in [0, 1e4, -1e4, 1e30, -3e38] as [Float] {
      x.elements = [shift, shift, shift]
      expectClose(
        try #require(apply(kernel_softmax_rows, x)), [1.0 / 3, 1.0 / 3, 1.0 / 3], relative: 1e-7)
      let logarithm = -1.0986122886681098
      expectClose(
        try #require(apply(kernel_log_softmax_rows, x)), [logarithm, logarithm, logarithm],
        relative: 1e-7)
    }
    x.elements = [3e38, -3e38, -.infinity]
    #expect(apply(kernel_softmax_rows, x) == [1, 0, 0])
    #expect(apply(kernel_log_softmax_rows, x) == [0, -.infinity, -.infinity])
    #expect(logSumExp(x) == [3e38])
  }

  @Test func `Infinities and NaN give the limits, or NaN for the row`() throws {
    var x = Matrix(1, 3)
    x.elements = [-.infinity, -.infinity, -.infinity]
    #expect(logSumExp(x) == [-.infinity])
    #expect(try #require(apply(kernel_softmax_rows, x)).allSatisfy(\.isNaN))
    x.elements = [1, .infinity, -.infinity]
    #expect(logSumExp(x) == [.infinity])
    #expect(try #require(apply(kernel_softmax_rows, x)).allSatisfy(\.isNaN))
    x.elements = [1, .nan, -.infinity]
    #expect(try #require(logSumExp(x))[0].isNaN)
    #expect(try #require(apply(kernel_softmax_rows, x)).allSatisfy(\.isNaN))
    #expect(logSumExp(Matrix(2, 0)) == [-.infinity, -.infinity])
  }

  @Test("Gradients agree with central differences", arguments: [1, 2, 16, 21])
  func gradients(columns: Int) throws {
    let (x, dy) = (Matrix(3, columns, seed: 1), Matrix(3, columns, seed: 2))
    let softmax = try #require(apply(kernel_softmax_rows, x))
    let logSoftmax = try #require(apply(kernel_log_softmax_rows, x))
    let bits = Levels.commonBits {
      [Float](count: 6 * columns) {
        kernel_softmax_gradient_rows(3, columns, dy.elements, softmax, $0)
        kernel_log_softmax_gradient_rows(3, columns, dy.elements, logSoftmax, $0 + 3 * columns)
      }
    }
    let gradients = try #require(bits).map(Float.init(bitPattern:))
    var inPlace = dy.elements + dy.elements
    inPlace.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      let second = first + 3 * columns
      kernel_softmax_gradient_rows(3, columns, first, softmax, first)
      kernel_log_softmax_gradient_rows(3, columns, second, logSoftmax, second)
    }
    #expect(inPlace.bits == bits)
    for i in 0..<3 {
      func weighted(_ y: [Double]) -> Double {
        zip(dy[i], y).reduce(0) { $0 + Double($1.0) * $1.1 }
      }
      let (row, start) = (x[i].map(Double.init), i * columns)
      expectClose(
        gradients[start..<start + columns],
        centralDifferences(at: row) { weighted(SoftmaxReference.softmax($0)) },
        relative: 2e-6, absolute: 1e-6)
      expectClose(
        gradients[3 * columns + start..<3 * columns + start + columns],
        centralDifferences(at: row) { weighted(SoftmaxReference.logSoftmax($0)) },
        relative: 2e-6, absolute: 3e-6)
    }
  }
}

struct CrossEntropyTests {
  private func forward(_ x: Matrix, _ targets: [Int32]) -> [Float]? {
    Levels.commonBits {
      [Float](count: 2 * x.rows) {
        kernel_cross_entropy_rows(x.rows, x.columns, x.elements, targets, $0, $0 + x.rows)
      }
    }?.map(Float.init(bitPattern:))
  }

  @Test("Loss and gradient agree with the reference", arguments: [1, 2, 15, 16, 17, 100])
  func agreement(columns: Int) throws {
    let x = Matrix(19, columns)
    let targets = (0..<19).map { Int32(($0 * 7) % columns) }
    let scale = [Float].random(19, seed: 3)
    let results = try #require(forward(x, targets))
    let bits = Levels.commonBits {
      [Float](count: x.elements.count) {
        kernel_cross_entropy_gradient_rows(
          19, columns, x.elements, targets, [Float](results[19...]), scale, $0)
      }
    }
    let gradient = try #require(bits).map(Float.init(bitPattern:))
    var inPlace = x.elements
    inPlace.withUnsafeMutableBufferPointer {
      kernel_cross_entropy_gradient_rows(
        19, columns, $0.baseAddress, targets, [Float](results[19...]), scale, $0.baseAddress)
    }
    #expect(inPlace.bits == bits)
    for i in 0..<19 {
      let row = x[i].map(Double.init)
      func loss(_ row: [Double]) -> Double {
        SoftmaxReference.logSumExp(row) - row[Int(targets[i])]
      }
      expectClose([results[i]], [loss(row)], relative: 3e-7, absolute: 2e-7)
      expectClose(
        [results[19 + i]], [SoftmaxReference.logSumExp(row)], relative: 3e-7, absolute: 1e-7)
      expectClose(
        gradient[i * columns..<(i + 1) * columns],
        centralDifferences(at: row) { Double(scale[i]) * loss($0) }, relative: 1e-6, absolute: 5e-7)
    }
  }

  @Test func `The loss of a masked or huge logit is right`() throws {
    var x = Matrix(3, 2)
    x.elements = [0, -.infinity, 1e5, 0, 1e5, 0]
    #expect(try #require(forward(x, [0, 0, 1])) == [0, 0, 1e5, 0, 1e5, 1e5])
    #expect(try #require(forward(x, [1, 0, 0]))[0] == .infinity)
  }
}

struct NormalizationTests {
  private func normalized(_ row: [Double]) -> [Double] {
    let mean = row.reduce(0, +) / Double(row.count)
    let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(row.count)
    return row.map { ($0 - mean) / (variance + 1e-5).squareRoot() }
  }

  @Test("Rows and gradients agree with the reference", arguments: [1, 2, 15, 16, 17, 100])
  func agreement(columns: Int) throws {
    let (x, dy) = (Matrix(3, columns), Matrix(3, columns, seed: 4))
    let count = x.elements.count
    let bits = Levels.commonBits {
      [Float](count: 2 * count + 3) {
        kernel_normalize_rows(3, columns, 1e-5, x.elements, $0, $0 + 2 * count)
        kernel_normalize_gradient_rows(3, columns, dy.elements, $0, $0 + 2 * count, $0 + count)
      }
    }
    let values = try #require(bits).map(Float.init(bitPattern:))
    for i in 0..<3 {
      let (row, range) = (x[i].map(Double.init), i * columns..<(i + 1) * columns)
      expectClose(values[range], normalized(row), relative: 1e-6, absolute: 5e-7)
      expectClose(
        values[range.lowerBound + count..<range.upperBound + count],
        centralDifferences(at: row) { row in
          zip(dy[i], normalized(row)).reduce(0) { $0 + Double($1.0) * $1.1 }
        }, relative: 2e-6, absolute: columns == 1 ? 1e-3 : 2e-5)
    }
  }

  @Test func `A constant row becomes zeros, and its deviation is the epsilon's`() {
    let x = [Float](repeating: 3, count: 20)
    let bits = Levels.commonBits {
      [Float](count: 21) { kernel_normalize_rows(1, 20, 0.25, x, $0, $0 + 20) }
    }
    #expect(bits == ([Float](repeating: 0, count: 20) + [2]).bits)
  }
}
