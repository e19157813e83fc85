public import Decisions
import RandomStreams

/// The grids of Sutton and Barto's book: four moves that always succeed, some squares that send you elsewhere, some
/// where the episode ends.
///
///     let grid = Gridworld.suttonBarto5x5()
///     let policy = Policy.uniform(over: grid)
///
/// - States: The squares.
/// - Actions: ``Move``, offered as up, right, down, left.
/// - Rewards: ``stepReward`` for a move, ``bumpReward`` for one off the grid, which leaves you where you are, and a
///   jump's own reward for any move from its square.
/// - Start: Any square that is not terminal, each equally likely.
/// - End: On entering a terminal square.
///
/// > Reference: Sutton & Barto (2018), examples 3.5 and 4.1.
public struct Gridworld: GridEnvironment {
  /// A square from which every move leads to the same place.
  public struct Jump: Sendable, Hashable {
    /// Where it starts.
    public var from: Cell
    /// Where it leads.
    public var to: Cell
    /// What it pays.
    public var reward: Double
    /// The letter of its square on a map.
    public var mark: Character

    /// A square from which every move leads to the same place.
    public init(from: Cell, to: Cell, reward: Double, mark: Character) {
      self.from = from
      self.to = to
      self.reward = reward
      self.mark = mark
    }
  }

  /// How many rows the grid has.
  public let rows: Int
  /// How many columns the grid has.
  public let columns: Int
  /// The squares that send you elsewhere.
  public let jumps: [Jump]
  /// The squares where an episode ends.
  public let terminals: [Cell]
  /// The reward of a move.
  public let stepReward: Double
  /// The reward of a move off the grid.
  public let bumpReward: Double
  /// The exact dynamics.
  public let process: FiniteMDP<Cell, Move>

  /// A grid of your own.
  ///
  /// - Precondition: Jumps and terminal squares lie on the grid, and some square is not terminal.
  public init(
    rows: Int, columns: Int, jumps: [Jump] = [], terminals: [Cell] = [], stepReward: Double,
    bumpReward: Double
  ) {
    self.rows = rows
    self.columns = columns
    self.jumps = jumps
    self.terminals = terminals
    self.stepReward = stepReward
    self.bumpReward = bumpReward
    let cells = (0..<rows).flatMap { row in (0..<columns).map { Cell(row: row, column: $0) } }
    let open = cells.filter { !terminals.contains($0) }
    for cell in terminals + jumps.flatMap({ [$0.from, $0.to] }) where !cells.contains(cell) {
      fatalError("\(cell) is not on a grid of \(rows) rows and \(columns) columns")
    }
    process = FiniteMDP(
      states: cells, actions: Move.allCases,
      start: Dictionary(uniqueKeysWithValues: open.map { ($0, 1 / Double(open.count)) }),
      offered: { terminals.contains($0) ? [] : Move.allCases }
    ) { cell, move in
      if let jump = jumps.first(where: { $0.from == cell }) {
        return [Outcome(reward: jump.reward, next: jump.to)]
      }
      let isBump =
        switch move {
        case .up: cell.row == 0
        case .right: cell.column == columns - 1
        case .down: cell.row == rows - 1
        case .left: cell.column == 0
        }
      return isBump
        ? [Outcome(reward: bumpReward, next: cell)]
        : [Outcome(reward: stepReward, next: cell.neighbor(move))]
    }
  }

  /// Example 3.5: 5×5, endless. From A every move pays 10 and leads to A′, from B 5 and B′; moves off the grid pay −1.
  public static func suttonBarto5x5(bumpReward: Double = -1) -> Gridworld {
    Gridworld(
      rows: 5, columns: 5,
      jumps: [
        Jump(from: Cell(row: 0, column: 1), to: Cell(row: 4, column: 1), reward: 10, mark: "A"),
        Jump(from: Cell(row: 0, column: 3), to: Cell(row: 2, column: 3), reward: 5, mark: "B"),
      ], stepReward: 0, bumpReward: bumpReward)
  }

  /// Example 4.1: 4×4, every move pays −1, the episode ends in the top left and the bottom right corner.
  public static func suttonBarto4x4() -> Gridworld {
    Gridworld(
      rows: 4, columns: 4, terminals: [Cell(row: 0, column: 0), Cell(row: 3, column: 3)],
      stepReward: -1, bumpReward: -1)
  }

  /// No walls inside these grids.
  public var walls: [Cell] { [] }

  /// The letter of a jump, "T" for a terminal square.
  public func mark(of cell: Cell) -> Character? {
    jumps.first { $0.from == cell }?.mark ?? (terminals.contains(cell) ? "T" : nil)
  }

  /// The four moves; none in a terminal square.
  public func actions(in state: Cell) -> [Move] { terminals.contains(state) ? [] : Move.allCases }

  /// Draws squares until one is not terminal.
  public func start(using generator: inout some RandomNumberGenerator) -> Cell {
    while true {
      let cell = Cell(
        row: Int.uniform(below: rows, using: &generator),
        column: Int.uniform(below: columns, using: &generator))
      if !terminals.contains(cell) { return cell }
    }
  }

  /// Moves, or jumps, or bumps; nothing is drawn.
  public func step(
    from state: Cell, taking action: Move, using generator: inout some RandomNumberGenerator
  ) -> Step<Cell> {
    for jump in jumps where jump.from == state { return Step(reward: jump.reward, next: jump.to) }
    let target = state.neighbor(action)
    guard contains(target) else { return Step(reward: bumpReward, next: state) }
    return Step(
      reward: stepReward, next: target, ending: terminals.contains(target) ? .terminated : nil)
  }
}
