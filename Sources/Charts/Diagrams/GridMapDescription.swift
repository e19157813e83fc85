extension GridMap {
  /// What the map shows, in words: its extent, the best and the worst cell, and counts of all else.
  var description: String {
    var sentences = [extent]
    if let values { sentences.append(range(values.name, values.numbers, values.decimals)) }
    if let qValues {
      sentences.append(
        range(qValues.name, qValues.numbers.flatMap { $0 }, qValues.decimals, perCell: 4))
    }
    if let arrows { sentences.append(arrowSentence(arrows)) }
    if !labels.isEmpty { sentences.append(labelSentence) }
    for region in regions {
      sentences.append("Region \(region.name): \(Phrase.counted(region.cells.count, "cell")).")
    }
    if let first = path.first, let last = path.last {
      sentences.append(
        "Path of \(Phrase.counted(path.count - 1, "step")) from \(place(first)) to \(place(last)).")
    }
    for mark in marks {
      sentences.append("\(Phrase.capitalized(mark.name)) at \(place(mark.cell)).")
    }
    return sentences.joined(separator: " ")
  }

  private var extent: String {
    var text = "Grid of \(Phrase.counted(rows, "row")) by \(Phrase.counted(columns, "column"))"
    if let axes { text += "; rows are \(axes.rowTitle), columns are \(axes.columnTitle)" }
    var walled: [String] = []
    if !walls.isEmpty { walled.append(Phrase.counted(walls.count, "wall cell")) }
    if !edgeWalls.isEmpty {
      walled.append("\(Phrase.counted(edgeWalls.count, "wall")) between cells")
    }
    return text + (walled.isEmpty ? "" : ", with " + Phrase.listed(walled)) + "."
  }

  private func range(_ name: String, _ numbers: [Double?], _ decimals: Int, perCell: Int = 1)
    -> String
  {
    let found = numbers.enumerated().compactMap { index, number in
      number.map { (cell: index / perCell, number: $0) }
    }
    guard let low = found.min(by: { $0.number < $1.number }),
      let high = found.max(by: { $0.number < $1.number })
    else { return "No \(name)." }
    func spelled(_ end: (cell: Int, number: Double)) -> String {
      "\(NumberText.fixed(end.number, decimals: decimals)) at \(place(end.cell))"
    }
    if low.number == high.number {
      let number = NumberText.fixed(low.number, decimals: decimals)
      return "\(Phrase.capitalized(name)) is \(number) everywhere."
    }
    return "\(Phrase.capitalized(name)) from \(spelled(low)) to \(spelled(high))."
  }

  private func arrowSentence(_ arrows: [Directions]) -> String {
    let shown = arrows.filter { !$0.isEmpty }
    let ties = shown.count { $0.members.count > 1 }
    let counts = Directions.each.map { direction in
      "\(direction.name) \(shown.count { $0.contains(direction) })"
    }
    return "Arrows in \(Phrase.counted(shown.count, "cell")), \(ties) of them tied: "
      + counts.joined(separator: ", ") + "."
  }

  private var labelSentence: String {
    // Cells of one name together, names in the order they appear on the map.
    var names: [String] = []
    var cells: [String: [Int]] = [:]
    for cell in 0..<count {
      guard let name = labels[cell] else { continue }
      if cells[name] == nil { names.append(name) }
      cells[name, default: []].append(cell)
    }
    let groups = names.map { name in
      let group = cells[name] ?? []
      return group.count > 3
        ? "\(name) in \(group.count) cells" : "\(name) at \(Phrase.listed(group.map(place)))"
    }
    return "Labels: \(groups.joined(separator: "; "))."
  }

  /// “row 0, column 3”, or by the axes' labels.
  private func place(_ cell: Int) -> String {
    let (row, column) = (cell / columns, cell % columns)
    guard let axes else { return "row \(row), column \(column)" }
    return "row \(axes.rowLabels[row]), column \(axes.columnLabels[column])"
  }

  /// A row for every cell: where it lies and all that stands in it.
  var data: DataTable {
    var names = [axes?.rowTitle ?? "row", axes?.columnTitle ?? "column"]
    if !labels.isEmpty { names.append("label") }
    if !walls.isEmpty { names.append("wall") }
    if let values { names.append(values.name) }
    if let qValues { names += Directions.each.map { "\(qValues.name) \($0.name)" } }
    if arrows != nil { names.append("directions") }
    return DataTable(columns: names, rows: (0..<count).map(dataRow))
  }

  private func dataRow(_ cell: Int) -> [DataTable.Value] {
    var row: [DataTable.Value] = [
      axes.map { .text($0.rowLabels[cell / columns]) } ?? .number(Double(cell / columns)),
      axes.map { .text($0.columnLabels[cell % columns]) } ?? .number(Double(cell % columns)),
    ]
    if !labels.isEmpty { row.append(labels[cell].map(DataTable.Value.text) ?? .missing) }
    if !walls.isEmpty { row.append(.text(walls.contains(cell) ? "yes" : "no")) }
    if let values { row.append(values.numbers[cell].map(DataTable.Value.number) ?? .missing) }
    if let qValues {
      row += qValues.numbers[cell].map { $0.map(DataTable.Value.number) ?? .missing }
    }
    if let arrows {
      let names = arrows[cell].members.map(\.name).joined(separator: " ")
      row.append(names.isEmpty ? .missing : .text(names))
    }
    return row
  }
}
