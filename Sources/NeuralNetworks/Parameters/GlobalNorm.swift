public import Tensors

extension Differentiable {
  /// The Euclidean norm of all numbers in all tensors, as if they were one vector.
  ///
  /// Squares are summed in `Double`, so that none overflows: eight sums, of every eighth number each, and these by halves.
  public var globalNorm: Float {
    Float(tensors.reduce(0.0) { $0 + $1.sumOfSquares }.squareRoot())
  }
}

extension Tensor {
  fileprivate var sumOfSquares: Double {
    withElements { elements in
      var sums = SIMD8<Double>.zero
      let whole = elements.count / 8 * 8
      for start in stride(from: 0, to: whole, by: 8) {
        for lane in 0..<8 {
          let number = Double(elements[start + lane])
          sums[lane] += number * number
        }
      }
      for index in whole..<elements.count {
        let number = Double(elements[index])
        sums[index - whole] += number * number
      }
      let quarter = sums.lowHalf + sums.highHalf
      let pair = quarter.lowHalf + quarter.highHalf
      return pair[0] + pair[1]
    }
  }
}
