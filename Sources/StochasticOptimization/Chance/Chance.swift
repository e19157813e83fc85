public import RandomStreams

/// Where the randomness of an estimator comes from: drawn by a generator, or gone through case by
/// case.
///
/// An estimator that is written against it can be run in both ways with the same code: with
/// ``DrawnChance`` it gives one random estimate, with ``EnumeratedChance`` its exact mean and
/// covariance (``moments(of:on:of:resolution:)``).
public protocol Chance {
  /// An offset into probabilities, each as likely as it says.
  ///
  /// - Parameter probabilities: Not negative; they sum to 1.
  mutating func choice(_ probabilities: [Double]) -> Int

  /// True with a probability.
  ///
  /// - Parameter probability: In [0, 1].
  mutating func coin(_ probability: Double) -> Bool

  /// A number uniform in (0, 1).
  mutating func uniform() -> Double

  /// A number from the standard normal distribution.
  mutating func normal() -> Double

  /// Numbers uniform in [0, 1) for draws by inverse transform, or nil where cases are gone through: then the same draws are
  /// asked for as ``choice(_:)``s, whose cases are fewer.
  mutating func drawnUniforms(_ count: Int) -> [Double]?

  /// A stream of its own for what draws in its own way, such as an environment.
  ///
  /// - Precondition: Chance is drawn: what a stream will be used for can't be gone through.
  mutating func stream() -> RandomStream
}

extension Chance {
  /// None.
  public mutating func drawnUniforms(_ count: Int) -> [Double]? { nil }
}

/// Chance that is drawn from a generator; one word a draw.
public struct DrawnChance<Generator: RandomNumberGenerator>: Chance {
  /// Where the draws come from.
  public var generator: Generator

  /// Chance from a generator.
  @inlinable
  public init(_ generator: Generator) { self.generator = generator }

  /// Draws an offset.
  @inlinable
  public mutating func choice(_ probabilities: [Double]) -> Int {
    Int.categorical(probabilities, using: &generator)
  }

  /// Tosses a coin.
  @inlinable
  public mutating func coin(_ probability: Double) -> Bool {
    Bool.bernoulli(probability, using: &generator)
  }

  /// Draws a number from (0, 1).
  @inlinable
  public mutating func uniform() -> Double { Double.openUniform(using: &generator) }

  /// Draws a number from the standard normal distribution.
  @inlinable
  public mutating func normal() -> Double { Double.normal(using: &generator) }

  /// Draws numbers from [0, 1).
  @inlinable
  public mutating func drawnUniforms(_ count: Int) -> [Double]? {
    var uniforms: [Double] = []
    uniforms.reserveCapacity(count)
    for _ in 0..<count { uniforms.append(Double.uniform(using: &generator)) }
    return uniforms
  }

  /// Draws the seed of a stream.
  @inlinable
  public mutating func stream() -> RandomStream { RandomStream(drawnFrom: &generator) }
}

/// Runs a body with chance that is drawn from a generator, which moves on by what was drawn.
@inlinable
public func withDrawnChance<Generator: RandomNumberGenerator, Result>(
  from generator: inout Generator, _ body: (inout DrawnChance<Generator>) -> Result
) -> Result {
  var chance = DrawnChance(generator)
  defer { generator = chance.generator }
  return body(&chance)
}
