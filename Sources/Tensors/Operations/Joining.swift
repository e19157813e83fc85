/// The tensors one behind the other along an axis; negative axes count from the end.
///
/// - Precondition: At least one tensor, and the shapes differ along that axis at most.
/// - Complexity: O(size of the result).
public func concatenate(_ tensors: [Tensor], along axis: Int) -> Tensor {
  guard let first = tensors.first else { fatalError("concatenate: no tensors.") }
  let axis = first.shape.axis(axis, "concatenate")
  var total = 0
  for (index, tensor) in tensors.enumerated() {
    if tensor.rank != first.rank
      || tensor.shape != first.shape.replacing(tensor.shape[axis], at: axis)
    {
      fatalError(
        "concatenate along axis \(axis): tensor 0 has shape \(first.shape), tensor \(index) \(tensor.shape)."
      )
    }
    total += tensor.shape[axis]
  }
  if tensors.count == 1 { return first }
  return join(tensors, at: axis, as: first.shape.replacing(total, at: axis))
    .recorded("concatenate", from: tensors) { gradient, step in
      var start = 0
      return zip(step.inputs, step.needs).map { input, isNeeded in
        let range = start..<(start + input.shape[axis])
        start = range.upperBound
        return isNeeded ? gradient.slice(range, along: axis) : nil
      }
    }
}

/// Tensors of one shape along a new axis.
///
/// - Parameters:
///   - tensors: What lies at each index of the new axis.
///   - axis: Where the new axis is found in the result; −1 is behind the last.
/// - Precondition: At least one tensor, all of one shape.
/// - Complexity: O(size of the result).
public func stack(_ tensors: [Tensor], along axis: Int = 0) -> Tensor {
  guard let first = tensors.first else { fatalError("stack: no tensors.") }
  if let odd = tensors.firstIndex(where: { $0.shape != first.shape }) {
    fatalError("stack: tensor 0 has shape \(first.shape), tensor \(odd) \(tensors[odd].shape).")
  }
  let place = axis < 0 ? axis + first.rank + 1 : axis
  if place < 0 || place > first.rank {
    fatalError("stack: tensors of shape \(first.shape) take no new axis at \(axis).")
  }
  return join(tensors, at: place, as: first.shape.inserting(tensors.count, at: place))
    .recorded("stack", from: tensors) { gradient, step in
      step.needs.indices.map { step.needs[$0] ? gradient.at($0, along: place) : nil }
    }
}

/// Copies the tensors side by side: what each has from `axis` on is a run.
private func join(_ tensors: [Tensor], at axis: Int, as result: Shape) -> Tensor {
  let outer = result[..<axis].reduce(1, *)
  return Tensor(result) { target in
    if outer == 0 { return }
    var target = target
    let width = result.elementCount / outer
    for tensor in tensors {
      let run = tensor.count / outer
      for item in 0..<outer {
        (target + item * width).update(from: tensor.elements + item * run, count: run)
      }
      target += run
    }
  }
}

extension Tensor {
  /// The parts of one size that lie one behind the other along an axis; negative axes count from the end.
  ///
  /// - Precondition: The extent is a multiple of `count`.
  public func split(into count: Int, along axis: Int) -> [Tensor] {
    let axis = shape.axis(axis, "split")
    if count < 1 || !shape[axis].isMultiple(of: count) {
      fatalError("split: axis \(axis) of shape \(shape) can't be split into \(count) equal parts.")
    }
    let extent = shape[axis] / count
    return (0..<count).map { slice($0 * extent..<($0 + 1) * extent, along: axis) }
  }
}
