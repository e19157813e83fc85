internal import CKernels

/// A matrix of which only the entries that may differ from zero are kept, row by row.
///
/// Products with it cost as much as it has entries: the difference of two frames of a game has a few hundred for its
/// 6,400 pixels. It is data, not a parameter: gradients are taken of what it is multiplied by.
public struct SparseRows: Sendable, Equatable {
  /// [rows, columns].
  public let shape: Shape
  /// Row i has the entries offsets[i] ..< offsets[i + 1].
  public let offsets: [Int32]
  /// The column of each entry, row by row.
  public let columns: [Int32]
  /// The value of each entry.
  public let values: [Float]

  /// A matrix from its parts.
  ///
  /// - Parameters:
  ///   - shape: [rows, columns].
  ///   - offsets: One more than there are rows: 0, then where each row ends.
  ///   - columns: Each in 0 ..< number of columns, in any order in a row; one that a row has twice counts as the sum.
  ///   - values: As many as columns.
  /// - Precondition: As said of each; the shape has two axes.
  public init(shape: Shape, offsets: [Int32], columns: [Int32], values: [Float]) {
    if shape.rank != 2 { fatalError("SparseRows: shape \(shape) is not that of a matrix.") }
    if offsets.count != shape[0] + 1 || offsets[0] != 0 || offsets[shape[0]] != columns.count
      || zip(offsets, offsets.dropFirst()).contains(where: { $0 > $1 })
    {
      fatalError(
        """
        SparseRows: offsets must be \(shape[0] + 1) for shape \(shape), rise from 0 and end at the number of entries, \
        \(columns.count); they are \(offsets.count): \(offsets.prefix(4))….
        """)
    }
    if values.count != columns.count {
      fatalError("SparseRows: \(columns.count) columns, but \(values.count) values.")
    }
    if let odd = columns.firstIndex(where: { $0 < 0 || $0 >= shape[1] }) {
      fatalError(
        "SparseRows: entry \(odd) is in column \(columns[odd]), outside 0 ..< \(shape[1]).")
    }
    (self.shape, self.offsets, self.columns, self.values) = (shape, offsets, columns, values)
  }

  /// A matrix from its entries, in any order; entries for the same place are added. Those of a row keep their order.
  ///
  /// - Precondition: All lie inside the shape.
  public init(shape: Shape, entries: [(row: Int, column: Int, value: Float)]) {
    if shape.rank != 2 { fatalError("SparseRows: shape \(shape) is not that of a matrix.") }
    var offsets = [Int32](repeating: 0, count: shape[0] + 1)
    for (index, entry) in entries.enumerated() {
      guard 0..<shape[0] ~= entry.row, 0..<shape[1] ~= entry.column else {
        fatalError(
          "SparseRows: entry \(index), at [\(entry.row), \(entry.column)], lies outside \(shape).")
      }
      offsets[entry.row + 1] += 1
    }
    for row in 0..<shape[0] { offsets[row + 1] += offsets[row] }
    var next = offsets
    var columns = [Int32](repeating: 0, count: entries.count)
    var values = [Float](repeating: 0, count: entries.count)
    for entry in entries {
      let place = Int(next[entry.row])
      columns[place] = Int32(truncatingIfNeeded: entry.column)
      values[place] = entry.value
      next[entry.row] += 1
    }
    self.init(shape: shape, offsets: offsets, columns: columns, values: values)
  }

  /// The elements of a matrix that are not zero.
  ///
  /// - Precondition: The tensor has two axes.
  /// - Complexity: O(n).
  public init(_ dense: Tensor) {
    if dense.rank != 2 { fatalError("SparseRows: shape \(dense.shape) is not that of a matrix.") }
    let (rows, width) = (dense.shape[0], dense.shape[1])
    var offsets: [Int32] = [0]
    var columns: [Int32] = []
    var values: [Float] = []
    offsets.reserveCapacity(rows + 1)
    let scratch = Scratch(width: width)
    dense.withElements { elements in
      for row in 0..<rows {
        let count = scratch.gather(elements[row * width..<(row + 1) * width])
        columns.append(contentsOf: scratch.columns[..<count])
        values.append(contentsOf: scratch.values[..<count])
        offsets.append(Int32(columns.count))
      }
    }
    scratch.deallocate()
    (shape, self.offsets, self.columns, self.values) = (dense.shape, offsets, columns, values)
  }

  /// The whole matrix, with its zeros.
  public var dense: Tensor {
    Tensor(shape) { target in
      kernel_fill(shape.elementCount, 0, target)
      for row in 0..<shape[0] {
        for entry in Int(offsets[row])..<Int(offsets[row + 1]) {
          target[row * shape[1] + Int(columns[entry])] += values[entry]
        }
      }
    }
  }
}

/// Room for the entries of one row.
private struct Scratch {
  let columns: UnsafeMutableBufferPointer<Int32>
  let values: UnsafeMutableBufferPointer<Float>

  init(width: Int) {
    columns = .allocate(capacity: width)
    values = .allocate(capacity: width)
    columns.initialize(repeating: 0)
    values.initialize(repeating: 0)
  }

  func deallocate() {
    columns.deallocate()
    values.deallocate()
  }

  /// Collects what is not zero in a row, without a branch for each element, and passes over 16 zeros at once.
  ///
  /// - Returns: The number of entries.
  func gather(_ row: Slice<UnsafeBufferPointer<Float>>) -> Int {
    let row = UnsafeBufferPointer(rebasing: row)
    let bytes = UnsafeRawBufferPointer(row)
    var (count, start) = (0, 0)
    while start < row.count {
      let end = Swift.min(start + 16, row.count)
      if end - start < 16 || !areZeros(bytes, at: start * 4) {
        for column in start..<end {
          // Where it is zero, the next one is written over it.
          columns[count] = Int32(truncatingIfNeeded: column)
          values[count] = row[column]
          count += row[column] == 0 ? 0 : 1
        }
      }
      start = end
    }
    return count
  }

  /// Whether 16 numbers are all 0 or −0.
  @inline(__always)
  private func areZeros(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    var bits: UInt64 = 0
    for pair in 0..<8 {
      bits |= bytes.loadUnaligned(fromByteOffset: offset + 8 * pair, as: UInt64.self)
    }
    return bits & 0x7fff_ffff_7fff_ffff == 0
  }
}

// MARK: - Products

/// The product of a sparse matrix and a dense one, S B.
///
/// - Parameters:
///   - sparse: Shape [m, k].
///   - dense: Shape [k, n]; [m, n] where the sparse matrix is transposed.
///   - transposingFirst: Whether Sᵀ stands for S.
/// - Returns: Shape [m, n]; [k, n] where the sparse matrix is transposed.
/// - Precondition: The inner extents are equal.
/// - Complexity: O(entries · n). Products are added in the order of the entries, each by one fused multiply-add; entries
///   in index order give the bits of the dense product.
public func matmul(_ sparse: SparseRows, _ dense: Tensor, transposingFirst: Bool = false) -> Tensor
{
  let (rows, inner) =
    transposingFirst ? (sparse.shape[1], sparse.shape[0]) : (sparse.shape[0], sparse.shape[1])
  if dense.rank != 2 || dense.shape[0] != inner {
    fatalError(
      """
      matmul: shapes \(sparse.shape)\(transposingFirst ? " transposed" : "") (sparse) and \(dense.shape) don't fit: the \
      second has \(inner) rows.
      """)
  }
  let width = dense.shape[1]
  return Tensor(Shape(rows: rows, columns: width)) { result in
    if transposingFirst {
      kernel_fill(rows * width, 0, result)
      kernel_sparse_transposed_product(
        inner, width, sparse.offsets, sparse.columns, sparse.values, dense.elements, width, result,
        width)
    } else {
      kernel_sparse_product(
        rows, width, sparse.offsets, sparse.columns, sparse.values, dense.elements, width, result,
        width, nil, kernel_activation_none)
    }
  }.linear("sparse matmul", in: dense) {
    matmul(sparse, $0, transposingFirst: !transposingFirst)
  }
}

/// A layer of a network applied to sparse rows, in one pass: activation(S W + b).
///
/// - Parameters:
///   - sparse: S, shape [rows, in].
///   - weights: W, shape [in, out].
///   - bias: b, shape [out].
///   - activation: What is done with each output.
/// - Returns: Shape [rows, out].
/// - Precondition: The shapes fit.
/// - Complexity: O(entries · out).
public func affine(
  _ sparse: SparseRows, _ weights: Tensor, _ bias: Tensor, activation: FusedActivation = .none
) -> Tensor {
  let (rows, shape) = affineExtents(sparse.shape, weights.shape, bias.shape, "sparse affine")
  let width = weights.shape[1]
  return Tensor(shape) {
    kernel_sparse_product(
      rows, width, sparse.offsets, sparse.columns, sparse.values, weights.elements, width, $0,
      width,
      bias.elements, activation.kernel)
  }.recorded("sparse affine", from: weights, bias) { gradient, step in
    let gradient = activation.gate(gradient, step.output)
    return [
      step.needs[0] ? matmul(sparse, gradient, transposingFirst: true) : nil,
      step.needs[1] ? gradient.summed(to: step.inputs[1].shape) : nil,
    ]
  }
}
