package import Tensors

extension Tensor {
  /// Vectors as the rows of a matrix, shape [rows, components].
  package init(rows: [[Double]]) {
    let width = rows.first?.count ?? 0
    var numbers: [Float] = []
    numbers.reserveCapacity(rows.count * width)
    for row in rows {
      if row.count != width {
        fatalError("rows of \(width) and of \(row.count) numbers in one tensor")
      }
      for number in row { numbers.append(Float(number)) }
    }
    self.init(numbers, shape: [rows.count, width])
  }

  /// The rows of a matrix as vectors.
  package var rowVectors: [[Double]] {
    let width = shape[1]
    return withElements { elements in
      (0..<shape[0]).map { row in (0..<width).map { Double(elements[row * width + $0]) } }
    }
  }
}
