public import Decisions

/// Walk along a cliff to the goal: the shortest way is one wrong step from the edge.
///
/// - States: The squares that are not cliff, 38 of them on the standard 4×12 grid.
/// - Actions: ``Move``, offered as up, right, down, left (Gymnasium's order).
/// - Rewards: −1 a move, −100 for one off the cliff, which puts you back at the start without ending the episode.
/// - Start: The bottom left square.
/// - End: On entering the bottom right square.
///
/// > Reference: Sutton & Barto (2018), example 6.6; Gymnasium's `CliffWalking-v1`, whose table also lists the ten
/// > cliff squares, where nobody ever is.
public struct CliffWalking: GridEnvironment {
  /// How many rows there are; the cliff is in the last.
  public let rows: Int
  /// How many columns there are; the cliff takes all but the first and the last.
  public let columns: Int
  /// The exact dynamics.
  public let process: FiniteMDP<Cell, Move>

  /// The walk, by default of the standard size.
  ///
  /// - Precondition: At least 2 rows and 3 columns.
  public init(rows: Int = 4, columns: Int = 12) {
    guard rows >= 2, columns >= 3 else {
      fatalError("a cliff needs at least 2 rows and 3 columns, not \(rows) and \(columns)")
    }
    self.rows = rows
    self.columns = columns
    let bottom = rows - 1
    let start = Cell(row: bottom, column: 0)
    let goal = Cell(row: bottom, column: columns - 1)
    let meadow = (0..<bottom).flatMap { row in
      (0..<columns).map { Cell(row: row, column: $0) }
    }
    let states = meadow + [start, goal]
    process = FiniteMDP(
      states: states, actions: Move.allCases, start: start,
      offered: { $0 == goal ? [] : Move.allCases }
    ) { cell, move in
      let target = cell.neighbor(move).clamped(rows: rows, columns: columns)
      return states.contains(target)
        ? [Outcome(reward: -1, next: target)] : [Outcome(reward: -100, next: start)]
    }
  }

  /// Where an episode starts.
  public var start: Cell { Cell(row: rows - 1, column: 0) }
  /// Where an episode ends.
  public var goal: Cell { Cell(row: rows - 1, column: columns - 1) }

  /// Whether a square lies below the edge.
  public func isCliff(_ cell: Cell) -> Bool {
    cell.row == rows - 1 && cell.column > 0 && cell.column < columns - 1
  }

  /// Nothing keeps you from stepping off.
  public var walls: [Cell] { [] }

  /// "S", "G", and "C" for the cliff.
  public func mark(of cell: Cell) -> Character? {
    cell == start ? "S" : cell == goal ? "G" : isCliff(cell) ? "C" : nil
  }

  /// The four moves; none at the goal.
  public func actions(in state: Cell) -> [Move] { state == goal ? [] : Move.allCases }

  /// The bottom left square.
  public func start(using generator: inout some RandomNumberGenerator) -> Cell { start }

  /// Takes a step, and falls if it leads over the edge; nothing is drawn.
  public func step(
    from state: Cell, taking action: Move, using generator: inout some RandomNumberGenerator
  ) -> Step<Cell> {
    let target = state.neighbor(action)
    guard contains(target) else { return Step(reward: -1, next: state) }
    if isCliff(target) { return Step(reward: -100, next: start) }
    return Step(reward: -1, next: target, ending: target == goal ? .terminated : nil)
  }
}
