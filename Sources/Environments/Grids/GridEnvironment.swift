public import Decisions
import PortableMath

/// A finite environment whose states are squares of a grid, so that it can be drawn.
public protocol GridEnvironment<Action>: FiniteEnvironment
where State == Cell, Action: GridDirection {
  /// How many rows the grid has.
  var rows: Int { get }
  /// How many columns the grid has.
  var columns: Int { get }
  /// The squares nobody can enter, in reading order.
  var walls: [Cell] { get }
  /// The letter by which the world's own picture shows a square, such as "S" or "G"; `nil` for plain ground.
  func mark(of cell: Cell) -> Character?
}

extension GridEnvironment {
  /// All squares, in reading order.
  public var cells: [Cell] {
    (0..<rows).flatMap { row in (0..<columns).map { Cell(row: row, column: $0) } }
  }

  /// Whether the grid has the square.
  public func contains(_ cell: Cell) -> Bool {
    (0..<rows).contains(cell.row) && (0..<columns).contains(cell.column)
  }

  /// The grid as text: one line a row, columns aligned at the right and one space apart.
  ///
  /// - Parameter text: What to write in a square.
  public func map(_ text: (Cell) -> String) -> String {
    let lines = (0..<rows).map { row in
      (0..<columns).map { text(Cell(row: row, column: $0)) }
    }
    let width = lines.joined().map(\.count).max() ?? 0
    return lines.map { line in
      line.map { String(repeating: " ", count: width - $0.count) + $0 }.joined(separator: " ")
    }.joined(separator: "\n")
  }

  /// The world's own picture: marks, "#" for walls, "." for plain ground.
  public var picture: String { map(ground) }

  /// Values as text, a number in every square that is a state.
  ///
  /// - Parameters:
  ///   - values: V, one number for each state.
  ///   - decimals: Digits after the point.
  public func map(of values: StateValues<Cell, Action>, decimals: Int = 2) -> String {
    map { cell in
      space.numberIfPresent(of: cell).map { format(values.values[$0], decimals: decimals) }
        ?? ground(cell)
    }
  }

  /// A policy as text: the arrow of the most probable action, or of all that share the largest probability.
  public func map(of policy: Policy<Cell, Action>) -> String {
    arrows(of: ActionValues(policy.probabilities, over: policy.space), tolerance: 1e-9)
  }

  /// The greedy policy as text: the arrows of all actions whose value ties with the best.
  ///
  /// - Parameters:
  ///   - values: Q, one number for each state and action.
  ///   - tolerance: Values this close count as tied; absolute.
  public func map(
    ofBestActions values: ActionValues<Cell, Action>, tolerance: Double = 1e-9
  ) -> String {
    arrows(of: values, tolerance: tolerance)
  }

  private func arrows(of values: ActionValues<Cell, Action>, tolerance: Double) -> String {
    map { cell in
      guard space.numberIfPresent(of: cell) != nil, !isTerminal(cell) else { return ground(cell) }
      return String(values.bestActions(in: cell, tolerance: tolerance).map(\.arrow))
    }
  }

  private func ground(_ cell: Cell) -> String {
    walls.contains(cell) ? "#" : mark(of: cell).map { String($0) } ?? "."
  }
}
