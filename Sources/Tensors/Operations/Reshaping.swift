internal import CKernels

extension Shape {
  /// A shape of `rank` axes, whose extents `extent` gives, axis by axis.
  init(rank: Int, _ extent: (Int) -> Int) {
    self.init(repeatElement(0, count: rank))
    for axis in 0..<rank { self[axis] = extent(axis) }
  }

  /// The shape with one more axis, at `axis`.
  func inserting(_ extent: Int, at axis: Int) -> Shape {
    Shape(rank: rank + 1) { $0 < axis ? self[$0] : $0 == axis ? extent : self[$0 - 1] }
  }

  /// The shape without `axis`.
  func removing(at axis: Int) -> Shape {
    Shape(rank: rank - 1) { $0 < axis ? self[$0] : self[$0 + 1] }
  }

  /// The shape with another extent along `axis`.
  func replacing(_ extent: Int, at axis: Int) -> Shape {
    var shape = self
    shape[axis] = extent
    return shape
  }
}

extension Tensor {
  /// The tensor as the result of a linear operation, recorded if the input is.
  ///
  /// - Parameter transpose: The operation's transpose, which takes gradients back. It is recorded in turn if its own
  ///   transpose is this operation, so that derivatives of every order exist.
  @inline(__always)
  func linear(
    _ operation: StaticString, in input: Tensor,
    transpose: @escaping @Sendable (_ gradient: Tensor) -> Tensor
  ) -> Tensor {
    recorded(operation, from: input) { gradient, _ in [transpose(gradient)] }
  }
}

// MARK: - Another shape for the same numbers

extension Tensor {
  /// The same numbers in row-major order, in another shape.
  ///
  /// - Precondition: The shapes have the same number of elements.
  /// - Complexity: O(1); the numbers are shared.
  public func reshaped(to shape: Shape) -> Tensor {
    if shape == self.shape { return self }
    if shape.elementCount != count {
      fatalError(
        "reshaped: shape \(self.shape) has \(count) elements, \(shape) has \(shape.elementCount).")
    }
    let old = self.shape
    return Tensor(shape, storage).linear("reshaped", in: self) { $0.reshaped(to: old) }
  }

  /// The same numbers in row-major order, in a shape with these extents.
  ///
  /// - Parameter extents: One of them may be −1: it is what the number of elements makes it.
  /// - Precondition: The shapes have the same number of elements.
  /// - Complexity: O(1); the numbers are shared.
  public func reshaped(to extents: [Int]) -> Tensor {
    guard let open = extents.firstIndex(of: -1) else { return reshaped(to: Shape(extents)) }
    let rest = extents.enumerated().reduce(1) { $1.offset == open ? $0 : $0 * $1.element }
    if rest <= 0 || !count.isMultiple(of: rest) {
      fatalError(
        "reshaped: no extent in place of −1 makes \(extents) hold the \(count) elements of \(shape)."
      )
    }
    var extents = extents
    extents[open] = count / rest
    return reshaped(to: Shape(extents))
  }

  /// The axes from one on made into a single axis.
  ///
  /// - Parameter axis: With the default, each item of a batch becomes a row.
  public func flattened(from axis: Int = 1) -> Tensor {
    if axis == rank { return expandingAxis(at: axis) }
    let axis = shape.axis(axis, "flattened")
    let (_, count, inner) = shape.split(at: axis)
    return reshaped(to: Shape(rank: axis + 1) { $0 < axis ? shape[$0] : count * inner })
  }

  /// A new axis of extent 1.
  ///
  /// - Parameter axis: Where it is found in the result; −1 is behind the last.
  public func expandingAxis(at axis: Int) -> Tensor {
    let place = axis < 0 ? axis + rank + 1 : axis
    if place < 0 || place > rank {
      fatalError("expandingAxis: shape \(shape) takes no new axis at \(axis).")
    }
    return reshaped(to: shape.inserting(1, at: place))
  }

  /// The tensor without an axis of extent 1.
  public func squeezingAxis(at axis: Int) -> Tensor {
    let axis = shape.axis(axis, "squeezingAxis")
    if shape[axis] != 1 {
      fatalError("squeezingAxis: axis \(axis) of shape \(shape) has extent \(shape[axis]), not 1.")
    }
    return reshaped(to: shape.removing(at: axis))
  }
}

// MARK: - Another order of the axes

extension Tensor {
  /// Rows made columns: the last two axes exchanged.
  ///
  /// - Precondition: At least two axes.
  /// - Complexity: O(n). Products need no transposed copy: see `matmul`.
  public func transposed() -> Tensor {
    if rank < 2 { fatalError("transposed: shape \(shape) has fewer than two axes.") }
    var order = Shape(rank: rank) { $0 }
    (order[rank - 2], order[rank - 1]) = (rank - 1, rank - 2)
    return permuted(order)
  }

  /// The axes in another order: axis i of the result is axis `axes[i]`.
  ///
  /// - Precondition: `axes` names each axis once.
  /// - Complexity: O(n).
  public func permuted(_ axes: [Int]) -> Tensor {
    if axes.count != rank {
      fatalError("permuted: \(axes) names \(axes.count) axes, shape \(shape) has \(rank).")
    }
    return permuted(Shape(rank: rank) { shape.axis(axes[$0], "permuted") })
  }

  /// The axes in another order, which a shape holds as if it were extents.
  private func permuted(_ axes: Shape) -> Tensor {
    var inverse = Shape(repeatElement(rank, count: rank))
    for (place, axis) in axes.enumerated() {
      if inverse[axis] != rank { fatalError("permuted: \(axes) names axis \(axis) twice.") }
      inverse[axis] = place
    }
    if axes == inverse && axes.elementsEqual(0..<rank) { return self }
    return Tensor(Shape(rank: rank) { shape[axes[$0]] }) { copy(permuted: axes, to: $0) }
      .linear("permuted", in: self) { [inverse] in $0.permuted(inverse) }
  }

  /// Writes the numbers in the order of permuted axes: as runs where the last axis stays last, else as transposes of
  /// the matrices that the last axis makes with the one that takes its place.
  private func copy(permuted axes: Shape, to result: UnsafeMutablePointer<Float>) {
    if count == 0 { return }
    let last = rank - 1
    var (fromStrides, toStrides) = (
      [Int](repeating: 1, count: rank), [Int](repeating: 1, count: rank)
    )
    for axis in (0..<last).reversed() {
      fromStrides[axis] = fromStrides[axis + 1] * shape[axis + 1]
      toStrides[axis] = toStrides[axis + 1] * shape[axes[axis + 1]]
    }
    let run = axes[last]
    let isRun = run == last
    // The axes of the result that are walked through one by one, outermost first.
    let walked = (0..<last).filter { isRun || axes[$0] != last }
    let column = (0..<last).first { axes[$0] == last } ?? last
    var index = [Int](repeating: 0, count: walked.count)
    var (from, to) = (0, 0)
    while true {
      if isRun {
        (result + to).update(from: elements + from, count: shape[last])
      } else {
        kernel_transpose(
          shape[run], shape[last], elements + from, fromStrides[run], result + to, toStrides[column]
        )
      }
      // The next index, as an odometer counts.
      var digit = walked.count - 1
      while digit >= 0 {
        let axis = walked[digit]
        index[digit] += 1
        from += fromStrides[axes[axis]]
        to += toStrides[axis]
        if index[digit] < shape[axes[axis]] { break }
        from -= index[digit] * fromStrides[axes[axis]]
        to -= index[digit] * toStrides[axis]
        index[digit] = 0
        digit -= 1
      }
      if digit < 0 { return }
    }
  }
}
