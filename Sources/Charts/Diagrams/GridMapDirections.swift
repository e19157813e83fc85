extension GridMap {
  /// A set of compass directions: the actions that a policy holds for best in one cell, all of a
  /// tie.
  public struct Directions: OptionSet, Sendable, Hashable {
    /// One bit a direction: north, east, south, west from the lowest.
    public let rawValue: Int

    /// The set of the directions whose bits are set.
    public init(rawValue: Int) { self.rawValue = rawValue }

    /// Up, towards row 0 (unless rows count upwards).
    public static let north = Directions(rawValue: 1)
    /// Right.
    public static let east = Directions(rawValue: 2)
    /// Down.
    public static let south = Directions(rawValue: 4)
    /// Left.
    public static let west = Directions(rawValue: 8)

    /// The four directions: north, east, south, west.
    public static let each: [Directions] = [.north, .east, .south, .west]

    /// The single directions in the set, in the order of ``each``.
    var members: [Directions] { Directions.each.filter(contains) }

    /// How far a single direction goes to the right and downwards, each −1, 0 or 1.
    var step: (x: Double, y: Double) {
      switch self {
      case .north: (0, -1)
      case .east: (1, 0)
      case .south: (0, 1)
      default: (-1, 0)
      }
    }

    /// A single direction as an arrow.
    var glyph: String {
      switch self {
      case .north: "↑"
      case .east: "→"
      case .south: "↓"
      default: "←"
      }
    }

    /// A single direction as a word.
    var name: String {
      switch self {
      case .north: "north"
      case .east: "east"
      case .south: "south"
      default: "west"
      }
    }
  }
}
