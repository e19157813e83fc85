internal import CKernels

/// The weighted sum of cross entropies of logits that are never stored: those of x W + b.
///
///     Σᵢ wᵢ (−log softmax(xᵢ W + b)[targetᵢ])
///
/// It is what `crossEntropy(affine(x, weights, bias), targets: targets)` gives, weighted and summed, for vocabularies of
/// thousands of words: logits are made by blocks of a few rows that stay in the second cache, and when the operation is
/// recorded, each block's share of the gradients is taken while it is there. With rewards as weights it is the loss of a
/// policy gradient.
///
/// - Parameters:
///   - x: Shape […, in]; all axes but the last are rows.
///   - weights: W, shape [in, classes].
///   - bias: b, shape [classes].
///   - targets: The right class of each row, in row-major order.
///   - rowWeights: wᵢ for each row, of either sign, through which no gradient passes; all 1 / rows when `nil`.
/// - Returns: A scalar, in nats.
/// - Precondition: The shapes fit; there are rows, and as many targets, and finite weights, as rows; each target is below
///   the number of classes.
/// - Complexity: O(rows · in · classes) in time, also of the gradients; O(in · classes) in memory.
public func projectedCrossEntropy(
  _ x: Tensor, _ weights: Tensor, _ bias: Tensor, targets: [Int], rowWeights: [Float]? = nil
) -> Tensor {
  let (rows, _) = affineExtents(x.shape, weights.shape, bias.shape, "projectedCrossEntropy")
  if targets.count != rows || rowWeights.map({ $0.count != rows }) ?? false {
    fatalError(
      """
      projectedCrossEntropy: \(targets.count) targets and \(rowWeights?.count ?? rows) weights for x of shape \
      \(x.shape), which has \(rows) rows.
      """)
  }
  if rows == 0 { fatalError("projectedCrossEntropy: x of shape \(x.shape) has no rows.") }
  if let rowWeights, let row = rowWeights.firstIndex(where: { !$0.isFinite }) {
    fatalError(
      "projectedCrossEntropy: weights are finite; that of row \(row) of \(rows) is \(rowWeights[row])."
    )
  }
  let factors = rowWeights.map(Tensor.init) ?? Tensor(repeating: 1 / Float(rows), shape: [rows])
  let rowTargets = Indices(targets, below: weights.shape[1], "projectedCrossEntropy")
  let (loss, gradients) = ProjectedRows(rows, weights.shape)
    .run(x, weights, bias, rowTargets, factors)
  return loss.recorded("projectedCrossEntropy", from: [x, weights, bias]) { gradient, step in
    if step.isRecording {
      return step.composedGradients(gradient) { inputs in
        let losses = crossEntropy(affine(inputs[0], inputs[1], inputs[2]), targets: targets)
        return (losses * factors.reshaped(to: losses.shape)).sum()
      }
    }
    return gradients.map { $0.map { $0 * gradient } }
  }
}

/// Blocks of rows that are projected, and gone through, one after another.
private struct ProjectedRows {
  let rows: Int
  let inputs: Int
  let classes: Int
  /// How many rows a block has: its logits fill a part of the second cache.
  private let blockRows: Int

  init(_ rows: Int, _ weights: Shape) {
    self.rows = rows
    (inputs, classes) = (weights[0], weights[1])
    blockRows = Swift.min(Swift.max(1 << 18 / Swift.max(1, weights[1]), 4), 48)
  }

  /// The weighted loss, and the gradients of those of x, W and b that are recorded.
  func run(
    _ x: Tensor, _ weights: Tensor, _ bias: Tensor, _ targets: Indices, _ factors: Tensor
  ) -> (loss: Tensor, gradients: [Tensor?]) {
    let losses = Tensor([rows], TensorStorage(count: rows))
    let logits = TensorStorage(count: blockRows * classes)
    let logSumExps = TensorStorage(count: blockRows)
    let gradients = [x, weights, bias].map { $0.isRecorded ? Tensor.zeros($0.shape) : nil }
    let takesGradients = gradients.contains { $0 != nil }
    let turned = gradients[0] == nil ? weights : weights.unrecorded.transposed()
    let ones = Tensor.ones([blockRows])
    for start in stride(from: 0, to: rows, by: blockRows) {
      let count = Swift.min(blockRows, rows - start)
      let block = x.elements + start * inputs
      kernel_product(
        false, false, count, classes, inputs, block, inputs, weights.elements, classes,
        logits.elements, classes, false, bias.elements, kernel_activation_none)
      targets.withPointer { targets in
        kernel_cross_entropy_rows(
          count, classes, logits.elements, targets + start, losses.storage.elements + start,
          logSumExps.elements)
        if !takesGradients { return }
        kernel_cross_entropy_gradient_rows(
          count, classes, logits.elements, targets + start, logSumExps.elements,
          factors.elements + start, logits.elements)
      }
      if takesGradients {
        add(logits.elements, of: block, count, start, turned, ones, to: gradients)
      }
    }
    withExtendedLifetime((logits, logSumExps, turned, ones, losses)) {}
    return ((losses * factors).sum(), gradients)
  }

  /// Adds what a block of rows gives, from the gradient of its logits.
  private func add(
    _ logits: UnsafePointer<Float>, of block: UnsafePointer<Float>, _ count: Int, _ start: Int,
    _ turned: Tensor, _ ones: Tensor, to gradients: [Tensor?]
  ) {
    if let x = gradients[0] {
      kernel_product(
        false, false, count, inputs, classes, logits, classes, turned.elements, inputs,
        x.storage.elements + start * inputs, inputs, false, nil, kernel_activation_none)
    }
    if let weights = gradients[1] {
      kernel_product(
        true, false, inputs, classes, count, block, inputs, logits, classes,
        weights.storage.elements, classes, true, nil, kernel_activation_none)
    }
    if let bias = gradients[2] {
      kernel_product(
        false, false, 1, classes, count, ones.elements, count, logits, classes,
        bias.storage.elements, classes, true, nil, kernel_activation_none)
    }
  }
}
