public import RandomStreams

/// A set that a value is known to lie in: what can be seen, or what can be done.
///
/// The type says what kind of set it is, and so what can be done with it: an array lists its
/// elements, an interval has bounds. Whatever the kind, membership can be tested and a member
/// drawn.
public protocol Space<Element> {
  /// What the set is of.
  associatedtype Element

  /// The set without elements: what a state offers when the episode has ended there.
  static var empty: Self { get }

  /// Whether the set has no elements.
  var isEmpty: Bool { get }

  /// Whether a value lies in the set.
  func contains(_ element: Element) -> Bool

  /// Draws an element, uniformly where that is possible; every element can come, or come close.
  ///
  /// - Precondition: The set is not empty.
  func sample(using generator: inout some RandomNumberGenerator) -> Element
}

/// A list is a set of its elements.
extension Array: Space where Element: Equatable {
  /// The empty list.
  @inlinable public static var empty: [Element] { [] }

  /// Draws an element, each place of the list equally likely. Takes one word.
  ///
  /// - Precondition: The list is not empty.
  @inlinable
  public func sample(using generator: inout some RandomNumberGenerator) -> Element {
    self[Int.uniform(below: count, using: &generator)]
  }
}
