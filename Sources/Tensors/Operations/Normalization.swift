internal import CKernels

/// (x − mean) / √(variance + ε) along the last axis: each row gets mean 0 and variance 1.
///
/// - Parameters:
///   - x: Shape […, n], n ≥ 1.
///   - epsilon: Keeps rows of equal numbers finite; in units of x².
///
/// > Reference: Ba, Kiros & Hinton (2016), "Layer normalization", arXiv:1607.06450.
/// > Note: Without gain and bias; the variance is biased (divided by n).
public func layerNormalized(_ x: Tensor, epsilon: Float = 1e-5) -> Tensor {
  let axis = x.shape.axis(-1, "layerNormalized")
  let (rows, columns, _) = x.shape.split(at: axis)
  let perRow = x.shape.replacing(1, at: axis)
  let inverseDeviation = Tensor(perRow, TensorStorage(count: rows))
  let result = Tensor(x.shape) {
    kernel_normalize_rows(
      rows, columns, epsilon, x.elements, $0, inverseDeviation.storage.elements)
  }
  withExtendedLifetime(x.storage) {}
  return result.recorded("layerNormalized", from: x) { gradient, step in
    let y = step.output
    if step.isRecording {
      let variance = step.inputs[0].variance(along: -1, keepingAxes: true)
      let centered = gradient - gradient.mean(along: -1, keepingAxes: true)
      let along = (gradient * y).mean(along: -1, keepingAxes: true)
      return [(centered - y * along) / sqrt(variance + epsilon)]
    }
    defer { withExtendedLifetime((gradient.storage, y.storage, inverseDeviation.storage)) {} }
    return [
      Tensor(y.shape) {
        kernel_normalize_gradient_rows(
          rows, columns, gradient.elements, y.elements, inverseDeviation.elements, $0)
      }
    ]
  }
}
