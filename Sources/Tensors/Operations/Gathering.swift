internal import CKernels

/// Indices as the kernels read them, in a pooled buffer. Nobody writes to it after it was made.
struct Indices: Sendable {
  private let storage: TensorStorage

  var count: Int { storage.count }

  /// Room for `count` indices, which `fill` writes; it must write all of them.
  init(count: Int, fill: (UnsafeMutablePointer<Int32>) -> Void) {
    storage = TensorStorage(count: count)
    storage.elements.withMemoryRebound(to: Int32.self, capacity: count, fill)
  }

  /// Indices given by a caller.
  ///
  /// - Precondition: All lie in 0 ..< bound.
  init(_ indices: [Int], below bound: Int, _ operation: StaticString) {
    self.init(count: indices.count) { target in
      for (place, index) in indices.enumerated() {
        if index < 0 || index >= bound {
          fatalError(
            "\(operation): index \(index), at place \(place), lies outside 0 ..< \(bound).")
        }
        target[place] = Int32(truncatingIfNeeded: index)
      }
    }
  }

  func withPointer<Result>(_ body: (UnsafePointer<Int32>) -> Result) -> Result {
    storage.elements.withMemoryRebound(to: Int32.self, capacity: count) { body(UnsafePointer($0)) }
  }
}

// MARK: - Whole rows

extension Tensor {
  /// The rows with these indices, in this order; a row may be taken often: a look-up of embeddings.
  ///
  /// A row is what lies at one index along the first axis.
  ///
  /// - Parameter indices: Each in 0 ..< number of rows.
  /// - Returns: Shape [number of indices, extents of a row…].
  /// - Complexity: O(size of the result); the gradient also takes the size of the tensor.
  public func rows(at indices: [Int]) -> Tensor {
    if rank == 0 { fatalError("rows(at:): a scalar has no rows.") }
    return rows(Indices(indices, below: shape[0], "rows(at:)"))
  }

  private func rows(_ indices: Indices) -> Tensor {
    let (_, rowCount, width) = shape.split(at: 0)
    return Tensor(shape.replacing(indices.count, at: 0)) { result in
      indices.withPointer { kernel_gather_rows(indices.count, width, elements, $0, result) }
    }.linear("rows(at:)", in: self) { $0.addingRows(indices, to: rowCount) }
  }

  /// The transpose of `rows`: row i is added to row `indices[i]` of zeros, in index order.
  private func addingRows(_ indices: Indices, to rowCount: Int) -> Tensor {
    let width = shape.split(at: 0).inner
    return Tensor(shape.replacing(rowCount, at: 0)) { result in
      kernel_fill(rowCount * width, 0, result)
      indices.withPointer { kernel_scatter_add_rows(indices.count, width, elements, $0, result) }
    }.linear("gradient of rows(at:)", in: self) { $0.rows(indices) }
  }
}

// MARK: - Elements of each row

extension Tensor {
  /// One element of each row, where a row lies along the last axis: log π(a|s) for actions that were taken.
  ///
  /// - Parameter indices: One for each row, in row-major order, each in 0 ..< extent of the last axis.
  /// - Returns: The shape without the last axis.
  /// - Complexity: O(number of rows); the gradient takes the size of the tensor.
  public func elements(at indices: [Int]) -> Tensor {
    if rank == 0 { fatalError("elements(at:): a scalar has no rows.") }
    let (rowCount, width, _) = shape.split(at: rank - 1)
    if indices.count != rowCount {
      fatalError("elements(at:): \(indices.count) indices for the \(rowCount) rows of \(shape).")
    }
    return picked(
      Indices(indices, below: width, "elements(at:)"), rows: rowCount,
      as: shape.removing(at: rank - 1))
  }

  /// The elements at some places of each row: the same number of them in each.
  ///
  /// - Parameter indices: Place in the row, row by row; checked.
  func picked(_ indices: Indices, rows: Int, as result: Shape) -> Tensor {
    let shape = shape
    return Tensor(result) { target in
      if rows == 0 { return }
      let (width, perRow) = (count / rows, indices.count / rows)
      indices.withPointer { indices in
        for row in 0..<rows {
          for place in row * perRow..<(row + 1) * perRow {
            target[place] = elements[row * width + Int(indices[place])]
          }
        }
      }
    }.linear("elements(at:)", in: self) { $0.placed(indices, rows: rows, in: shape) }
  }

  /// The transpose of `picked`: elements are added where they would have been taken from, in index order.
  func placed(_ indices: Indices, rows: Int, in result: Shape) -> Tensor {
    let shape = shape
    return Tensor(result) { target in
      kernel_fill(result.elementCount, 0, target)
      if rows == 0 { return }
      let (width, perRow) = (result.elementCount / rows, indices.count / rows)
      indices.withPointer { indices in
        for row in 0..<rows {
          for place in row * perRow..<(row + 1) * perRow {
            target[row * width + Int(indices[place])] += elements[place]
          }
        }
      }
    }.linear("gradient of elements(at:)", in: self) { $0.picked(indices, rows: rows, as: shape) }
  }
}

/// Rows of zeros with a one at each index.
///
/// - Parameter indices: Each in 0 ..< count.
/// - Parameter count: The length of a row.
/// - Returns: Shape [number of indices, count].
public func oneHot(_ indices: [Int], count: Int) -> Tensor {
  Tensor.ones([indices.count])
    .placed(
      Indices(indices, below: count, "oneHot"), rows: indices.count, in: [indices.count, count])
}
