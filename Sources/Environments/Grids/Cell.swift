/// A square of a grid.
public struct Cell: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The row, 0 at the top.
  public var row: Int
  /// The column, 0 at the left.
  public var column: Int

  /// A square of a grid.
  public init(row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// The square that a direction points to, whether or not the grid has it.
  public func neighbor(_ direction: some GridDirection) -> Cell {
    Cell(row: row + direction.rowChange, column: column + direction.columnChange)
  }

  /// The nearest square of a grid with these rows and columns.
  public func clamped(rows: Int, columns: Int) -> Cell {
    Cell(row: min(max(row, 0), rows - 1), column: min(max(column, 0), columns - 1))
  }

  /// Reading order: row by row, from left to right.
  public static func < (one: Cell, other: Cell) -> Bool {
    (one.row, one.column) < (other.row, other.column)
  }

  /// Such as "(0, 3)": row, then column.
  public var description: String { "(\(row), \(column))" }
}
