public import Decisions
import RandomStreams

/// Cross a grid where the wind blows upward, in the middle columns more than elsewhere.
///
/// - States: The 7 × 10 squares. With four moves and steady wind nothing leads to seven of them, below the goal:
///   (4, 6), (5, 5), (5, 6), (6, 4), (6, 5), (6, 6) and (6, 7).
/// - Actions: ``Heading``: four moves, or the king's eight, or those and staying.
/// - Dynamics: The wind of the column you leave carries you up by its strength. When it is stochastic, and blows at
///   all, it is one stronger or one weaker a third of the time each. The edges stop you.
/// - Rewards: −1 a step.
/// - Start: The first square of row 3.
/// - End: On entering the goal, in row 3 and column 7.
///
/// > Reference: Sutton & Barto (2018), example 6.5; exercises 6.9 (king's moves) and 6.10 (stochastic wind).
public struct WindyGridworld: GridEnvironment {
  /// The sets of moves that the book asks for.
  public enum Moves: Sendable, Hashable, CaseIterable {
    /// Up, right, down, left.
    case four
    /// And the four diagonals.
    case king
    /// And staying where one is, moved by the wind alone.
    case kingOrStay
  }

  /// How many rows the grid has.
  public let rows = 7
  /// How many columns the grid has.
  public let columns = 10
  /// The strength of the wind in each column, in squares a step.
  public let wind = [0, 0, 0, 1, 1, 1, 2, 2, 1, 0]
  /// Where an episode starts.
  public let start = Cell(row: 3, column: 0)
  /// Where an episode ends.
  public let goal = Cell(row: 3, column: 7)
  /// Whether the strength of the wind varies.
  public let isStochastic: Bool
  /// The moves one can make.
  public let headings: [Heading]
  /// The exact dynamics.
  public let process: FiniteMDP<Cell, Heading>

  /// The windy grid.
  public init(moves: Moves = .four, isStochastic: Bool = false) {
    let headings: [Heading] =
      switch moves {
      case .four: [.up, .right, .down, .left]
      case .king: Heading.allCases.filter { $0 != .stay }
      case .kingOrStay: Heading.allCases
      }
    self.headings = headings
    self.isStochastic = isStochastic
    let (rows, columns, wind, goal) = (rows, columns, wind, goal)
    let cells = (0..<rows).flatMap { row in (0..<columns).map { Cell(row: row, column: $0) } }
    process = FiniteMDP(
      states: cells, actions: headings, start: start, offered: { $0 == goal ? [] : headings }
    ) { cell, heading in
      let strength = wind[cell.column]
      let strengths =
        isStochastic && strength > 0 ? [strength - 1, strength, strength + 1] : [strength]
      return strengths.map { strength in
        let carried = Cell(
          row: cell.row + heading.rowChange - strength, column: cell.column + heading.columnChange)
        return Outcome(
          probability: 1 / Double(strengths.count), reward: -1,
          next: carried.clamped(rows: rows, columns: columns))
      }
    }
  }

  /// The wind is not a wall.
  public var walls: [Cell] { [] }

  /// "S" and "G".
  public func mark(of cell: Cell) -> Character? { cell == start ? "S" : cell == goal ? "G" : nil }

  /// The moves one can make; none at the goal.
  public func actions(in state: Cell) -> [Heading] { state == goal ? [] : headings }

  /// The first square of row 3.
  public func start(using generator: inout some RandomNumberGenerator) -> Cell { start }

  /// Feels the wind, then moves and is carried.
  public func step(
    from state: Cell, taking action: Heading, using generator: inout some RandomNumberGenerator
  ) -> Step<Cell> {
    var gust = wind[state.column]
    if isStochastic && gust != 0 { gust += Int.uniform(below: 3, using: &generator) - 1 }
    let moved = state.neighbor(action)
    let row = min(rows - 1, max(0, moved.row - gust))
    let column = min(columns - 1, max(0, moved.column))
    let next = Cell(row: row, column: column)
    return Step(reward: -1, next: next, ending: next == goal ? .terminated : nil)
  }
}
