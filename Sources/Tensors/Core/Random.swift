public import RandomStreams

extension Tensor {
  /// Numbers drawn uniformly from a range, in row-major order; one word of the generator each.
  ///
  /// - Precondition: Finite bounds, whose difference is finite.
  @inlinable
  public init(
    uniform shape: Shape, in range: ClosedRange<Float> = 0...1,
    using generator: inout some RandomNumberGenerator
  ) {
    let (low, width) = (range.lowerBound, range.upperBound - range.lowerBound)
    if !width.isFinite { fatalError("Tensor(uniform:in:): the range \(range) is not finite.") }
    self.init(repeating: low, shape: shape)
    withMutableElements { elements in
      for index in elements.indices {
        let value = low + width * .uniform(using: &generator)
        elements[index] = Swift.min(value, range.upperBound)
      }
    }
  }

  /// Numbers drawn from a normal distribution, in row-major order; one word of the generator each.
  ///
  /// The standard deviation is not negative; with 0 every number is the mean.
  @inlinable
  public init(
    normal shape: Shape, mean: Float = 0, standardDeviation: Float = 1,
    using generator: inout some RandomNumberGenerator
  ) {
    self.init(repeating: mean, shape: shape)
    withMutableElements { elements in
      for index in elements.indices {
        elements[index] = Float(
          Double.normal(
            mean: Double(mean), standardDeviation: Double(standardDeviation), using: &generator))
      }
    }
  }
}
