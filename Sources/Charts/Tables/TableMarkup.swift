/// A table as an HTML tree.
///
/// Class names (styled by ``Table/css``): `data-table` on the table, `leading`, `center`,
/// `trailing` on cells, `best` on the best ones, `unit`, `best-mark`, `visually-hidden`, `note`.
struct TableMarkup {
  private let table: Table

  init(_ table: Table) { self.table = table }

  /// `<div class="table-scroll"><table>…`: the outer element scrolls where a screen is too narrow.
  var node: MarkupNode {
    var parts: [MarkupNode] = []
    if let caption = table.caption { parts.append(element("caption", [:], [.text(caption)])) }
    parts.append(element("thead", [:], headRows))
    parts += bodies
    if !notes.isEmpty { parts.append(element("tfoot", [:], notes)) }
    return element(
      "div",
      [
        "class": "table-scroll", "role": "group", "tabindex": "0",
        "aria-label": table.caption ?? "Table",
      ],
      [element("table", ["class": "data-table"], parts)])
  }

  // MARK: Head

  private var isGrouped: Bool { table.columns.contains { $0.group != nil } }

  private var headRows: [MarkupNode] {
    guard isGrouped else {
      return [element("tr", [:], table.columns.indices.map { head($0, rows: 1) })]
    }
    var upper: [MarkupNode] = []
    var lower: [MarkupNode] = []
    for run in table.columnRuns {
      guard let group = table.columns[run.lowerBound].group else {
        upper += run.map { head($0, rows: 2) }
        continue
      }
      upper.append(
        element(
          "th", ["scope": "colgroup", "colspan": "\(run.count)", "class": "group"], [.text(group)]))
      lower += run.map { head($0, rows: 1) }
    }
    return [element("tr", [:], upper), element("tr", [:], lower)]
  }

  private func head(_ index: Int, rows: Int) -> MarkupNode {
    let column = table.columns[index]
    var attributes = [
      MarkupAttribute("scope", "col"),
      MarkupAttribute("class", table.alignment(ofColumn: index).rawValue),
    ]
    if rows > 1 { attributes.append(MarkupAttribute("rowspan", "\(rows)")) }
    var children: [MarkupNode] = [.text(column.title)]
    if let unit = column.unit {
      children += [.text(" "), element("span", ["class": "unit"], [.text("(\(unit))")])]
    }
    return .element("th", attributes, children)
  }

  // MARK: Body

  private var bodies: [MarkupNode] {
    let columns = table.columns.indices.map { index in
      NumberColumn(
        table.values(ofColumn: index), format: table.columns[index].format, style: .typeset
      ).cells
    }
    let best = table.columns.indices.map { Set(table.bestRows(ofColumn: $0)) }
    var row = 0
    return table.sections.map { section in
      var rows: [MarkupNode] = []
      if let title = section.title { rows.append(sectionRow(title)) }
      for _ in section.rows {
        rows.append(
          element(
            "tr", [:],
            table.columns.indices.map { index in
              cell(columns[index][row], column: index, isBest: best[index].contains(row))
            }))
        row += 1
      }
      return element("tbody", [:], rows)
    }
  }

  private func sectionRow(_ title: String) -> MarkupNode {
    let span = "\(table.columns.count)"
    let head = element(
      "th", ["scope": "rowgroup", "colspan": span, "class": "section"], [.text(title)])
    return element("tr", [:], [head])
  }

  private func cell(_ fragments: [CellFragment], column: Int, isBest: Bool) -> MarkupNode {
    let alignment = table.alignment(ofColumn: column).rawValue
    var content = fragments.map { fragment in
      switch fragment {
      case .text(let string): MarkupNode.text(string)
      case .superscript(let string): element("sup", [:], [.text(string)])
      }
    }
    if isBest {
      content = [
        element("span", ["class": "best-mark", "aria-hidden": "true"], ["★"]),
        element("strong", [:], content),
        element("span", ["class": "visually-hidden"], [" (best)"]),
      ]
    }
    let kind = isBest ? "\(alignment) best" : alignment
    return column == 0
      ? element("th", ["scope": "row", "class": kind], content)
      : element("td", ["class": kind], content)
  }

  // MARK: Notes

  private var notes: [MarkupNode] {
    table.allNotes(mark: "★").map { note in
      element(
        "tr", [:],
        [element("td", ["class": "note", "colspan": "\(table.columns.count)"], [.text(note)])])
    }
  }
}

extension Table {
  /// Runs of neighbouring columns under one heading, or of columns under none.
  var columnRuns: [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in columns.indices {
      if let last = runs.last, columns[last.lowerBound].group == columns[index].group {
        runs[runs.count - 1] = last.lowerBound..<(index + 1)
      } else {
        runs.append(index..<(index + 1))
      }
    }
    return runs
  }

  /// The notes, after the one that explains the mark of the best values if there are any.
  func allNotes(mark: String) -> [String] {
    let hasBest = columns.indices.contains { !bestRows(ofColumn: $0).isEmpty }
    return (hasBest ? ["\(mark) best of its column"] : []) + notes
  }
}
