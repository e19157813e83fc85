extension Table {
  /// What the table shows, in words: its extent, its columns, and who is best where.
  var description: String {
    let rowCount = rows.count
    let extent =
      "Table of \(Phrase.counted(rowCount, "row")) and \(Phrase.counted(columns.count, "column")): "
      + columns.map(\.fullTitle).joined(separator: ", ") + "."
    return ([extent] + columns.indices.compactMap(bestSentence)).joined(separator: " ")
  }

  private func bestSentence(_ index: Int) -> String? {
    let column = columns[index]
    let winners = bestRows(ofColumn: index)
    guard let first = winners.first, let best = column.best else { return nil }
    let cells = NumberColumn(values(ofColumn: index), format: column.format, style: .plain).cells
    let value = TextBlock.trimmed(cells[first].map(\.string).joined())
    let names = winners.map { TableValue.plainText(rows[$0][0]) }
    let unit = column.unit.map { " \($0)" } ?? ""
    return "\(best == .min ? "Lowest" : "Highest") \(column.title): \(value)\(unit), "
      + "\(Phrase.listed(names))."
  }

  /// The values behind the table; an interval's ends have columns of their own.
  var data: DataTable {
    let widths = columns.indices.map { values(ofColumn: $0).map(\.dataValues.count).max() ?? 1 }
    var names: [String] = sections.first?.title == nil ? [] : [sections[0].heading ?? "Section"]
    for (column, width) in zip(columns, widths) {
      names.append(column.fullTitle)
      if width == 2 { names.append("\(column.fullTitle) ±") }
      if width == 3 { names += ["\(column.fullTitle) lower", "\(column.fullTitle) upper"] }
    }
    let lines = sections.flatMap { section in
      section.rows.map { row in
        (section.title.map { [DataTable.Value.text($0)] } ?? [])
          + zip(row, widths).flatMap { value, width in
            let values = value.dataValues
            return values + Array(repeating: .missing, count: width - values.count)
          }
      }
    }
    return DataTable(columns: names, rows: lines)
  }
}

extension TableValue {
  /// The cell in full precision: one value, or the estimate and what surrounds it.
  fileprivate var dataValues: [DataTable.Value] {
    switch self {
    case .text(let string): [.text(string)]
    case .integer(let count): [.number(Double(count))]
    case .missing: [.missing]
    default: parts.map { $0.map(DataTable.Value.number) ?? .missing }
    }
  }
}
