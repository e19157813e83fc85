private import PortableMath

/// A grid map for a terminal: aligned numbers, then arrows, then the world with its path.
struct GridMapText {
  private let map: GridMap

  init(_ map: GridMap) { self.map = map }

  /// The whole map, without a newline at its end.
  var text: String {
    var blocks: [(heading: String, lines: [String])] = []
    if let values = map.values {
      blocks.append((values.name, numberLines(values)))
    }
    if let qValues = map.qValues { blocks.append((qValues.name, quarterLines(qValues))) }
    if let arrows = map.arrows { blocks.append(("best directions", arrowLines(arrows))) }
    if blocks.isEmpty || !map.path.isEmpty || !map.marks.isEmpty {
      blocks.append((map.path.isEmpty ? "map" : "path", worldLines))
    }
    var lines = map.title.map { [$0, ""] } ?? []
    for (index, block) in blocks.enumerated() {
      if index > 0 { lines.append("") }
      if blocks.count > 1 { lines.append("\(block.heading):") }
      lines += block.lines
    }
    return lines.joined(separator: "\n")
  }

  /// The numbers of rows as they print, top to bottom.
  private var shownRows: [Int] {
    map.axes?.rowsUpward == true ? (0..<map.rows).reversed() : Array(0..<map.rows)
  }

  /// What stands in a cell that has nothing else to show.
  private func placeholder(_ cell: Int) -> String {
    if map.walls.contains(cell) { return "#" }
    return map.labels[cell] ?? "·"
  }

  // MARK: Blocks

  private func numberLines(_ values: GridValues) -> [String] {
    lines(
      map.each { row, column in
        let cell = row * map.columns + column
        guard let number = values.numbers[cell] else { return placeholder(cell) }
        return format(number, decimals: values.decimals)
      }, alignment: .trailing)
  }

  private func arrowLines(_ arrows: [GridMap.Directions]) -> [String] {
    lines(
      arrows.enumerated().map { cell, directions in
        let glyphs = directions.members.map(\.glyph).joined()
        return glyphs.isEmpty ? placeholder(cell) : glyphs
      }, alignment: .leading)
  }

  /// Three lines a row of cells: north above, west and east beside one another, south below.
  private func quarterLines(_ qValues: GridActionValues) -> [String] {
    let printed = qValues.numbers.map { cell in
      cell.map { $0.map { format($0, decimals: qValues.decimals) } ?? "" }
    }
    let width = printed.flatMap { $0 }.map(\.count).max() ?? 1
    let box = 2 * width + 1
    guard (box + 3) * map.columns - 3 <= 80 else {
      return [TableText(Table(map.data, limit: .max)).text]
    }
    return shownRows.map { row in
      let cells = printed[(row * map.columns)..<((row + 1) * map.columns)]
      func line(_ content: ([String]) -> String) -> String {
        TextBlock.trimmed(cells.map(content).joined(separator: " | "))
      }
      return [
        line { TextBlock.aligned($0[0], to: box, .center) },
        line {
          TextBlock.aligned($0[3], to: width, .leading) + " "
            + TextBlock.aligned($0[1], to: width, .trailing)
        },
        line { TextBlock.aligned($0[2], to: box, .center) },
      ].joined(separator: "\n")
    }.enumerated().flatMap { index, block in index == 0 ? [block] : ["", block] }
  }

  private func lines(_ cells: [String], alignment: TableAlignment) -> [String] {
    let width = cells.map(\.count).max() ?? 0
    guard (width + 1) * map.columns - 1 <= 80 else {
      return [TableText(Table(map.data, limit: .max)).text]
    }
    return shownRows.map { row in
      let line = (0..<map.columns).map { column in
        TextBlock.aligned(cells[row * map.columns + column], to: width, alignment)
      }
      return TextBlock.trimmed(line.joined(separator: " "))
    }
  }

  // MARK: The world

  /// Names, walls, regions, the path's steps and marks, with walls between cells as lines.
  private var worldLines: [String] {
    let cells = worldCells
    let width = cells.map(\.count).max() ?? 1
    let rows = shownRows
    var lines: [String] = []
    for (place, row) in rows.enumerated() {
      var line = ""
      for column in 0..<map.columns {
        let cell = row * map.columns + column
        line += TextBlock.aligned(cells[cell], to: width, .center)
        if column + 1 < map.columns { line += hasWall(cell, cell + 1) ? "|" : " " }
      }
      lines.append(TextBlock.trimmed(line))
      guard place + 1 < rows.count else { continue }
      let below = (0..<map.columns).map { column in
        let isWall = hasWall(row * map.columns + column, rows[place + 1] * map.columns + column)
        return String(repeating: isWall ? "-" : " ", count: width)
      }
      let rule = TextBlock.trimmed(below.joined(separator: " "))
      if !rule.isEmpty { lines.append(rule) }
    }
    return lines
  }

  private var worldCells: [String] {
    var cells = (0..<map.count).map(placeholder)
    for region in map.regions {
      for cell in region.cells where map.labels[cell] == nil {
        cells[cell] = region.name.prefix(1).uppercased()
      }
    }
    for (from, to) in zip(map.path, map.path.dropFirst()) where map.labels[from] == nil {
      cells[from] = glyph(from: from, to: to)
    }
    if let end = map.path.last, map.labels[end] == nil { cells[end] = "×" }
    for mark in map.marks { cells[mark.cell] = "(\(mark.name.prefix(1)))" }
    return cells
  }

  /// An arrow for a step to a neighbour, a dot for a jump or a stay.
  private func glyph(from: Int, to: Int) -> String {
    let (rows, columns) = (
      to / map.columns - from / map.columns, to % map.columns - from % map.columns
    )
    let upward = map.axes?.rowsUpward == true
    switch (upward ? -rows : rows, columns) {
    case (-1, 0): return "↑"
    case (1, 0): return "↓"
    case (0, 1): return "→"
    case (0, -1): return "←"
    default: return "•"
    }
  }

  private func hasWall(_ first: Int, _ second: Int) -> Bool {
    map.edgeWalls.contains {
      ($0.first, $0.second) == (first, second) || ($0.first, $0.second) == (second, first)
    }
  }
}
