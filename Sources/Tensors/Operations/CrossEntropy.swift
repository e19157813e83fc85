internal import CKernels

/// −log softmax(x)[target] of each row: how surprising the targets are under logits.
///
/// - Parameters:
///   - logits: Shape […, classes].
///   - targets: The right class of each row, in row-major order.
/// - Returns: One loss a row, in nats, with the shape of the logits without the last axis.
/// - Precondition: As many targets as rows, each below the number of classes.
public func crossEntropy(_ logits: Tensor, targets: [Int]) -> Tensor {
  let axis = logits.shape.axis(-1, "crossEntropy")
  let (rows, classes, _) = logits.shape.split(at: axis)
  if targets.count != rows {
    fatalError(
      "crossEntropy: \(targets.count) targets for logits of shape \(logits.shape), \(rows) rows.")
  }
  let rowTargets = Indices(targets, below: classes, "crossEntropy")
  let shape = logits.shape.removing(at: axis)
  let logSumExp = Tensor(shape, TensorStorage(count: rows))
  let loss = Tensor(shape) { loss in
    rowTargets.withPointer {
      kernel_cross_entropy_rows(
        rows, classes, logits.elements, $0, loss, logSumExp.storage.elements)
    }
  }
  withExtendedLifetime(logits.storage) {}
  return loss.recorded("crossEntropy", from: logits) { gradient, step in
    let x = step.inputs[0]
    if step.isRecording {
      let right = oneHot(targets, count: classes).reshaped(to: x.shape)
      return [(softmax(x) - right) * gradient.expandingAxis(at: -1)]
    }
    defer { withExtendedLifetime((x.storage, logSumExp.storage, gradient.storage)) {} }
    return [
      Tensor(x.shape) { result in
        rowTargets.withPointer {
          kernel_cross_entropy_gradient_rows(
            rows, classes, x.elements, $0, logSumExp.elements, gradient.elements, result)
        }
      }
    ]
  }
}
