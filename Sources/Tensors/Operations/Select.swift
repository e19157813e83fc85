internal import CKernels

/// a where the condition is not 0, b where it is; shapes broadcast. No gradient passes to the condition.
public func select(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  let shape = condition.shape.broadcast(with: a.shape, "select").broadcast(
    with: b.shape, "select")
  let condition = condition.unrecorded.broadcast(to: shape)
  return chosen(condition, a.unrecorded.broadcast(to: shape), b.unrecorded.broadcast(to: shape))
    .recorded("select", from: a, b) { gradient, step in
      let nothing = Tensor(0)
      return [
        step.needs[0]
          ? select(condition, gradient, nothing).summed(to: step.inputs[0].shape) : nil,
        step.needs[1]
          ? select(condition, nothing, gradient).summed(to: step.inputs[1].shape) : nil,
      ]
    }
}

/// The same for equal shapes, not recorded.
private func chosen(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
  defer { withExtendedLifetime((condition.storage, a.storage, b.storage)) {} }
  return Tensor(condition.shape) {
    kernel_select(condition.count, condition.elements, a.elements, b.elements, $0)
  }
}

/// The greater of each pair of elements; shapes broadcast; NaN where one is.
///
/// Where both are equal each gets half of the gradient.
public func maximum(_ a: Tensor, _ b: Tensor) -> Tensor {
  binary(kernel_binary_maximum, a, b, "maximum")
    .recorded("maximum", from: a, b) { gradient, step in
      let (a, b) = (step.inputs[0], step.inputs[1])
      return gradientsOfChoice(gradient, step, part: share(of: a, above: b))
    }
}

/// The smaller of each pair of elements; shapes broadcast; NaN where one is.
///
/// Where both are equal each gets half of the gradient.
public func minimum(_ a: Tensor, _ b: Tensor) -> Tensor {
  binary(kernel_binary_minimum, a, b, "minimum")
    .recorded("minimum", from: a, b) { gradient, step in
      let (a, b) = (step.inputs[0], step.inputs[1])
      return gradientsOfChoice(gradient, step, part: share(of: b, above: a))
    }
}

/// 1 where a > b, ½ where they are equal, 0 else.
private func share(of a: Tensor, above b: Tensor) -> Tensor { 0.5 * ((a .> b) + (a .>= b)) }

/// The first input gets `part` of the gradient, the second the rest.
private func gradientsOfChoice(
  _ gradient: Tensor, _ step: Node.Step, part: Tensor
) -> [Tensor?] {
  [
    step.needs[0] ? (gradient * part).summed(to: step.inputs[0].shape) : nil,
    step.needs[1] ? (gradient * (1 - part)).summed(to: step.inputs[1].shape) : nil,
  ]
}

extension Tensor {
  /// Each element moved to the nearest number in a range.
  ///
  /// The gradient passes within the range, bounds included, and is 0 outside.
  public func clamped(to range: ClosedRange<Float>) -> Tensor {
    binary(
      kernel_binary_minimum, binary(kernel_binary_maximum, self, range.lowerBound),
      range.upperBound
    ).recorded("clamped", from: self) { gradient, step in
      let x = step.inputs[0]
      return [gradient * ((x .>= range.lowerBound) * (x .<= range.upperBound))]
    }
  }
}
