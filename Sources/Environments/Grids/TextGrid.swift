public import Decisions
import RandomStreams

/// A grid world drawn as text.
///
///     let world = TextGrid(
///       """
///       ...G
///       .#.T
///       S...
///       """, stepReward: -0.04, slip: 0.2)
///
/// - States: The squares that are not walls.
/// - Actions: ``Move``, offered as up, right, down, left.
/// - Dynamics: A move goes to one of the two sides with probability ``slip``, each equally likely. A move into a wall
///   or off the grid leaves you where you are.
/// - Rewards: ``stepReward``, plus the reward of the tile that the move ends on.
/// - Start: The tiles that are starts, each equally likely; without any, every square that is not terminal.
/// - End: On entering a terminal tile.
///
/// > Reference: The legend is ours; the world above is the 4×3 world of Russell & Norvig (2010), figure 17.1.
public struct TextGrid: GridEnvironment {
  /// What a letter of the map means.
  public enum Tile: Sendable, Hashable {
    /// Ground to walk on; the reward is paid whenever a move ends on it.
    case floor(reward: Double = 0)
    /// Ground where an episode can start.
    case start
    /// No way through.
    case wall
    /// The episode ends here, with a reward.
    case terminal(reward: Double)
  }

  /// "." floor, "#" wall, "S" start, "G" goal (terminal, reward 1), "T" trap (terminal, reward −1).
  public static let standardLegend: [Character: Tile] = [
    ".": .floor(), "#": .wall, "S": .start, "G": .terminal(reward: 1), "T": .terminal(reward: -1),
  ]

  /// How many rows the grid has.
  public let rows: Int
  /// How many columns the grid has.
  public let columns: Int
  /// The reward of every step.
  public let stepReward: Double
  /// The probability that a move goes sideways.
  public let slip: Double
  /// The squares nobody can enter, in reading order.
  public let walls: [Cell]
  /// The exact dynamics.
  public let process: FiniteMDP<Cell, Move>
  private let letters: [[Character]]
  private let tiles: [[Tile]]
  private let starts: [Cell]

  /// Reads a map.
  ///
  /// - Parameters:
  ///   - map: One line a row.
  ///   - legend: Letters that mean something else than in ``standardLegend``, or nothing there.
  ///   - stepReward: The reward of every step.
  ///   - slip: The probability that a move goes sideways, in [0, 1].
  /// - Precondition: Lines have one length, letters are in the legend, and some square is not terminal.
  public init(
    _ map: String, legend: [Character: Tile] = [:], stepReward: Double = 0, slip: Double = 0
  ) {
    let legend = Self.standardLegend.merging(legend) { _, own in own }
    let letters = map.split(separator: "\n").map { Array($0) }
    let tiles = letters.map { line in
      line.map { letter in
        guard let tile = legend[letter] else {
          fatalError(
            "the letter \"\(letter)\" of the map is not in the legend \(legend.keys.sorted())")
        }
        return tile
      }
    }
    let columns = tiles.first?.count ?? 0
    guard tiles.allSatisfy({ $0.count == columns }), (0...1).contains(slip) else {
      fatalError("a map needs lines of equal length and a slip in [0, 1]; not \(slip) and\n\(map)")
    }
    let cells = tiles.indices.flatMap { row in
      (0..<columns).map { Cell(row: row, column: $0) }
    }
    let states = cells.filter { tiles[$0.row][$0.column] != .wall }
    let open = states.filter { !tiles[$0.row][$0.column].isTerminal }
    let marked = cells.filter { tiles[$0.row][$0.column] == .start }
    let starts = marked.isEmpty ? open : marked
    guard !starts.isEmpty else { fatalError("nowhere to start on the map\n\(map)") }
    self.letters = letters
    self.tiles = tiles
    self.rows = tiles.count
    self.columns = columns
    self.starts = starts
    self.stepReward = stepReward
    self.slip = slip
    walls = cells.filter { tiles[$0.row][$0.column] == .wall }
    process = FiniteMDP(
      states: states, actions: Move.allCases,
      start: Dictionary(uniqueKeysWithValues: starts.map { ($0, 1 / Double(starts.count)) }),
      offered: { tiles[$0.row][$0.column].isTerminal ? [] : Move.allCases }
    ) { cell, move in
      [(move, 1 - slip), (move.turnedLeft, slip / 2), (move.turnedRight, slip / 2)].map {
        let target = cell.neighbor($0)
        let next = states.contains(target) ? target : cell
        return Outcome(
          probability: $1, reward: stepReward + tiles[next.row][next.column].reward, next: next)
      }
    }
  }

  /// The 4×3 world of Russell and Norvig: slip 0.2, −0.04 a step, exits worth 1 and −1.
  public static func russellNorvig4x3() -> TextGrid {
    TextGrid("...G\n.#.T\nS...", stepReward: -0.04, slip: 0.2)
  }

  /// The map's letter; `nil` for walls and for plain floor.
  public func mark(of cell: Cell) -> Character? {
    let tile = tiles[cell.row][cell.column]
    return tile == .wall || tile == .floor() ? nil : letters[cell.row][cell.column]
  }

  /// The four moves; none in a terminal square.
  public func actions(in state: Cell) -> [Move] {
    tiles[state.row][state.column].isTerminal ? [] : Move.allCases
  }

  /// One of the starting squares.
  public func start(using generator: inout some RandomNumberGenerator) -> Cell {
    starts[Int.uniform(below: starts.count, using: &generator)]
  }

  /// Slips or doesn't, then walks unless something is in the way.
  public func step(
    from state: Cell, taking action: Move, using generator: inout some RandomNumberGenerator
  ) -> Step<Cell> {
    var direction = action
    if slip > 0, Bool.bernoulli(slip, using: &generator) {
      direction = Bool.bernoulli(0.5, using: &generator) ? action.turnedLeft : action.turnedRight
    }
    var next = state.neighbor(direction)
    if !contains(next) || tiles[next.row][next.column] == .wall { next = state }
    let tile = tiles[next.row][next.column]
    return Step(
      reward: stepReward + tile.reward, next: next, ending: tile.isTerminal ? .terminated : nil)
  }
}

extension TextGrid.Tile {
  /// Whether an episode ends on entering it.
  fileprivate var isTerminal: Bool {
    if case .terminal = self { true } else { false }
  }

  /// What a move that ends on it pays besides the step.
  fileprivate var reward: Double {
    switch self {
    case .floor(let reward), .terminal(let reward): reward
    case .start, .wall: 0
    }
  }
}
