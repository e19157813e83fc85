/// A map of a grid world: its walls and names, what each cell is worth, where a policy goes, and a
/// path.
///
///     GridMap(rows: 4, columns: 12)
///       .values(values, decimals: 1)
///       .arrows(policy)
///       .region("cliff", (1...10).map { (3, $0) })
///       .label("S", row: 3, column: 0)
///       .path(episode.map { ($0.row, $0.column) })
///
/// Rows and columns count from 0 at the upper left. Arrays hold one element a cell, row by row.
public struct GridMap: Sendable, Hashable {
  /// How many cells lie below one another.
  public let rows: Int
  /// How many cells lie side by side.
  public let columns: Int

  var title: String?
  var values: GridValues?
  var qValues: GridActionValues?
  var arrows: [Directions]?
  var colors = GridColors()
  var walls: Set<Int> = []
  var edgeWalls: [GridEdge] = []
  var labels: [Int: String] = [:]
  var regions: [GridRegion] = []
  var path: [Int] = []
  var marks: [GridMark] = []
  var axes: GridAxes?

  /// A map without walls, values or names.
  ///
  /// - Precondition: `rows` and `columns` are at least 1.
  public init(rows: Int, columns: Int) {
    guard rows >= 1, columns >= 1 else {
      fatalError("GridMap: \(rows) rows × \(columns) columns; at least 1 × 1 is needed")
    }
    self.rows = rows
    self.columns = columns
  }

  /// How many cells there are.
  var count: Int { rows * columns }

  /// The number of a cell, counted row by row; traps outside the map.
  func index(_ row: Int, _ column: Int, for what: String) -> Int {
    guard (0..<rows).contains(row), (0..<columns).contains(column) else {
      fatalError(
        "GridMap.\(what): (\(row), \(column)) lies outside \(rows) rows × \(columns) columns")
    }
    return row * columns + column
  }

  func checkCount(_ found: Int, for what: String) {
    guard found == count else {
      fatalError(
        "GridMap.\(what): \(found) elements for \(rows) × \(columns) = \(count) cells")
    }
  }

  /// Calls `body` for every cell, row by row.
  func each<Element>(_ body: (Int, Int) -> Element) -> [Element] {
    (0..<count).map { body($0 / columns, $0 % columns) }
  }

  /// The map without numbers and arrows in the cells that are walls.
  var withEmptyWalls: GridMap {
    with { map in
      for cell in walls {
        map.values?.numbers[cell] = nil
        map.qValues?.numbers[cell] = [nil, nil, nil, nil]
        map.arrows?[cell] = []
      }
    }
  }

  /// Changes a copy; the modifiers are written with this.
  func with(_ change: (inout GridMap) -> Void) -> GridMap {
    var map = self
    change(&map)
    return map
  }
}

/// One number a cell.
struct GridValues: Sendable, Hashable {
  var name: String
  var numbers: [Double?]
  var decimals: Int
}

/// Four numbers a cell, in the order of ``GridMap/Directions/each``.
struct GridActionValues: Sendable, Hashable {
  var name: String
  var numbers: [[Double?]]
  var decimals: Int
}

/// How magnitudes become colours.
struct GridColors: Sendable, Hashable {
  var isHidden = false
  var diverges = false
  var domain: ClosedRange<Double>?
}

/// The border between two neighbouring cells.
struct GridEdge: Sendable, Hashable {
  var first: Int
  var second: Int
}

/// Cells with a common name.
struct GridRegion: Sendable, Hashable {
  var name: String
  var cells: [Int]
}

/// Something that stands in a cell.
struct GridMark: Sendable, Hashable {
  var name: String
  var cell: Int
}

/// What the rows and columns stand for.
struct GridAxes: Sendable, Hashable {
  var rowTitle: String
  var columnTitle: String
  var rowLabels: [String]
  var columnLabels: [String]
  var rowsUpward: Bool
}
