internal import CKernels

extension Shape {
  /// The shape that two shapes are both stretched to: aligned at the last axis, extents are equal or one of them is 1.
  ///
  /// - Precondition: There is one; else the message names `operation` and shows both.
  func broadcast(with other: Shape, _ operation: StaticString) -> Shape {
    if self == other { return self }
    var wide = rank >= other.rank ? self : other
    let narrow = rank >= other.rank ? other : self
    let lead = wide.rank - narrow.rank
    for axis in 0..<narrow.rank {
      let (extent, offered) = (wide[lead + axis], narrow[axis])
      if extent == offered || offered == 1 { continue }
      if extent != 1 { trapUnfit(operation, self, other, axisFromEnd: narrow.rank - axis) }
      wide[lead + axis] = offered
    }
    return wide
  }
}

private func trapUnfit(
  _ operation: StaticString, _ left: Shape, _ right: Shape, axisFromEnd axis: Int
) -> Never {
  fatalError(
    """
    \(operation): shapes \(left) and \(right) don't fit: along axis −\(axis) the extents are \
    \(left[left.rank - axis]) and \(right[right.rank - axis]), and neither is 1.
    """)
}

/// Two operands walked together in the order of what they are stretched to.
///
/// Neighbouring axes along which both move, or the same one stands still, are merged, so that most pairs of shapes leave
/// one or two axes. They are numbered from the innermost, where an operand's stride is 0 or 1.
struct PairedAxes {
  private(set) var count = 0
  private var extents = SIMD8<Int>.zero
  private var leftStrides = SIMD8<Int>.zero
  private var rightStrides = SIMD8<Int>.zero

  /// - Precondition: The shapes broadcast.
  init(_ left: Shape, _ right: Shape) {
    var (leftStride, rightStride) = (1, 1)
    for axis in 1..<max(left.rank, right.rank) + 1 {
      let leftExtent = axis <= left.rank ? left[left.rank - axis] : 1
      let rightExtent = axis <= right.rank ? right[right.rank - axis] : 1
      if leftExtent == 1 && rightExtent == 1 { continue }
      let extent = leftExtent == 1 ? rightExtent : leftExtent
      let leftMoves = leftExtent != 1
      let rightMoves = rightExtent != 1
      if count > 0, self.leftMoves(count - 1) == leftMoves, self.rightMoves(count - 1) == rightMoves
      {
        extents[count - 1] *= extent
      } else {
        extents[count] = extent
        leftStrides[count] = leftMoves ? leftStride : 0
        rightStrides[count] = rightMoves ? rightStride : 0
        count += 1
      }
      leftStride *= leftExtent
      rightStride *= rightExtent
    }
  }

  func extent(_ axis: Int) -> Int { extents[axis] }
  func leftMoves(_ axis: Int) -> Bool { leftStrides[axis] != 0 }
  func rightMoves(_ axis: Int) -> Bool { rightStrides[axis] != 0 }

  /// Calls `body` for each run of the innermost axis, in order, with how far each operand is along.
  ///
  /// The innermost axis is `extent(0)` long; both shapes have an extent other than 1.
  @inline(__always)
  func forEachRow(_ body: (_ left: Int, _ right: Int) -> Void) {
    if count == 1 { return body(0, 0) }
    if count == 2 { return forEachRow(0, 0, body) }
    var index = SIMD8<Int>.zero
    var (left, right, axis) = (0, 0, 2)
    while axis < count {
      forEachRow(left, right, body)
      // Like an odometer: the first of the outer axes that isn't at its end moves on, those before it start again.
      axis = 2
      while axis < count {
        index[axis] += 1
        left += leftStrides[axis]
        right += rightStrides[axis]
        if index[axis] < extents[axis] { break }
        left -= leftStrides[axis] * extents[axis]
        right -= rightStrides[axis] * extents[axis]
        index[axis] = 0
        axis += 1
      }
    }
  }

  @inline(__always)
  private func forEachRow(_ left: Int, _ right: Int, _ body: (Int, Int) -> Void) {
    let (extent, leftStride, rightStride) = (extents[1], leftStrides[1], rightStrides[1])
    for row in 0..<extent { body(left + row * leftStride, right + row * rightStride) }
  }
}

extension Tensor {
  /// The tensor stretched to a shape: missing leading axes are added, and along axes of extent 1 it is repeated.
  ///
  /// - Precondition: The tensor's shape broadcasts to the other.
  /// - Complexity: O(elements of the result).
  public func broadcast(to wide: Shape) -> Tensor {
    if shape == wide { return self }
    if shape.broadcast(with: wide, "broadcast") != wide {
      fatalError("broadcast: shape \(shape) can't be stretched to \(wide).")
    }
    return stretched(to: wide).recorded("broadcast", from: self) { gradient, step in
      [gradient.summed(to: step.inputs[0].shape)]
    }
  }

  private func stretched(to wide: Shape) -> Tensor {
    defer { withExtendedLifetime(storage) {} }
    let total = wide.elementCount
    if count == 1 { return Tensor(repeating: elements.pointee, shape: wide) }
    let source = elements
    return Tensor(wide) { target in
      if total == 0 { return }
      let axes = PairedAxes(shape, wide)
      let width = axes.extent(0)
      axes.forEachRow { from, to in
        if axes.leftMoves(0) {
          (target + to).update(from: source + from, count: width)
        } else {
          kernel_fill(width, source[from], target + to)
        }
      }
    }
  }

  /// The sum of the elements that were stretched from one of `narrow`: the transpose of broadcasting.
  ///
  /// - Precondition: `narrow` broadcasts to the tensor's shape.
  func summed(to narrow: Shape) -> Tensor {
    if shape == narrow { return self }
    return reduced(kernel_reduction_sum, to: narrow).recorded("sum", from: self) { gradient, step in
      [gradient.broadcast(to: step.inputs[0].shape)]
    }
  }
}
