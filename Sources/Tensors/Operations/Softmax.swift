internal import CKernels

/// e^xᵢ / Σⱼ e^xⱼ along an axis, without overflow.
///
/// - Parameters:
///   - x: Numbers of any size.
///   - axis: Counted from the front, or if negative from the end.
public func softmax(_ x: Tensor, along axis: Int = -1) -> Tensor {
  alongLastAxis(x, axis, "softmax") { x in
    x.applyingToRows(kernel_softmax_rows).recorded("softmax", from: x) { gradient, step in
      let y = step.output
      if !step.isRecording { return [gradientOfRows(kernel_softmax_gradient_rows, gradient, y)] }
      return [y * (gradient - (gradient * y).sum(along: -1, keepingAxes: true))]
    }
  }
}

/// xᵢ − log Σⱼ e^xⱼ along an axis: the logarithm of ``softmax(_:along:)``, also where that is 0 in `Float`.
///
/// - Parameters:
///   - x: Numbers of any size.
///   - axis: Counted from the front, or if negative from the end.
public func logSoftmax(_ x: Tensor, along axis: Int = -1) -> Tensor {
  alongLastAxis(x, axis, "logSoftmax") { x in
    x.applyingToRows(kernel_log_softmax_rows).recorded("logSoftmax", from: x) { gradient, step in
      let y = step.output
      if !step.isRecording {
        return [gradientOfRows(kernel_log_softmax_gradient_rows, gradient, y)]
      }
      return [gradient - exp(y) * gradient.sum(along: -1, keepingAxes: true)]
    }
  }
}

/// log Σⱼ e^xⱼ along an axis, without overflow; see ``Tensor/logSumExp(along:keepingAxes:)``.
public func logSumExp(_ x: Tensor, along axis: Int = -1) -> Tensor { x.logSumExp(along: axis) }

extension Tensor {
  /// log Σⱼ e^xⱼ along an axis, the last unless another is named, without overflow; −∞ where all elements are, and for no
  /// elements.
  ///
  /// Unlike `sum`, which reduces all axes when none is named.
  ///
  /// - Parameters:
  ///   - axis: Counted from the front, or if negative from the end.
  ///   - keepingAxes: Whether the axis stays, with extent 1.
  public func logSumExp(along axis: Int = -1, keepingAxes: Bool = false) -> Tensor {
    let axis = shape.axis(axis, "logSumExp")
    let result = movingToEndIfNeeded(axis).logSumExpOfRows()
    return keepingAxes ? result.expandingAxis(at: axis) : result
  }

  private func logSumExpOfRows() -> Tensor {
    let (rows, columns, _) = shape.split(at: rank - 1)
    defer { withExtendedLifetime(storage) {} }
    return Tensor(shape.removing(at: rank - 1)) {
      kernel_log_sum_exp_rows(rows, columns, elements, $0)
    }.recorded("logSumExp", from: self) { gradient, step in
      [softmax(step.inputs[0]) * gradient.expandingAxis(at: -1)]
    }
  }
}

// MARK: - Along the last axis

extension Tensor {
  /// The same with the axis at the end.
  fileprivate func movingToEndIfNeeded(_ axis: Int) -> Tensor {
    axis == rank - 1 ? self : movingToEnd(axis)
  }

  /// A kernel applied to the rows of the last axis; not recorded.
  fileprivate func applyingToRows(
    _ kernel: (Int, Int, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?) -> Void
  ) -> Tensor {
    let (rows, columns, _) = shape.split(at: rank - 1)
    defer { withExtendedLifetime(storage) {} }
    return Tensor(shape) { kernel(rows, columns, elements, $0) }
  }
}

/// A kernel applied to the rows of a gradient and of a result; not recorded.
private func gradientOfRows(
  _ kernel: (
    Int, Int, UnsafePointer<Float>?, UnsafePointer<Float>?, UnsafeMutablePointer<Float>?
  ) -> Void,
  _ gradient: Tensor, _ output: Tensor
) -> Tensor {
  let (rows, columns, _) = output.shape.split(at: output.rank - 1)
  defer { withExtendedLifetime((gradient.storage, output.storage)) {} }
  return Tensor(output.shape) {
    kernel(rows, columns, gradient.elements, output.elements, $0)
  }
}

/// A function of rows applied along any axis.
private func alongLastAxis(
  _ x: Tensor, _ axis: Int, _ operation: StaticString, _ function: (Tensor) -> Tensor
) -> Tensor {
  let axis = x.shape.axis(axis, operation)
  if axis == x.rank - 1 { return function(x) }
  return function(x.movingToEnd(axis)).movingEnd(to: axis)
}
