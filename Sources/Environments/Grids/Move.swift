/// A direction on a grid, as an action.
public protocol GridDirection: Hashable, Sendable, CustomStringConvertible {
  /// How the row changes; rows grow downward.
  var rowChange: Int { get }
  /// How the column changes; columns grow to the right.
  var columnChange: Int { get }
  /// The direction as one character.
  var arrow: Character { get }
}

/// One of the four moves to a neighbouring square.
///
/// The cases are in clockwise order; each world says in which order it offers them, which decides ties.
public enum Move: String, GridDirection, CaseIterable {
  /// To the row above.
  case up
  /// To the next column.
  case right
  /// To the row below.
  case down
  /// To the previous column.
  case left

  /// The move a quarter turn to the left of this one.
  public var turnedLeft: Move {
    switch self {
    case .up: .left
    case .right: .up
    case .down: .right
    case .left: .down
    }
  }

  /// The move a quarter turn to the right of this one.
  public var turnedRight: Move { turnedLeft.opposite }

  /// The move back.
  public var opposite: Move { turnedLeft.turnedLeft }

  /// How the row changes; rows grow downward.
  public var rowChange: Int { self == .up ? -1 : self == .down ? 1 : 0 }

  /// How the column changes; columns grow to the right.
  public var columnChange: Int { self == .left ? -1 : self == .right ? 1 : 0 }

  /// The move as one character.
  public var arrow: Character {
    switch self {
    case .up: "↑"
    case .right: "→"
    case .down: "↓"
    case .left: "←"
    }
  }

  /// The move in a word.
  public var description: String { rawValue }
}

/// A king's move of chess, or staying where one is.
public enum Heading: String, GridDirection, CaseIterable {
  /// To the row above.
  case up
  /// To the next column.
  case right
  /// To the row below.
  case down
  /// To the previous column.
  case left
  /// Diagonally up and to the right.
  case upRight = "up right"
  /// Diagonally down and to the right.
  case downRight = "down right"
  /// Diagonally down and to the left.
  case downLeft = "down left"
  /// Diagonally up and to the left.
  case upLeft = "up left"
  /// No move.
  case stay

  /// How the row changes; rows grow downward.
  public var rowChange: Int {
    switch self {
    case .up, .upRight, .upLeft: -1
    case .down, .downRight, .downLeft: 1
    case .left, .right, .stay: 0
    }
  }

  /// How the column changes; columns grow to the right.
  public var columnChange: Int {
    switch self {
    case .left, .upLeft, .downLeft: -1
    case .right, .upRight, .downRight: 1
    case .up, .down, .stay: 0
    }
  }

  /// The heading as one character.
  public var arrow: Character {
    switch self {
    case .up: "↑"
    case .right: "→"
    case .down: "↓"
    case .left: "←"
    case .upRight: "↗"
    case .downRight: "↘"
    case .downLeft: "↙"
    case .upLeft: "↖"
    case .stay: "•"
    }
  }

  /// The heading in words.
  public var description: String { rawValue }
}
