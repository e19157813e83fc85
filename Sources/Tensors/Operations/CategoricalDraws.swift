internal import CKernels

/// Draws a category for each row of logits, with probabilities softmax(logits / temperature).
///
/// By the inverse transform: the first category at which the sum of the probabilities up to it is more than the row's uniform
/// number. One number a row decides, so that draws are monotone in it, and the same for the same numbers.
///
/// - Parameters:
///   - logits: Shape […, categories]; all axes but the last are rows. −∞ excludes a category.
///   - temperature: Positive. Below 1 the likely categories are favoured, above 1 the unlikely ones.
///   - uniforms: A number in [0, 1) for each row, in row-major order.
/// - Returns: The category of each row.
/// - Precondition: There are as many uniforms as rows; no row has NaN or +∞, or only −∞.
/// - Complexity: O(rows · categories). Each probability errs by some 10⁻⁶ of its size; one that is excluded is never drawn.
///
/// > Reference: Devroye (1986), *Non-Uniform Random Variate Generation*, section III.2.
public func categoricalDraws(
  _ logits: Tensor, temperature: Float = 1, uniforms: [Double]
) -> [Int] {
  if logits.rank == 0 { fatalError("categoricalDraws: a scalar has no rows of logits.") }
  let (rows, categories, _) = logits.shape.split(at: logits.rank - 1)
  defer { withExtendedLifetime(logits) {} }
  return draws(rows, temperature, uniforms) { sharpness, uniforms, found in
    kernel_draw_rows(rows, categories, logits.elements, sharpness, uniforms, found)
  }
}

/// Draws a category for each row of x, with probabilities softmax((x W + b) / temperature), whose logits are never stored.
///
/// The draws are those of `categoricalDraws(affine(x, weights, bias), …)`. For vocabularies of thousands of words that is
/// most of the time of sampling.
///
/// - Parameters:
///   - x: Shape […, in]; all axes but the last are rows.
///   - weights: W, shape [in, categories].
///   - bias: b, shape [categories]; −∞ excludes a category.
///   - temperature: Positive. Below 1 the likely categories are favoured, above 1 the unlikely ones.
///   - uniforms: A number in [0, 1) for each row, in row-major order.
/// - Returns: The category of each row.
/// - Precondition: The shapes fit; there are as many uniforms as rows; no row of logits has NaN or +∞, or only −∞.
/// - Complexity: O(rows · in · categories) in time, O(rows + in + categories) in memory.
public func categoricalDraws(
  projecting x: Tensor, _ weights: Tensor, _ bias: Tensor, temperature: Float = 1,
  uniforms: [Double]
) -> [Int] {
  let (rows, _) = affineExtents(x.shape, weights.shape, bias.shape, "categoricalDraws")
  defer { withExtendedLifetime((x, weights, bias)) {} }
  return draws(rows, temperature, uniforms) { sharpness, uniforms, found in
    kernel_draw_projected_rows(
      rows, weights.shape[0], weights.shape[1], x.elements, weights.elements, bias.elements,
      sharpness, uniforms, found)
  }
}

/// The categories that `draw` finds, one a row.
private func draws(
  _ rows: Int, _ temperature: Float, _ uniforms: [Double],
  _ draw: (Float, UnsafePointer<Double>, UnsafeMutablePointer<Int32>) -> Void
) -> [Int] {
  if !(temperature > 0 && temperature.isFinite) {
    fatalError("categoricalDraws: the temperature must be positive and finite, not \(temperature).")
  }
  if uniforms.count != rows {
    fatalError("categoricalDraws: \(uniforms.count) uniform numbers for \(rows) rows.")
  }
  if let row = uniforms.firstIndex(where: { !($0 >= 0 && $0 < 1) }) {
    fatalError("categoricalDraws: the number of row \(row), \(uniforms[row]), is not in [0, 1).")
  }
  // The inverse of the smallest temperatures is no float; half of the largest is as good as greedy.
  let sharpness = Swift.min(1 / temperature, .greatestFiniteMagnitude / 2)
  let found = [Int32](unsafeUninitializedCapacity: rows) { found, count in
    if let found = found.baseAddress { draw(sharpness, uniforms, found) }
    count = rows
  }
  if let row = found.firstIndex(where: { $0 < 0 }) {
    fatalError(
      "categoricalDraws: the logits of row \(row) of \(rows) have NaN or +∞, or are all −∞.")
  }
  return found.map { Int($0) }
}
