internal import CKernels

/// What is done with each finished output of a product, in the same pass.
public enum FusedActivation: Sendable {
  case none
  /// max(0, y).
  case relu

  var kernel: kernel_activation {
    switch self {
    case .none: kernel_activation_none
    case .relu: kernel_activation_relu
    }
  }

  /// The gradient of the product from that of the activated output.
  func gate(_ gradient: Tensor, _ output: Tensor) -> Tensor {
    switch self {
    case .none: gradient
    case .relu: gated(gradient, by: output.unrecorded)
    }
  }
}

/// The gradient where the output of a ReLU is positive, else 0; linear in the gradient.
private func gated(_ gradient: Tensor, by output: Tensor) -> Tensor {
  binary(kernel_binary_relu_gradient, gradient, output)
    .linear("gradient of relu", in: gradient) { gated($0, by: output) }
}

// MARK: - Products of matrices

/// The product of matrices, A B.
///
/// As in NumPy: a vector on the left is a row, on the right a column, and has no axis in the result. Axes in front of
/// the last two are a batch of matrices, and broadcast.
///
/// - Parameters:
///   - a: Shape […, m, k], or […, k, m] where it is to be transposed.
///   - b: Shape […, k, n], or […, n, k] where it is to be transposed.
///   - transposingFirst: Whether Aᵀ stands for A. Vectors stay what they are.
///   - transposingSecond: Whether Bᵀ stands for B.
/// - Returns: Shape […, m, n].
/// - Precondition: The inner extents are equal; no scalars.
/// - Complexity: O(m n k) for each matrix of the batch. Products are added in index order, each by one fused
///   multiply-add.
public func matmul(
  _ a: Tensor, _ b: Tensor, transposingFirst: Bool = false, transposingSecond: Bool = false
) -> Tensor {
  checkExtents(a.shape, b.shape, transposingFirst, transposingSecond)
  if a.rank == 2 && b.rank == 2 {
    return matrixProduct(a, b, transposingFirst, transposingSecond)
  }
  if a.rank == 1 {
    let product = matmul(
      a.expandingAxis(at: 0), b.rank == 1 ? b.expandingAxis(at: 1) : b,
      transposingSecond: b.rank > 1 && transposingSecond)
    if b.rank == 1 { return product.reshaped(to: [] as Shape) }
    return product.squeezingAxis(at: -2)
  }
  if b.rank == 1 {
    return matmul(a, b.expandingAxis(at: 1), transposingFirst: transposingFirst)
      .squeezingAxis(at: -1)
  }
  if b.rank == 2 && !transposingFirst {
    // A batch times one matrix is one product of all rows.
    let product = matrixProduct(a.asRows(), b, false, transposingSecond)
    return product.reshaped(to: a.shape.replacing(product.shape[1], at: a.rank - 1))
  }
  return batchedProduct(a, b, transposingFirst, transposingSecond)
}

/// Traps unless two shapes, as they were given, can be multiplied.
private func checkExtents(_ a: Shape, _ b: Shape, _ transposesA: Bool, _ transposesB: Bool) {
  if a.rank == 0 || b.rank == 0 {
    fatalError("matmul: shapes \(a) and \(b): a scalar is no matrix.")
  }
  let k = transposesA && a.rank > 1 ? a[a.rank - 2] : a[a.rank - 1]
  let inner = transposesB || b.rank == 1 ? b[b.rank - 1] : b[b.rank - 2]
  if k != inner {
    trapUnfit(a, b, transposesA, transposesB, because: "inner extents \(k) and \(inner)")
  }
  for axis in 3..<Swift.max(3, Swift.min(a.rank, b.rank) + 1) {
    let (left, right) = (a[a.rank - axis], b[b.rank - axis])
    if left != right && left != 1 && right != 1 {
      trapUnfit(a, b, transposesA, transposesB, because: "batches of \(left) and \(right)")
    }
  }
}

@inline(never)
private func trapUnfit(
  _ a: Shape, _ b: Shape, _ transposesA: Bool, _ transposesB: Bool, because reason: String
) -> Never {
  let (first, second) = (transposesA ? " transposed" : "", transposesB ? " transposed" : "")
  fatalError("matmul: shapes \(a)\(first) and \(b)\(second) don't fit: \(reason).")
}

/// The extents of a product of matrices that fit.
private func productExtents(
  _ a: Shape, _ b: Shape, _ transposesA: Bool, _ transposesB: Bool
) -> (m: Int, n: Int, k: Int) {
  let (rowsA, columnsA) = (a[a.rank - 2], a[a.rank - 1])
  let (m, k) = transposesA ? (columnsA, rowsA) : (rowsA, columnsA)
  return (m, transposesB ? b[b.rank - 2] : b[b.rank - 1], k)
}

private func matrixProduct(
  _ a: Tensor, _ b: Tensor, _ transposesA: Bool, _ transposesB: Bool
) -> Tensor {
  let (m, n, k) = productExtents(a.shape, b.shape, transposesA, transposesB)
  return Tensor(Shape(rows: m, columns: n)) {
    kernel_product(
      transposesA, transposesB, m, n, k, a.elements, a.shape[1], b.elements, b.shape[1], $0, n,
      false, nil, kernel_activation_none)
  }.recorded("matmul", from: a, b) { gradient, step in
    productGradients(gradient, step, transposesA, transposesB)
  }
}

private func batchedProduct(
  _ a: Tensor, _ b: Tensor, _ transposesA: Bool, _ transposesB: Bool
) -> Tensor {
  let (m, n, k) = productExtents(a.shape, b.shape, transposesA, transposesB)
  let (leadA, leadB) = (Shape(a.shape.dropLast(2)), Shape(b.shape.dropLast(2)))
  let lead = leadA.broadcast(with: leadB, "matmul")
  let result = Shape(rank: lead.rank + 2) { $0 < lead.rank ? lead[$0] : $0 == lead.rank ? m : n }
  return Tensor(result) { target in
    if result.elementCount == 0 { return }
    var target = target
    PairedAxes(leadA, leadB).forEachPair { left, right in
      kernel_product(
        transposesA, transposesB, m, n, k, a.elements + left * m * k, a.shape[a.rank - 1],
        b.elements + right * k * n, b.shape[b.rank - 1], target, n, false, nil,
        kernel_activation_none)
      target += m * n
    }
  }.recorded("matmul", from: a, b) { gradient, step in
    let shapes = (step.inputs[0].shape, step.inputs[1].shape)
    let parts = productGradients(gradient, step, transposesA, transposesB)
    return [parts[0]?.summed(to: shapes.0), parts[1]?.summed(to: shapes.1)]
  }
}

/// The gradients of both sides: G Bᵀ and Aᵀ G, or their transposes where a side was transposed.
private func productGradients(
  _ gradient: Tensor, _ step: Node.Step, _ transposesA: Bool, _ transposesB: Bool
) -> [Tensor?] {
  let (a, b) = (step.inputs[0], step.inputs[1])
  var (first, second): (Tensor?, Tensor?)
  if step.needs[0] {
    first =
      transposesA
      ? matmul(b, gradient, transposingFirst: transposesB, transposingSecond: true)
      : matmul(gradient, b, transposingSecond: !transposesB)
  }
  if step.needs[1] {
    second =
      transposesB
      ? matmul(gradient, a, transposingFirst: true, transposingSecond: transposesA)
      : matmul(a, gradient, transposingFirst: !transposesA)
  }
  return [first, second]
}

extension PairedAxes {
  /// Calls `body` for each pair of items, in order, with how far each operand is along.
  fileprivate func forEachPair(_ body: (_ left: Int, _ right: Int) -> Void) {
    if count == 0 { return body(0, 0) }
    forEachRow { left, right in
      for item in 0..<extent(0) {
        body(left + (leftMoves(0) ? item : 0), right + (rightMoves(0) ? item : 0))
      }
    }
  }
}

// MARK: - Affine maps

/// A layer of a network in one pass: activation(x W + b).
///
/// - Parameters:
///   - x: Shape […, in]; all axes but the last are rows.
///   - weights: W, shape [in, out].
///   - bias: b, shape [out].
///   - activation: What is done with each output.
/// - Returns: Shape […, out].
/// - Precondition: The shapes fit.
/// - Complexity: O(rows · in · out). Each output starts from its bias, and products are added in index order.
public func affine(
  _ x: Tensor, _ weights: Tensor, _ bias: Tensor, activation: FusedActivation = .none
) -> Tensor {
  let (rows, shape) = affineExtents(x.shape, weights.shape, bias.shape, "affine")
  let (inputs, outputs) = (weights.shape[0], weights.shape[1])
  let result = Tensor(shape) {
    kernel_product(
      false, false, rows, outputs, inputs, x.elements, inputs, weights.elements, outputs, $0,
      outputs, false, bias.elements, activation.kernel)
  }
  if !x.isRecorded && !weights.isRecorded && !bias.isRecorded {
    result.checkFinite("affine")
    return result
  }
  return result.recorded("affine", from: [x, weights, bias]) { gradient, step in
    let (x, weights) = (step.inputs[0], step.inputs[1])
    let gradient = activation.gate(gradient, step.output).asRows()
    return [
      step.needs[0]
        ? matmul(gradient, weights, transposingSecond: true).reshaped(to: x.shape) : nil,
      step.needs[1] ? matmul(x.asRows(), gradient, transposingFirst: true) : nil,
      step.needs[2] ? gradient.summed(to: step.inputs[2].shape) : nil,
    ]
  }
}

/// The number of rows, and the shape of the result, of an affine map.
///
/// - Precondition: The shapes fit.
func affineExtents(
  _ x: Shape, _ weights: Shape, _ bias: Shape, _ operation: StaticString
) -> (rows: Int, result: Shape) {
  guard x.rank > 0, weights.rank == 2, bias.rank == 1, x[x.rank - 1] == weights[0],
    bias[0] == weights[1]
  else {
    fatalError(
      """
      \(operation): x of shape \(x), weights \(weights) and bias \(bias) don't fit; they are […, in], [in, out] and \
      [out].
      """)
  }
  return (x.split(at: x.rank - 1).outer, x.replacing(weights[1], at: x.rank - 1))
}

extension Tensor {
  /// The tensor as a matrix: all axes but the last are rows.
  func asRows() -> Tensor {
    if rank == 2 { return self }
    let (rows, width, _) = shape.split(at: rank - 1)
    return reshaped(to: Shape(rows: rows, columns: width))
  }
}
