public import Decisions
import RandomStreams

/// Cross a frozen lake without falling into a hole; on slippery ice a step goes where it likes.
///
/// - States: The squares, "S" start, "F" frozen, "H" hole, "G" goal.
/// - Actions: ``Move``, offered as left, down, right, up (Gymnasium's order).
/// - Dynamics: On slippery ice a move succeeds with ``successRate``, else it goes to one of the two sides, each
///   equally likely. A move off the lake leaves you where you are.
/// - Rewards: 1 on entering the goal, else 0.
/// - Start: The square "S"; each equally likely when there are several.
/// - End: On entering a hole or the goal. Gymnasium also cuts episodes off after 100 steps (4×4) or 200 (8×8).
///
/// > Reference: Gymnasium's `FrozenLake-v1` (Towers et al. 2024, arXiv:2407.17032).
public struct FrozenLake: GridEnvironment {
  /// The lines of the map.
  public let lines: [String]
  /// The probability that a move goes where it should; 1 on ice that is not slippery.
  public let successRate: Double
  /// The exact dynamics.
  public let process: FiniteMDP<Cell, Move>
  private let tiles: [[Character]]
  private let starts: [Cell]

  /// The order in which moves are offered.
  private static let moves: [Move] = [.left, .down, .right, .up]

  /// A lake from a map.
  ///
  /// - Parameters:
  ///   - map: One line a row, of the letters S, F, H and G.
  ///   - isSlippery: Whether a move can go sideways.
  ///   - successRate: The probability that it doesn't, in [0, 1]; not used on ice that is not slippery.
  /// - Precondition: Lines have one length, and there is a start.
  public init(map: String, isSlippery: Bool = true, successRate: Double = 1.0 / 3.0) {
    let tiles = map.split(separator: "\n").map { Array($0) }
    let columns = tiles.first?.count ?? 0
    let cells = Self.cells(of: tiles)
    let starts = cells.filter { tiles[$0.row][$0.column] == "S" }
    guard tiles.allSatisfy({ $0.count == columns && $0.allSatisfy("SFHG".contains) }),
      !starts.isEmpty, (0...1).contains(successRate)
    else {
      fatalError(
        "a lake needs lines of equal length of S, F, H, G with a start, and a success rate in [0, 1]; not \(successRate) and\n\(map)"
      )
    }
    self.tiles = tiles
    self.starts = starts
    lines = tiles.map { String($0) }
    self.successRate = isSlippery ? successRate : 1
    let success = self.successRate
    let side = (1 - success) / 2
    process = FiniteMDP(
      states: cells, actions: Self.moves,
      start: Dictionary(uniqueKeysWithValues: starts.map { ($0, 1 / Double(starts.count)) }),
      offered: { "HG".contains(tiles[$0.row][$0.column]) ? [] : Self.moves }
    ) { cell, move in
      [(move.turnedLeft, side), (move, success), (move.turnedRight, side)].map {
        actual, probability in
        let next = cell.neighbor(actual).clamped(rows: tiles.count, columns: columns)
        return Outcome(
          probability: probability, reward: tiles[next.row][next.column] == "G" ? 1 : 0, next: next)
      }
    }
  }

  /// The lake of four rows.
  public static func fourByFour(isSlippery: Bool = true) -> FrozenLake {
    FrozenLake(map: "SFFF\nFHFH\nFFFH\nHFFG", isSlippery: isSlippery)
  }

  /// The lake of eight rows.
  public static func eightByEight(isSlippery: Bool = true) -> FrozenLake {
    FrozenLake(
      map: """
        SFFFFFFF
        FFFFFFFF
        FFFHFFFF
        FFFFFHFF
        FFFHFFFF
        FHHFFFHF
        FHFFHFHF
        FFFHFFFG
        """, isSlippery: isSlippery)
  }

  /// How many rows the lake has.
  public var rows: Int { tiles.count }
  /// How many columns the lake has.
  public var columns: Int { tiles[0].count }
  /// A lake has no walls.
  public var walls: [Cell] { [] }

  /// The letter of the map, but for plain ice.
  public func mark(of cell: Cell) -> Character? {
    let tile = tiles[cell.row][cell.column]
    return tile == "F" ? nil : tile
  }

  /// The four moves; none in a hole or at the goal.
  public func actions(in state: Cell) -> [Move] {
    "HG".contains(tiles[state.row][state.column]) ? [] : Self.moves
  }

  /// A starting square of the map.
  public func start(using generator: inout some RandomNumberGenerator) -> Cell {
    starts[Int.uniform(below: starts.count, using: &generator)]
  }

  /// Slips or doesn't, then slides until the edge stops it.
  public func step(
    from state: Cell, taking action: Move, using generator: inout some RandomNumberGenerator
  ) -> Step<Cell> {
    var direction = action
    if !Bool.bernoulli(successRate, using: &generator) {
      direction = Bool.bernoulli(0.5, using: &generator) ? action.turnedLeft : action.turnedRight
    }
    let target = state.neighbor(direction)
    let next = contains(target) ? target : state
    switch tiles[next.row][next.column] {
    case "G": return Step(reward: 1, next: next, ending: .terminated)
    case "H": return Step(reward: 0, next: next, ending: .terminated)
    default: return Step(reward: 0, next: next)
    }
  }

  private static func cells(of tiles: [[Character]]) -> [Cell] {
    tiles.indices.flatMap { row in tiles[row].indices.map { Cell(row: row, column: $0) } }
  }
}
