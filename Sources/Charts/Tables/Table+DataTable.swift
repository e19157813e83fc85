extension Table {
  /// The numbers behind a figure as a table, in full precision.
  ///
  /// - Parameters:
  ///   - data: The numbers behind a figure.
  ///   - limit: At most this many rows are shown; a note says how many were left out.
  public init(_ data: DataTable, limit: Int = 200) {
    let shown = data.rows.prefix(limit)
    let left = data.rows.count - shown.count + data.omittedRows
    self.init(
      columns: data.columns.map {
        TableColumn(
          title: $0, unit: nil, group: nil, format: .exact, best: nil, alignment: nil)
      },
      sections: [
        TableSection(heading: nil, title: nil, rows: shown.map { $0.map(\.tableValue) })
      ],
      notes: left > 0 ? ["… and \(Phrase.counted(left, "more row")) in the file"] : [])
  }
}

extension DataTable.Value: TableValueConvertible {
  /// The value as a cell of a table.
  public var tableValue: TableValue {
    switch self {
    case .number(let number): .number(number)
    case .text(let string): .text(string)
    case .missing: .missing
    }
  }
}
