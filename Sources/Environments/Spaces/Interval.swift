public import Decisions
import RandomStreams

/// The real numbers between two bounds, which belong to it when they are finite.
///
///     Interval(-2...2).contains(2)     // true
///     Interval.real.contains(.nan)     // false
public struct Interval: Space, Sendable, Hashable {
  /// The smallest number; −∞ when there is none.
  public let lower: Double
  /// The largest number; ∞ when there is none.
  public let upper: Double

  /// The numbers between two bounds; none when they are the wrong way round.
  ///
  /// - Precondition: No bound is NaN.
  public init(lower: Double, upper: Double) {
    guard !lower.isNaN, !upper.isNaN else {
      fatalError("an interval from \(lower) to \(upper)")
    }
    self.lower = lower
    self.upper = upper
  }

  /// The numbers of a closed range.
  public init(_ range: ClosedRange<Double>) {
    self.init(lower: range.lowerBound, upper: range.upperBound)
  }

  /// All real numbers.
  public static var real: Interval { Interval(lower: -.infinity, upper: .infinity) }

  /// No numbers.
  public static var empty: Interval { Interval(lower: .infinity, upper: -.infinity) }

  /// Whether no number lies in it.
  public var isEmpty: Bool { lower > upper }

  /// Whether a number is finite and lies between the bounds.
  @inlinable
  public func contains(_ element: Double) -> Bool {
    element.isFinite && lower <= element && element <= upper
  }

  /// The number of the interval that is nearest to a number.
  ///
  /// - Precondition: The interval is not empty.
  @inlinable
  public func clamping(_ number: Double) -> Double { min(max(number, lower), upper) }

  /// Draws a number: uniformly between finite bounds, from the exponential distribution of mean 1
  /// beyond a single bound, from the standard normal distribution when there is none.
  ///
  /// - Precondition: The interval is not empty.
  public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    guard !isEmpty else { fatalError("a draw from an empty interval") }
    switch (lower.isFinite, upper.isFinite) {
    case (true, true):
      return lower < upper ? Double.uniform(in: lower..<upper, using: &generator) : lower
    case (true, false): return lower + Double.exponential(rate: 1, using: &generator)
    case (false, true): return upper - Double.exponential(rate: 1, using: &generator)
    case (false, false): return Double.normal(using: &generator)
    }
  }
}
