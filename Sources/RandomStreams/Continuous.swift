public import PortableMath

extension Double {
  /// Draws from the standard normal distribution. Takes exactly one word.
  ///
  /// The quantile function is applied to an odd multiple of 2⁻⁵³ (method of inversion): draws lie
  /// within ±8.21, are monotone in the word, and a stream's position depends on no earlier value,
  /// so that runs can be compared draw by draw with common or mirrored random numbers.
  @inlinable
  public static func normal(using generator: inout some RandomNumberGenerator) -> Double {
    normalQuantile(openUniform(using: &generator))
  }

  /// Draws from a normal distribution. Takes exactly one word.
  ///
  /// - Parameter mean: Finite.
  /// - Parameter standardDeviation: Finite and not negative; with 0 every draw is the mean.
  @inlinable
  public static func normal(
    mean: Double, standardDeviation: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    guard mean.isFinite && standardDeviation >= 0 && standardDeviation < .infinity else {
      trapOnNormal(mean, standardDeviation)
    }
    return mean + standardDeviation * normal(using: &generator)
  }

  /// Draws from the exponential distribution of a rate, mean 1/rate: −ln u / rate with u in (0, 1].
  /// Takes one word.
  ///
  /// - Parameter rate: Positive and finite, in events per unit of the result.
  @inlinable
  public static func exponential(
    rate: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    guard rate > 0 && rate < .infinity else { trapOnExponential(rate) }
    return (0 - log(1 - uniform(using: &generator))) / rate
  }

  /// Draws from the standard Gumbel distribution, mean 0.5772 and variance π²/6: −ln(−ln u) with u
  /// in (0, 1). Takes one word.
  ///
  /// The index of the largest ln wᵢ + gᵢ, the gᵢ being such draws, has probability proportional to
  /// wᵢ.
  @inlinable
  public static func gumbel(using generator: inout some RandomNumberGenerator) -> Double {
    -log(-log(openUniform(using: &generator)))
  }
}

@usableFromInline
func trapOnNormal(_ mean: Double, _ standardDeviation: Double) -> Never {
  fatalError(
    "Double.normal: mean \(mean) must be finite and standard deviation \(standardDeviation) "
      + "finite and not negative")
}

@usableFromInline
func trapOnExponential(_ rate: Double) -> Never {
  fatalError("Double.exponential: the rate must be positive and finite, not \(rate)")
}
