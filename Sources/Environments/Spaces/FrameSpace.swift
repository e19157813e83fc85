public import Decisions

/// Observations that can be joined and subtracted, as vectors and pictures can: what frame stacking
/// and frame differences ask for.
public protocol FrameSpace: Space where Element: Equatable {
  /// Where several observations of this space, joined to one, lie.
  func joined(_ count: Int) -> Self

  /// Joins observations to one, the oldest first.
  func join(_ frames: [Element]) -> Element

  /// Where the difference of two observations of this space lies.
  var differences: Self { get }

  /// What changed from one observation to the next: newer − older.
  func difference(_ newer: Element, _ older: Element) -> Element
}

/// Vectors are joined end to end, and subtracted component by component.
extension Box: FrameSpace {
  /// The vectors of `count` times the dimension.
  public func joined(_ count: Int) -> Box {
    Box((0..<count).flatMap { _ in intervals })
  }

  /// All components of the first vector, then those of the second, and so on.
  public func join(_ frames: [[Double]]) -> [Double] { frames.flatMap(\.self) }

  /// The vectors of components between lower − upper and upper − lower.
  public var differences: Box {
    Box(intervals.map { Interval(lower: $0.lower - $0.upper, upper: $0.upper - $0.lower) })
  }

  /// Component by component, newer − older.
  public func difference(_ newer: [Double], _ older: [Double]) -> [Double] {
    zip(newer, older).map { $0 - $1 }
  }
}
