extension Double {
  /// Draws a multiple of 2⁻⁵³ uniformly from [0, 1). Takes one word.
  @inlinable
  public static func uniform(using generator: inout some RandomNumberGenerator) -> Double {
    Double(generator.next() >> 11) * 0x1p-53
  }

  /// Draws uniformly from a range. Takes one word, or with a probability of the order of the
  /// rounding error, more.
  ///
  /// - Parameter range: A non-empty range with finite bounds. A draw that rounds to the upper bound
  ///   is repeated.
  @inlinable
  public static func uniform(
    in range: Range<Double>, using generator: inout some RandomNumberGenerator
  ) -> Double {
    let (low, high) = (range.lowerBound, range.upperBound)
    guard low < high && low.isFinite && high.isFinite else { trapOnUniformRange(range) }
    while true {
      let u = uniform(using: &generator)
      // The width of a range may overflow where its bounds don't.
      let width = high - low
      let value = width.isFinite ? low + u * width : (1 - u) * low + u * high
      if value < high { return value }
    }
  }

  /// Draws an odd multiple of 2⁻⁵³ uniformly from (0, 1), symmetric about ½. Takes one word.
  @inlinable
  public static func openUniform(using generator: inout some RandomNumberGenerator) -> Double {
    (Double(generator.next() >> 12) + 0.5) * 0x1p-52
  }
}

extension Float {
  /// Draws a multiple of 2⁻²⁴ uniformly from [0, 1). Takes one word.
  @inlinable
  public static func uniform(using generator: inout some RandomNumberGenerator) -> Float {
    Float(generator.next() >> 40) * 0x1p-24
  }
}

extension Int {
  /// Draws a whole number uniformly from 0 ..< bound, without bias. Takes one word, or with
  /// probability below bound/2⁶⁴, more.
  ///
  /// The high word of bound · word is the result. Low words below 2⁶⁴ mod bound, which would favour
  /// some results, are drawn again.
  ///
  /// - Parameter bound: At least 1.
  ///
  /// > Reference: Lemire (2019), "Fast random integer generation in an interval",
  /// > doi:10.1145/3230636.
  @inlinable
  public static func uniform(
    below bound: Int, using generator: inout some RandomNumberGenerator
  ) -> Int {
    guard bound > 0 else { trapOnUniformBound(bound) }
    let count = UInt64(bound)
    var product = generator.next().multipliedFullWidth(by: count)
    if product.low < count {
      let excess = (0 &- count) % count
      while product.low < excess {
        product = generator.next().multipliedFullWidth(by: count)
      }
    }
    return Int(truncatingIfNeeded: product.high)
  }
}

@usableFromInline
func trapOnUniformRange(_ range: Range<Double>) -> Never {
  fatalError("Double.uniform(in:): \(range) is empty or not finite")
}

@usableFromInline
func trapOnUniformBound(_ bound: Int) -> Never {
  fatalError("Int.uniform(below:): the bound must be at least 1, not \(bound)")
}
