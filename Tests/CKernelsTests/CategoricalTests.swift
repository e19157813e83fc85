import CKernels
import PortableMath
import Testing

struct CategoricalTests {
  /// The columns drawn, the same at every level.
  private func draws(
    _ x: Matrix, sharpness: Float = 1, _ uniforms: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) -> [Int32] {
    common(x.rows, sourceLocation) {
      kernel_draw_rows(x.rows, x.columns, x.elements, sharpness, uniforms, $0)
    }
  }

  private func common(
    _ rows: Int, _ sourceLocation: SourceLocation = #_sourceLocation,
    _ draw: (UnsafeMutablePointer<Int32>) -> Void
  ) -> [Int32] {
    let results = Levels.each {
      [Int32](unsafeUninitializedCapacity: rows) { buffer, count in
        if let found = buffer.baseAddress { draw(found) }
        count = rows
      }
    }
    #expect(Set(results).count == 1, "levels differ", sourceLocation: sourceLocation)
    return results[0]
  }

  /// Each probability errs by less than 2·10⁻⁶ of itself (weight 10⁻⁶, its sum as much): so do sums of them.
  @Test("A row has its share of evenly spaced numbers", arguments: [1, 2, 127, 129, 300, 1000])
  func shares(columns: Int) {
    let count = 10_000
    for (sharpness, seed) in [(1, 1), (0.25, 2), (3, 3)] as [(Float, UInt64)] {
      let row = Matrix(1, columns, in: -8..<8, seed: seed)
      var x = Matrix(count, columns)
      x.elements = [[Float]](repeating: row.elements, count: count).flatMap { $0 }
      let uniforms = (0..<count).map { Double($0) / Double(count) }
      let drawn = draws(x, sharpness: sharpness, uniforms)
      let sums = SoftmaxReference.softmax(row.elements.map { Double($0) * Double(sharpness) })
        .reduce(into: [0.0]) { $0.append($0[$0.count - 1] + $1) }
      for (uniform, column) in zip(uniforms, drawn.map { Int($0) }) {
        #expect(
          sums[column] - 2e-6 <= uniform && uniform <= sums[column + 1] + 2e-6,
          "\(uniform) gives \(column) of \(columns), between \(sums[column]) and \(sums[column + 1])"
        )
      }
    }
  }

  @Test func `The least and the largest number give the first and the last column with a weight`() {
    let largest = 1.0.nextDown
    for (columns, first, last) in [(1, 0, 0), (20, 3, 17), (500, 130, 131), (500, 255, 400)] {
      var x = Matrix(4, columns)
      for i in 0..<4 {
        for j in 0..<columns where j < first || j > last {
          x.elements[i * columns + j] = -.infinity
        }
      }
      let found = draws(x, [0, largest, 0, largest])
      #expect(found == [first, last, first, last].map { Int32($0) })
    }
  }

  @Test func `What has no weight is never drawn, whatever the size of the numbers`() {
    var x = Matrix(3, 300)
    for shift in [0, 1e30, -3e38] as [Float] {
      x.elements = [Float](repeating: -.infinity, count: 900)
      x.elements[7] = shift
      x.elements[300 + 299] = shift
      (x.elements[600 + 5], x.elements[600 + 200]) = (shift, shift)
      for uniform in [0, 0.25, 0.75, 1.0.nextDown] {
        let found = draws(x, [uniform, uniform, uniform])
        #expect(found == [7, 299, uniform < 0.5 ? 5 : 200], "\(shift) \(uniform)")
      }
    }
    // Beside a weight of 1 that of −100 counts as nothing, in its own chunk as in others.
    var one = Matrix(1, 300)
    one.elements = [Float](repeating: -100, count: 300)
    one.elements[150] = 0
    for uniform in [0, 0.5, 1.0.nextDown] { #expect(draws(one, [uniform]) == [150]) }
  }

  @Test func `A row that is no distribution gives −1, and others their own`() {
    let bad: [[Float]] = [
      [.nan], [.infinity], [-.infinity], [0, .nan], [.nan, 0], [.infinity, 0],
      [.infinity, -.infinity],
    ]
    for numbers in bad {
      for columns in [numbers.count, 40, 300] {
        var x = Matrix(3, columns)
        let filler = [Float](
          repeating: numbers.allSatisfy { $0 == -.infinity } ? -.infinity : 1,
          count: columns - numbers.count)
        x.elements.replaceSubrange(columns..<2 * columns, with: filler + numbers)
        let found = draws(x, [0, 0.5, 1.0.nextDown])
        #expect(found[1] == -1, "\(numbers) among \(columns)")
        #expect(found[0] == 0 && found[2] == Int32(columns - 1))
      }
    }
    #expect(draws(Matrix(2, 0), [0, 0.5]) == [-1, -1])
    #expect(draws(Matrix(0, 5), []) == [])
  }

  @Test func `Every NaN is seen`() {
    for pattern in [0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0x7fc0_0101, 0xffff_ffff] as [UInt32] {
      for place in [0, 5, 16, 129, 299] {
        var x = Matrix(1, 300)
        x.elements[place] = Float(bitPattern: pattern)
        #expect(draws(x, [0.999]) == [-1])
      }
    }
  }

  @Test(
    "Draws from a projection are those from its logits",
    arguments: [
      (1, 3, 1), (3, 2, 127), (25, 8, 128), (64, 32, 700), (127, 1, 257), (128, 4, 129),
      (129, 5, 300), (260, 3, 513), (2, 0, 40), (0, 3, 5),
    ])
  func projection(rows: Int, inputs: Int, columns: Int) {
    let (x, weights) = (Matrix(rows, inputs, seed: 5), Matrix(inputs, columns, in: -1..<1, seed: 6))
    var bias = [Float].random(columns, seed: 7)
    if columns > 2 { bias[1] = -.infinity }
    let uniforms = [Float].random(rows, in: 0..<1, seed: 8).map { Double($0) }
    var logits = Matrix(rows, columns)
    logits.elements = [Float](count: rows * columns) {
      kernel_product(
        false, false, rows, columns, inputs, x.elements, inputs, weights.elements, columns, $0,
        columns, false, bias, kernel_activation_none)
    }
    let found = common(rows) {
      kernel_draw_projected_rows(
        rows, inputs, columns, x.elements, weights.elements, bias, 1.5, uniforms, $0)
    }
    #expect(found == draws(logits, sharpness: 1.5, uniforms))
    #expect(found.allSatisfy { columns < 3 || $0 != 1 })
  }
}
