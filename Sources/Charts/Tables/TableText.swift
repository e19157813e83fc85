/// A table for a terminal, at most 80 columns wide where its words allow.
///
/// Long words' columns wrap; a table that is still too wide continues below, its first column
/// repeated.
struct TableText {
  private static let limit = 80
  private static let gap = "  "

  private let table: Table
  /// The cells as they print, column by column.
  private let columns: [[String]]

  init(_ table: Table) {
    self.table = table
    columns = table.columns.indices.map { index in
      let best = Set(table.bestRows(ofColumn: index))
      let cells = NumberColumn(
        table.values(ofColumn: index), format: table.columns[index].format, style: .plain
      ).cells
      return cells.enumerated().map { row, cell in
        (best.contains(row) ? "* " : "") + cell.map(\.string).joined()
      }
    }
  }

  /// The whole table, without a newline at its end.
  var text: String {
    var lines: [String] = []
    if let caption = table.caption {
      lines += TextBlock.wrapped(caption, to: TableText.limit) + [""]
    }
    for (index, block) in blocks.enumerated() {
      if index > 0 { lines.append("") }
      lines += self.lines(of: block)
    }
    let notes = table.allNotes(mark: "*").flatMap { TextBlock.wrapped($0, to: TableText.limit) }
    if !notes.isEmpty { lines += [""] + notes }
    return lines.joined(separator: "\n")
  }

  // MARK: Widths

  /// A column's number and how many characters wide it prints.
  private struct Slot {
    var column: Int
    var width: Int
  }

  private var slots: [Slot] {
    var slots = table.columns.indices.map { index in
      let lines = headerLines(index) + columns[index]
      return Slot(column: index, width: lines.map(\.count).max() ?? 0)
    }
    while total(slots) > TableText.limit, let widest = widestTextSlot(in: slots) {
      slots[widest].width -= 1
    }
    return slots
  }

  private func widestTextSlot(in slots: [Slot]) -> Int? {
    let wrapping = slots.indices.filter { index in
      !table.values(ofColumn: slots[index].column).contains(where: \.isNumeric)
        && slots[index].width > 12
    }
    return wrapping.max { slots[$0].width < slots[$1].width }
  }

  private func total(_ slots: [Slot]) -> Int {
    slots.map(\.width).reduce(0, +) + TableText.gap.count * (slots.count - 1)
  }

  /// The columns that print side by side; every block but the first begins with column 0 again.
  private var blocks: [[Slot]] {
    let slots = slots
    var blocks: [[Slot]] = [[slots[0]]]
    for slot in slots.dropFirst() {
      let longer = blocks[blocks.count - 1] + [slot]
      if total(longer) <= TableText.limit || longer.count == 2 {
        blocks[blocks.count - 1] = longer
      } else {
        blocks.append([slots[0], slot])
      }
    }
    return blocks
  }

  // MARK: Lines

  private func lines(of block: [Slot]) -> [String] {
    var lines = groupLines(block)
    lines += stacked(block.map { headerLines($0.column) }, block, atBottom: true)
    lines.append(joined(block.map { String(repeating: "-", count: $0.width) }))
    var row = 0
    for section in table.sections {
      if let title = section.title { lines.append("\(section.heading ?? "Section"): \(title)") }
      for _ in section.rows {
        lines += stacked(
          block.map { TextBlock.wrapped(columns[$0.column][row], to: $0.width) }, block,
          atBottom: false)
        row += 1
      }
    }
    return lines
  }

  private func groupLines(_ block: [Slot]) -> [String] {
    guard block.contains(where: { table.columns[$0.column].group != nil }) else { return [] }
    var cells: [String] = []
    var previous: String?
    for slot in block {
      let group = table.columns[slot.column].group
      cells.append(group == previous ? "" : group ?? "")
      previous = group
    }
    // A heading may run over the columns it heads.
    var line = ""
    var column = 0
    for (slot, cell) in zip(block, cells) {
      if !cell.isEmpty { line += String(repeating: " ", count: max(0, column - line.count)) + cell }
      column += slot.width + TableText.gap.count
    }
    return [line]
  }

  private func headerLines(_ index: Int) -> [String] {
    let column = table.columns[index]
    return [column.title] + (column.unit.map { ["(\($0))"] } ?? [])
  }

  /// Cells of one or more lines side by side.
  private func stacked(_ cells: [[String]], _ block: [Slot], atBottom: Bool) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      joined(
        zip(cells, block).map { cell, slot in
          let index = atBottom ? line - (height - cell.count) : line
          let string = cell.indices.contains(index) ? cell[index] : ""
          return TextBlock.aligned(string, to: slot.width, table.alignment(ofColumn: slot.column))
        })
    }
  }

  private func joined(_ cells: [String]) -> String {
    TextBlock.trimmed(cells.joined(separator: TableText.gap))
  }
}
