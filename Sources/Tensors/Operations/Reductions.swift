internal import CKernels

// Sums and extremes along axes. No axes named: along all of them.

extension Tensor {
  /// The sum along axes; `x.sum()` is that of all elements, as with the other reductions here.
  ///
  /// (Functions that see an axis as a distribution, ``logSumExp(along:keepingAxes:)``, ``argmax(along:)``, `softmax`, take
  /// the last one unless another is named.)
  ///
  /// - Parameters:
  ///   - axes: Counted from the front, or if negative from the end; none: all.
  ///   - keepingAxes: Whether the axes stay, with extent 1.
  /// - Returns: The sums; 0 for sums of nothing. Always added in the same order.
  public func sum(along axes: Int..., keepingAxes: Bool = false) -> Tensor {
    sum(along: axes, keepingAxes: keepingAxes)
  }

  /// The sum along axes in an array: the same as with the axes one by one.
  public func sum(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes, keepingAxes, "sum")
    return reduced(kernel_reduction_sum, to: reduction.kept).sharing(reduction.result)
      .recorded("sum", from: self) { gradient, step in
        [gradient.reshaped(to: reduction.kept).broadcast(to: step.inputs[0].shape)]
      }
  }

  /// The arithmetic mean along axes; NaN for the mean of nothing. Parameters as those of sums.
  public func mean(along axes: Int..., keepingAxes: Bool = false) -> Tensor {
    mean(along: axes, keepingAxes: keepingAxes)
  }

  /// The arithmetic mean along axes in an array: the same as with the axes one by one.
  public func mean(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    let reduction = Reduction(shape, axes, keepingAxes, "mean")
    let sums = reduced(kernel_reduction_sum, to: reduction.kept).sharing(reduction.result)
    let count = Float(reduction.count)
    return binary(kernel_binary_divide, sums, count)
      .recorded("mean", from: self) { gradient, step in
        [(gradient / count).reshaped(to: reduction.kept).broadcast(to: step.inputs[0].shape)]
      }
  }

  /// The mean square deviation from the mean, along axes (divided by n, not n − 1). Parameters as those of sums.
  public func variance(along axes: Int..., keepingAxes: Bool = false) -> Tensor {
    variance(along: axes, keepingAxes: keepingAxes)
  }

  /// The mean square deviation from the mean, along axes in an array: the same as with the axes one by one.
  public func variance(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    square(self - mean(along: axes, keepingAxes: true)).mean(along: axes, keepingAxes: keepingAxes)
  }

  /// The largest element along axes; NaN where there is one. Parameters as those of sums.
  ///
  /// Where several are largest they share the gradient equally.
  ///
  /// - Precondition: There are elements.
  public func max(along axes: Int..., keepingAxes: Bool = false) -> Tensor {
    max(along: axes, keepingAxes: keepingAxes)
  }

  /// The largest element along axes in an array: the same as with the axes one by one.
  public func max(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    extreme(kernel_reduction_maximum, Reduction(shape, axes, keepingAxes, "max"), "max")
  }

  /// The smallest element along axes; NaN where there is one. Parameters as those of sums.
  ///
  /// Where several are smallest they share the gradient equally.
  ///
  /// - Precondition: There are elements.
  public func min(along axes: Int..., keepingAxes: Bool = false) -> Tensor {
    min(along: axes, keepingAxes: keepingAxes)
  }

  /// The smallest element along axes in an array: the same as with the axes one by one.
  public func min(along axes: [Int], keepingAxes: Bool = false) -> Tensor {
    extreme(kernel_reduction_minimum, Reduction(shape, axes, keepingAxes, "min"), "min")
  }

  private func extreme(
    _ kernel: kernel_reduction, _ reduction: Reduction, _ name: StaticString
  ) -> Tensor {
    if reduction.count == 0 {
      fatalError("\(name): shape \(shape) has no elements along the axes to choose from.")
    }
    return reduced(kernel, to: reduction.kept).sharing(reduction.result)
      .recorded(name, from: self) { gradient, step in
        let found = step.output.sharing(reduction.kept)
        let isFound = step.inputs[0] .== found
        let share = gradient.reshaped(to: reduction.kept) / isFound.summed(to: reduction.kept)
        return [share * isFound]
      }
  }

  /// The index of the largest element along an axis, the first where there are several (or the first NaN).
  ///
  /// - Returns: One index for each element of the other axes, in row-major order.
  /// - Precondition: There are elements along the axis.
  public func argmax(along axis: Int = -1) -> [Int] {
    let axis = shape.axis(axis, "argmax")
    let (outer, extent, inner) = shape.split(at: axis)
    if extent == 0 { fatalError("argmax: shape \(shape) has no elements along axis \(axis).") }
    if inner != 1 { return unrecorded.movingToEnd(axis).argmax() }
    defer { withExtendedLifetime(storage) {} }
    let indices = [Int32](unsafeUninitializedCapacity: outer) { buffer, count in
      if let start = buffer.baseAddress { kernel_argmax_rows(outer, extent, elements, start) }
      count = outer
    }
    return indices.map { Int($0) }
  }
}

// MARK: - Shapes

/// What a reduction along some axes makes of a shape.
private struct Reduction {
  /// The shape with extent 1 along the axes.
  var kept: Shape
  /// The shape of the result: with these axes, or without them.
  var result: Shape
  /// How many elements go into one.
  var count: Int

  init(_ shape: Shape, _ axes: [Int], _ keepingAxes: Bool, _ operation: StaticString) {
    if axes.isEmpty {
      kept = Shape(rank: shape.rank) { _ in 1 }
      result = keepingAxes ? kept : []
      count = shape.elementCount
      return
    }
    (kept, count) = (shape, 1)
    var isReduced = SIMD8<Int8>.zero
    for axis in axes {
      let axis = shape.axis(axis, operation)
      // An axis named twice has extent 1 the second time.
      count *= kept[axis]
      kept[axis] = 1
      isReduced[axis] = 1
    }
    result = keepingAxes ? kept : shape.removing { isReduced[$0] == 1 }
  }
}

extension Shape {
  /// The shape without the axes that fulfil a condition.
  fileprivate func removing(where isRemoved: (_ axis: Int) -> Bool) -> Shape {
    var (rest, rank) = (self, 0)
    for axis in 0..<self.rank where !isRemoved(axis) {
      rest[rank] = self[axis]
      rank += 1
    }
    return Shape(rank: rank) { rest[$0] }
  }
}

extension Tensor {
  /// The same numbers in another shape with as many elements; not recorded.
  fileprivate func sharing(_ shape: Shape) -> Tensor { Tensor(shape, storage) }

  /// The tensor with one axis behind all others.
  func movingToEnd(_ axis: Int) -> Tensor {
    permuted((0..<rank).filter { $0 != axis } + [axis])
  }

  /// The tensor with its last axis moved to where it was before ``movingToEnd(_:)``.
  func movingEnd(to axis: Int) -> Tensor {
    permuted((0..<axis) + [rank - 1] + (axis..<rank - 1))
  }
}

// MARK: - Kernels

extension Tensor {
  /// The elements reduced to a shape that broadcasts to this one; not recorded.
  ///
  /// Axis by axis from the last, after neighbours have been merged: the last axis is reduced row by row, others as
  /// columns of the matrix behind them.
  func reduced(_ reduction: kernel_reduction, to narrow: Shape) -> Tensor {
    if count == 0 {
      // Extremes of nothing have been refused; sums of nothing are 0.
      return .zeros(narrow)
    }
    let axes = PairedAxes(narrow, shape)
    var (result, outer, inner) = (unrecorded, count, 1)
    for axis in 0..<axes.count {
      let extent = axes.extent(axis)
      outer /= extent
      if axes.leftMoves(axis) {
        inner *= extent
      } else {
        result = result.folded(reduction, outer, extent, inner)
      }
    }
    return result.sharing(narrow)
  }

  /// The reduction of the middle axis of outer × extent × inner; of no useful shape.
  private func folded(
    _ reduction: kernel_reduction, _ outer: Int, _ extent: Int, _ inner: Int
  ) -> Tensor {
    defer { withExtendedLifetime(storage) {} }
    return Tensor([outer, inner]) { result in
      if inner == 1 { return kernel_reduce_rows(reduction, outer, extent, elements, result) }
      for block in 0..<outer {
        kernel_reduce_columns(
          reduction, extent, inner, elements + block * extent * inner, result + block * inner)
      }
    }
  }
}
