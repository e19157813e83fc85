/// A grid map as SVG.
///
/// Painted from back to front: colours, walls and regions, borders, the path, numbers and names,
/// arrows, marks.
struct GridMapDrawing {
  let map: GridMap
  let layout: GridMapLayout

  init(_ map: GridMap, shared: GridMapLayout.Shared) {
    self.map = map
    layout = GridMapLayout(map, shared: shared)
  }

  /// Everything, in painting order.
  var nodes: [MarkupNode] {
    var nodes: [MarkupNode] = []
    if let title = map.title {
      let width = TextMetrics.width(title, size: FontSize.title, bold: true)
      let x = max(8, min(layout.grid.x, layout.size.width - width - 8))
      nodes.append(text(title, at: Point(x, 8 + 14), size: FontSize.title, bold: true))
    }
    nodes += tiles + regionNodes + borders + pathNodes
    for cell in 0..<map.count where !map.walls.contains(cell) { nodes += content(of: cell) }
    nodes += regionNames + arrowNodes + map.marks.flatMap(markNodes)
    if let axes = map.axes { nodes += axisNodes(axes) }
    if let frame = layout.colorBar, let colors = layout.colors {
      nodes += GridMapColorBar(scale: colors, frame: frame).nodes(name: "colors")
    }
    return nodes
  }

  // MARK: Colours

  /// What lies below the text of a cell.
  func background(_ cell: Int) -> Paint {
    guard let number = map.values?.numbers[cell], let colors = layout.colors else {
      return .surface
    }
    return .color(colors.color(at: number))
  }

  /// What reads well on a background.
  func ink(on background: Paint) -> Paint {
    if case .color(let color) = background { return .color(color.ink) }
    return .ink
  }

  private var tiles: [MarkupNode] {
    (0..<map.count).flatMap { cell -> [MarkupNode] in
      if map.walls.contains(cell) { return [Shape.rect(layout.rect(cell), fill: .axis)] }
      if let qValues = map.qValues { return quarterTiles(cell, qValues.numbers[cell]) }
      let paint = background(cell)
      return paint == .surface ? [] : [Shape.rect(layout.rect(cell), fill: paint)]
    }
  }

  private func quarterTiles(_ cell: Int, _ numbers: [Double?]) -> [MarkupNode] {
    guard let colors = layout.colors else { return [] }
    return zip(GridMap.Directions.each, numbers).compactMap { direction, number in
      guard let number else { return nil }
      let outline = Path(through: layout.triangle(cell, direction), closed: true)
      return Shape.fill(outline, .color(colors.color(at: number)))
    }
  }

  // MARK: Regions

  private var regionNodes: [MarkupNode] {
    guard !map.regions.isEmpty else { return [] }
    let line = element(
      "path", ["d": "M0 0L0 7", "stroke": Paint.inkMuted.css, "stroke-width": "1.6"])
    let pattern = element(
      "pattern",
      [
        "id": "hatch", "width": "7", "height": "7", "patternUnits": "userSpaceOnUse",
        "patternTransform": "rotate(45)",
      ], [line])
    let cells = map.regions.flatMap(\.cells).map { cell in
      let rect = layout.rect(cell)
      return element(
        "rect",
        [
          "x": coordinate(rect.x), "y": coordinate(rect.y), "width": coordinate(rect.width),
          "height": coordinate(rect.height), "fill": "url(#hatch)",
        ])
    }
    return [element("defs", [:], [pattern])] + cells
  }

  /// A region's name over every run of its cells in one row that has room for it and nothing else
  /// to show.
  private var regionNames: [MarkupNode] {
    map.regions.flatMap { region -> [MarkupNode] in
      let free = region.cells.filter { map.values?.numbers[$0] == nil && map.labels[$0] == nil }
      return runs(free).compactMap { run in
        let (first, last) = (layout.rect(run.lowerBound), layout.rect(run.upperBound))
        guard TextMetrics.width(region.name) <= last.maxX - first.x - 4 else { return nil }
        return text(
          region.name, at: Point((first.x + last.maxX) / 2, first.midY), anchor: .middle,
          baseline: .central, halo: true)
      }
    }
  }

  /// Neighbouring cells of one row, as ranges.
  private func runs(_ cells: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for cell in cells.sorted() {
      if let last = runs.last, last.upperBound == cell - 1, cell % map.columns > 0 {
        runs[runs.count - 1] = last.lowerBound...cell
      } else {
        runs.append(cell...cell)
      }
    }
    return runs
  }

  // MARK: Borders

  private var borders: [MarkupNode] {
    let grid = layout.grid
    var lines = Path()
    for column in 0...map.columns {
      let x = grid.x + Double(column) * layout.cell
      lines.move(to: Point(x, grid.y))
      lines.line(to: Point(x, grid.maxY))
    }
    for row in 0...map.rows {
      let y = grid.y + Double(row) * layout.cell
      lines.move(to: Point(grid.x, y))
      lines.line(to: Point(grid.maxX, y))
    }
    var nodes = [stroke(lines, layout.colors == nil ? .grid : .surface, width: 1)]
    if map.qValues != nil { nodes.append(stroke(diagonals, .surface, width: 0.6)) }
    let outline = Path(
      through: [
        Point(grid.x, grid.y), Point(grid.maxX, grid.y), Point(grid.maxX, grid.maxY),
        Point(grid.x, grid.maxY),
      ], closed: true)
    nodes.append(stroke(outline, .axis, width: 1))
    if !map.edgeWalls.isEmpty { nodes.append(stroke(wallLines, .ink, width: 3)) }
    return nodes
  }

  private var diagonals: Path {
    var path = Path()
    for cell in 0..<map.count {
      guard map.qValues?.numbers[cell].contains(where: { $0 != nil }) ?? false else { continue }
      let rect = layout.rect(cell)
      path.move(to: Point(rect.x, rect.y))
      path.line(to: Point(rect.maxX, rect.maxY))
      path.move(to: Point(rect.maxX, rect.y))
      path.line(to: Point(rect.x, rect.maxY))
    }
    return path
  }

  private var wallLines: Path {
    var path = Path()
    for edge in map.edgeWalls {
      let (first, second) = (layout.rect(edge.first), layout.rect(edge.second))
      let (x, y) = (max(first.x, second.x), max(first.y, second.y))
      path.move(to: Point(x, y))
      path.line(
        to: first.y == second.y ? Point(x, y + layout.cell) : Point(x + layout.cell, y))
    }
    return path
  }

  func stroke(_ path: Path, _ paint: Paint, width: Double) -> MarkupNode {
    element(
      "path",
      [
        "d": path.data, "fill": "none", "stroke": paint.css, "stroke-width": coordinate(width),
        "stroke-linecap": "square", "stroke-linejoin": "round",
      ])
  }
}

extension GridMap: FigureConvertible {
  /// The map as a drawing, with its cells as data.
  public func figure() -> Figure { GridMap.figures(onSharedScales: [self])[0] }

  /// The maps with one range of colours and cells of one size: a number looks the same in all of
  /// them.
  public static func figures(onSharedScales values: [GridMap]) -> [Figure] {
    let maps = values.map(\.withEmptyWalls)
    let shared = GridMapLayout.Shared(maps)
    return maps.map { $0.figure(shared: shared) }
  }

  private func figure(shared: GridMapLayout.Shared) -> Figure {
    let drawing = GridMapDrawing(self, shared: shared)
    return Figure(
      title: title ?? "Map of \(rows) by \(columns) cells", description: description,
      content: .drawing(drawing.layout.size, drawing.nodes), data: data,
      text: GridMapText(self).text)
  }
}
