public import Decisions

/// The vectors whose components each lie in an interval of their own.
///
///     Box([Interval(-1...1), .real]).contains([0.5, 7])   // true
public struct Box: Space, Sendable, Hashable {
  /// Where each component lies, shape [dimension].
  public let intervals: [Interval]

  /// The vectors with components in these intervals.
  public init(_ intervals: [Interval]) { self.intervals = intervals }

  /// The vectors whose components all lie in one interval.
  public init(_ interval: Interval, dimension: Int) {
    self.init(Array(repeating: interval, count: dimension))
  }

  /// How many components the vectors have.
  public var dimension: Int { intervals.count }

  /// No vectors.
  public static var empty: Box { Box([.empty]) }

  /// Whether a component has nowhere to lie.
  public var isEmpty: Bool { intervals.contains(where: \.isEmpty) }

  /// Whether a vector has the right number of components, each in its interval.
  public func contains(_ element: [Double]) -> Bool {
    element.count == dimension && zip(intervals, element).allSatisfy { $0.contains($1) }
  }

  /// Draws the components one after the other, each as its interval does.
  public func sample(using generator: inout some RandomNumberGenerator) -> [Double] {
    intervals.map { $0.sample(using: &generator) }
  }
}
