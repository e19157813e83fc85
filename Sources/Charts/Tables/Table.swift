/// A table of results.
///
///     let table = Table(rows: solvers) {
///       Column("Solver") { $0.name }
///       Column("Iterations", unit: "sweeps", best: .min) { $0.iterations }
///       Column("Residual", format: .scientific(1)) { $0.residual }
///     }
///
/// The first column names the rows. Numbers line up at their decimal points, units stand in the
/// header, the best value of a column is bold and starred, and what is missing is a dash.
public struct Table: Sendable, Hashable {
  var columns: [TableColumn]
  var sections: [TableSection]
  private var givenTitle: String?
  var notes: [String] = []

  /// A table with a row for each of `rows`.
  ///
  /// - Precondition: At least one column.
  public init<Row>(rows: some Sequence<Row>, @ColumnBuilder<Row> columns: () -> [Column<Row>]) {
    self.init(rows: Array(rows), group: nil, columns: columns())
  }

  /// A table whose rows stand in sections: neighbouring rows with the same value of `group`.
  ///
  ///     Table(rows: runs, sections: Column("World") { $0.world }) { … }
  ///
  /// - Precondition: At least one column.
  public init<Row>(
    rows: some Sequence<Row>, sections group: Column<Row>,
    @ColumnBuilder<Row> columns: () -> [Column<Row>]
  ) {
    self.init(rows: Array(rows), group: group, columns: columns())
  }

  private init<Row>(rows: [Row], group: Column<Row>?, columns: [Column<Row>]) {
    guard !columns.isEmpty else { fatalError("Table: no columns") }
    self.columns = columns.map(\.header)
    sections = []
    for row in rows {
      let cells = columns.map { $0.value(row) }
      let title = group.map { TableValue.plainText($0.value(row)) }
      if let last = sections.last, last.title == title {
        sections[sections.count - 1].rows.append(cells)
      } else {
        sections.append(TableSection(heading: group?.header.title, title: title, rows: [cells]))
      }
    }
  }

  init(columns: [TableColumn], sections: [TableSection], notes: [String]) {
    self.columns = columns
    self.sections = sections
    self.notes = notes
  }

  /// The table named `title`, its caption.
  public func title(_ title: String) -> Table {
    var table = self
    table.givenTitle = title
    return table
  }

  /// The table with one more line of small print below it.
  public func note(_ note: String) -> Table {
    var table = self
    table.notes.append(note)
    return table
  }

  /// The caption, if one was given.
  var caption: String? { givenTitle }

  /// The rows of all sections.
  var rows: [[TableValue]] { sections.flatMap(\.rows) }

  /// The values of one column, top to bottom.
  func values(ofColumn index: Int) -> [TableValue] { rows.map { $0[index] } }

  /// Where a column's cells stand.
  func alignment(ofColumn index: Int) -> TableAlignment {
    if let alignment = columns[index].alignment { return alignment }
    let values = values(ofColumn: index).filter { $0 != .missing }
    return !values.isEmpty && values.allSatisfy(\.isNumeric) ? .trailing : .leading
  }

  /// The rows that hold the best value of a column, none if the column doesn't rank.
  func bestRows(ofColumn index: Int) -> [Int] {
    guard let best = columns[index].best else { return [] }
    let ranks = values(ofColumn: index).map(\.ranking)
    let numbers = ranks.compactMap { $0 }
    guard let winner = best == .min ? numbers.min() : numbers.max() else { return [] }
    return ranks.indices.filter { ranks[$0] == winner }
  }
}

/// The head of a column.
struct TableColumn: Sendable, Hashable {
  var title: String
  var unit: String?
  /// The heading that this column shares with its neighbours.
  var group: String?
  var format: TableFormat
  var best: TableBest?
  var alignment: TableAlignment?

  /// The title with the unit: `Time (ms)`.
  var fullTitle: String { unit.map { "\(title) (\($0))" } ?? title }
}

/// Neighbouring rows, under a heading of their own if the table has sections.
struct TableSection: Sendable, Hashable {
  /// What sections are called: `World`.
  var heading: String?
  /// This section's name: `FrozenLake`.
  var title: String?
  var rows: [[TableValue]]
}

extension TableValue {
  /// A cell on its own, as it would print in a terminal.
  static func plainText(_ value: TableValue) -> String {
    NumberColumn([value], format: .automatic, style: .plain).cells[0].map(\.string).joined()
  }
}

extension Table: FigureConvertible {
  /// The table as HTML, with its values as data.
  public func figure() -> Figure {
    Figure(
      title: caption ?? "Table of \(Phrase.listed(columns.map(\.title)))", description: description,
      content: .html(TableMarkup(self).node), data: data, text: TableText(self).text)
  }
}
