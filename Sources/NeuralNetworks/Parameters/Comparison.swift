public import Tensors

extension Differentiable {
  /// The largest absolute difference between a number of this model and the same of another; NaN where a difference is.
  ///
  /// - Precondition: Both models have tensors of the same shapes.
  public func maximumDifference(from other: Self) -> Float {
    let others = other.tensors
    checkShapes(of: others, "maximumDifference(from:)", "the other")
    return zip(tensors, others).reduce(0) { largest, pair in
      pair.0.withElements { left in
        pair.1.withElements { right in
          left.indices.reduce(largest) { .maximumNumberOrNaN($0, Swift.abs(left[$1] - right[$1])) }
        }
      }
    }
  }

  /// Whether two models have tensors of the same shapes with the same bits.
  public func isIdentical(to other: Self) -> Bool {
    tensors.elementsEqual(other.tensors) { left, right in
      left.shape == right.shape
        && left.withElements { left in
          right.withElements { left.elementsEqual($0) { $0.bitPattern == $1.bitPattern } }
        }
    }
  }
}

extension Float {
  fileprivate static func maximumNumberOrNaN(_ left: Float, _ right: Float) -> Float {
    left.isNaN || left > right ? left : right
  }
}
