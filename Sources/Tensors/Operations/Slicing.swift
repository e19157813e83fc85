internal import CKernels

extension Tensor {
  /// What lies in a range of indices along one axis; negative axes count from the end.
  ///
  ///     x.slice(1..<3, along: 0)   // the second and the third row
  ///
  /// - Precondition: The range lies within the extent.
  /// - Complexity: O(size of the result).
  public func slice(_ range: Range<Int>, along axis: Int) -> Tensor {
    let axis = shape.axis(axis, "slice")
    let extent = shape[axis]
    if range.lowerBound < 0 || range.upperBound > extent {
      fatalError("slice: \(range) lies outside axis \(axis) of shape \(shape).")
    }
    if range.count == extent { return self }
    return copy(range, along: axis, as: shape.replacing(range.count, at: axis))
      .linear("slice", in: self) {
        $0.padded(before: range.lowerBound, after: extent - range.upperBound, along: axis)
      }
  }

  /// What lies at one index along one axis; the axis is gone from the result. Negative axes count from the end.
  ///
  /// - Precondition: The index lies within the extent.
  /// - Complexity: O(size of the result).
  public func at(_ index: Int, along axis: Int) -> Tensor {
    let axis = shape.axis(axis, "at")
    let extent = shape[axis]
    if index < 0 || index >= extent {
      fatalError("at: index \(index) lies outside axis \(axis) of shape \(shape).")
    }
    return copy(index..<(index + 1), along: axis, as: shape.removing(at: axis))
      .linear("at", in: self) {
        $0.expandingAxis(at: axis).padded(before: index, after: extent - index - 1, along: axis)
      }
  }

  private func copy(_ range: Range<Int>, along axis: Int, as result: Shape) -> Tensor {
    let (outer, count, inner) = shape.split(at: axis)
    let run = range.count * inner
    return Tensor(result) { target in
      let source = elements + range.lowerBound * inner
      for item in 0..<outer {
        (target + item * run).update(from: source + item * count * inner, count: run)
      }
    }
  }

  /// Zeros put in front of, and behind, what lies along one axis; negative axes count from the end.
  ///
  /// - Complexity: O(size of the result).
  public func padded(before: Int = 0, after: Int = 0, along axis: Int) -> Tensor {
    let axis = shape.axis(axis, "padded")
    if before < 0 || after < 0 { fatalError("padded: by \(before) and \(after), one is negative.") }
    if before == 0 && after == 0 { return self }
    let (outer, extent, inner) = shape.split(at: axis)
    let (front, run, back) = (before * inner, extent * inner, after * inner)
    return Tensor(shape.replacing(before + extent + after, at: axis)) { result in
      for item in 0..<outer {
        let target = result + item * (front + run + back)
        kernel_fill(front, 0, target)
        (target + front).update(from: elements + item * run, count: run)
        kernel_fill(back, 0, target + front + run)
      }
    }.linear("padded", in: self) { $0.slice(before..<(before + extent), along: axis) }
  }

  /// As many zeros put in front of what lies along one axis as behind it.
  public func padded(by count: Int, along axis: Int) -> Tensor {
    padded(before: count, after: count, along: axis)
  }

  /// The last index along one axis first.
  ///
  /// - Complexity: O(n).
  public func reversed(along axis: Int) -> Tensor {
    let axis = shape.axis(axis, "reversed")
    let (outer, extent, inner) = shape.split(at: axis)
    return Tensor(shape) { result in
      for item in 0..<outer {
        let start = item * extent * inner
        for index in 0..<extent {
          (result + start + index * inner)
            .update(from: elements + start + (extent - 1 - index) * inner, count: inner)
        }
      }
    }.linear("reversed", in: self) { $0.reversed(along: axis) }
  }

  /// At each index along one axis, the sum of what lies at it and in front of it.
  ///
  ///     yₜ = x₀ + x₁ + … + xₜ
  ///
  /// - Complexity: O(n); the sums are taken in index order.
  public func cumulativeSum(along axis: Int) -> Tensor {
    cumulativeSum(along: shape.axis(axis, "cumulativeSum"), fromEnd: false)
  }

  /// The running sum from the first index, or from the last: each is the other's transpose.
  private func cumulativeSum(along axis: Int, fromEnd: Bool) -> Tensor {
    let (outer, extent, inner) = shape.split(at: axis)
    return Tensor(shape) { result in
      for item in 0..<outer {
        let start = item * extent * inner
        for step in 0..<extent {
          let offset = start + (fromEnd ? extent - 1 - step : step) * inner
          let (source, target) = (elements + offset, result + offset)
          if step == 0 {
            target.update(from: source, count: inner)
          } else {
            let previous = target + (fromEnd ? inner : -inner)
            kernel_binary(kernel_binary_add, inner, previous, 1, source, 1, target)
          }
        }
      }
    }.linear("cumulativeSum", in: self) { $0.cumulativeSum(along: axis, fromEnd: !fromEnd) }
  }
}
