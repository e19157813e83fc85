/// What stands in the cells of a grid map.
extension GridMapDrawing {
  /// The number and the name of a cell.
  func content(of cell: Int) -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    if let qValues = map.qValues {
      nodes += quarterNumbers(cell, qValues)
    } else if let number = map.values?.numbers[cell] {
      nodes += numberNodes(cell, number)
    }
    if let name = map.labels[cell] { nodes += nameNodes(cell, name) }
    guard map.path.contains(cell) else { return nodes }
    // A rim of the cell's own colour keeps letters legible over the path.
    return [
      element(
        "g",
        [
          "stroke": background(cell).css, "stroke-width": "3", "stroke-linejoin": "round",
          "style": "paint-order:stroke",
        ], nodes)
    ]
  }

  private func numberNodes(_ cell: Int, _ number: Double) -> [MarkupNode] {
    guard let size = layout.numberSize, let values = map.values else { return [] }
    // The path runs through the middle; numbers stand above it.
    var place = layout.center(cell)
    if !map.path.isEmpty { place.y = layout.rect(cell).y + 0.5 * size + 3 }
    return [
      text(
        NumberText.fixed(number, decimals: values.decimals), at: place, size: size,
        anchor: .middle, baseline: .central, fill: ink(on: background(cell)))
    ]
  }

  private func quarterNumbers(_ cell: Int, _ qValues: GridActionValues) -> [MarkupNode] {
    guard let size = layout.numberSize else { return [] }
    let numbers = qValues.numbers[cell]
    let best = bestDirections(cell, numbers)
    return zip(GridMap.Directions.each, numbers).compactMap { direction, number in
      guard let number else { return nil }
      let (place, anchor) = quarterPlace(cell, direction, size: size)
      let fill = layout.colors.map { Paint.color($0.color(at: number).ink) } ?? .ink
      return text(
        NumberText.fixed(number, decimals: qValues.decimals), at: place, size: size,
        anchor: anchor, baseline: .central, fill: fill, bold: best.contains(direction))
    }
  }

  /// The directions of the arrows if there are any, else of the greatest numbers.
  private func bestDirections(_ cell: Int, _ numbers: [Double?]) -> GridMap.Directions {
    if let arrows = map.arrows { return arrows[cell] }
    let best = numbers.compactMap { $0 }.max()
    let winners = zip(GridMap.Directions.each, numbers).filter { $0.1 != nil && $0.1 == best }
    return GridMap.Directions(winners.map(\.0))
  }

  private func quarterPlace(
    _ cell: Int, _ direction: GridMap.Directions, size: Double
  ) -> (Point, TextAnchor) {
    let rect = layout.rect(cell)
    let inset = 0.5 * size + 5
    return switch direction {
    case .north: (Point(rect.midX, rect.y + inset), .middle)
    case .south: (Point(rect.midX, rect.maxY - inset), .middle)
    case .west: (Point(rect.x + 4, rect.midY), .start)
    default: (Point(rect.maxX - 4, rect.midY), .end)
    }
  }

  /// A name in the middle of an otherwise empty cell, else in a corner.
  private func nameNodes(_ cell: Int, _ name: String) -> [MarkupNode] {
    let hasQuarters = map.qValues?.numbers[cell].contains { $0 != nil } ?? false
    let hasNumber = map.values?.numbers[cell] != nil
    let hasArrow = !(map.arrows?[cell].isEmpty ?? true)
    let isCrossed = map.path.contains(cell) || map.marks.contains { $0.cell == cell }
    let rect = layout.rect(cell)
    let fill = ink(on: background(cell))
    if !hasQuarters, !hasNumber, !hasArrow, !isCrossed {
      let size = min(FontSize.title, 0.8 * layout.cell / max(1, TextMetrics.width(name, size: 1)))
      return [
        text(
          name, at: layout.center(cell), size: size, anchor: .middle, baseline: .central,
          fill: fill, bold: true, halo: background(cell) == .surface)
      ]
    }
    let size = min(11, 0.3 * layout.cell)
    if hasQuarters {
      // Two colours meet in the corner, so that the name needs a ground of its own.
      let width = TextMetrics.width(name, size: size, bold: true) + 7
      let ground = Rect(x: rect.x + 1, y: rect.y + 1, width: width, height: size + 5)
      return [
        Shape.rect(ground, fill: .surface, radius: 2),
        text(
          name, at: Point(ground.midX, ground.midY), size: size, anchor: .middle,
          baseline: .central, bold: true),
      ]
    }
    let isBelow = hasNumber && !map.path.isEmpty
    return [
      text(
        name, at: Point(rect.x + 4, isBelow ? rect.maxY - 4 : rect.y + 4), size: size,
        baseline: isBelow ? .alphabetic : .hanging, fill: fill, bold: true)
    ]
  }

  // MARK: Arrows

  /// Heads at the cell's edges beside a number, whole arrows from the middle without one.
  var arrowNodes: [MarkupNode] {
    guard let arrows = map.arrows, map.qValues == nil else { return [] }
    return arrows.indices.flatMap { cell -> [MarkupNode] in
      let fill = ink(on: background(cell))
      let hasNumber = map.values?.numbers[cell] != nil && layout.numberSize != nil
      return arrows[cell].members.map { direction in
        hasNumber
          ? edgeHead(cell, direction, fill)
          : arrow(cell, direction, isAlone: arrows[cell].members.count == 1, fill)
      }
    }
  }

  private func edgeHead(_ cell: Int, _ direction: GridMap.Directions, _ fill: Paint)
    -> MarkupNode
  {
    let center = layout.center(cell)
    let tip = layout.cell / 2 - 3
    return Shape.fill(head(center, direction, tip: tip, length: 6.5, halfWidth: 5), fill)
  }

  private func arrow(
    _ cell: Int, _ direction: GridMap.Directions, isAlone: Bool, _ fill: Paint
  ) -> MarkupNode {
    let center = layout.center(cell)
    let reach = layout.cell * (isAlone ? 0.3 : 0.37)
    let step = direction.step
    func along(_ distance: Double) -> Point {
      Point(center.x + step.x * distance, center.y + step.y * distance)
    }
    let size = min(max(layout.cell * 0.16, 4), 8)
    let shaft = Path(through: [along(isAlone ? -reach : 0), along(reach - size)])
    let tip = head(center, direction, tip: reach, length: size * 1.3, halfWidth: size * 0.75)
    return element(
      "g", [:],
      [
        stroke(shaft, fill, width: 1.6),
        Shape.fill(tip, fill),
      ])
  }

  private func head(
    _ center: Point, _ direction: GridMap.Directions, tip: Double, length: Double,
    halfWidth: Double
  ) -> Path {
    let (x, y) = direction.step
    func point(_ along: Double, _ across: Double) -> Point {
      Point(center.x + x * along - y * across, center.y + y * along + x * across)
    }
    let back = tip - length
    return Path(
      through: [point(tip, 0), point(back, halfWidth), point(back, -halfWidth)], closed: true)
  }

  // MARK: Path and marks

  /// The path with a rim, a dot at its beginning and a head at its end.
  var pathNodes: [MarkupNode] {
    guard map.path.count > 1, let first = map.path.first else { return [] }
    var points = map.path.map(layout.center)
    let end = points[points.count - 1]
    guard let before = points.dropLast().last(where: { $0 != end }) else { return [] }
    let angle = Arrowhead(from: before, to: end, length: 12, halfWidth: 6)
    points[points.count - 1] = angle.base
    let line = Path(through: points)
    let start = layout.center(first)
    let dot = element(
      "circle",
      [
        "cx": coordinate(start.x), "cy": coordinate(start.y), "r": "5", "fill": Paint.accent.css,
        "stroke": Paint.surface.css, "stroke-width": "1.5",
      ])
    let head = element(
      "path",
      [
        "d": angle.path.data, "fill": Paint.accent.css, "stroke": Paint.surface.css,
        "stroke-width": "1.5", "style": "paint-order:stroke",
      ])
    return [
      stroke(line, .surface, width: 6.5), stroke(line, .accent, width: 3.5), dot, head,
    ]
  }

  /// A disc with the first letter of its name.
  func markNodes(_ mark: GridMark) -> [MarkupNode] {
    // Beside a number if there is one, else in the middle.
    let hasNumber = map.values?.numbers[mark.cell] != nil || map.qValues != nil
    let radius = min(layout.cell * (hasNumber ? 0.16 : 0.3), 14)
    var center = layout.center(mark.cell)
    if hasNumber, map.qValues == nil {
      let rect = layout.rect(mark.cell)
      center = Point(rect.maxX - radius - 3, rect.maxY - radius - 3)
    }
    let disc = element(
      "circle",
      [
        "cx": coordinate(center.x), "cy": coordinate(center.y), "r": coordinate(radius),
        "fill": Paint.accent.css, "stroke": Paint.surface.css, "stroke-width": "1.5",
      ])
    let letter = text(
      mark.name.prefix(1).uppercased(), at: center, size: radius, anchor: .middle,
      baseline: .central, fill: .surface, bold: true)
    return [disc, letter]
  }

  // MARK: Axes

  /// Names of rows at the left and of columns below, each with a title.
  func axisNodes(_ axes: GridAxes) -> [MarkupNode] {
    let grid = layout.grid
    let widest = axes.columnLabels.map { TextMetrics.width($0, size: FontSize.tick) }.max() ?? 0
    let stride = max(1, Int(((widest + 6) / layout.cell).rounded(.up)))
    let rowStride = max(1, Int((15 / layout.cell).rounded(.up)))
    var nodes: [MarkupNode] = []
    for column in Swift.stride(from: 0, to: map.columns, by: stride) {
      nodes.append(
        text(
          axes.columnLabels[column], at: Point(layout.center(column).x, grid.maxY + 6),
          size: FontSize.tick, anchor: .middle, baseline: .hanging, fill: .inkMuted))
    }
    for row in Swift.stride(from: 0, to: map.rows, by: rowStride) {
      nodes.append(
        text(
          axes.rowLabels[row], at: Point(grid.x - 6, layout.center(row * map.columns).y),
          size: FontSize.tick, anchor: .end, baseline: .central, fill: .inkMuted))
    }
    nodes.append(
      text(
        axes.columnTitle, at: Point(grid.midX, grid.maxY + 24), anchor: .middle,
        baseline: .hanging))
    nodes.append(
      text(
        axes.rowTitle, at: Point(8 + 0.72 * FontSize.label / 2, grid.midY), anchor: .middle,
        baseline: .central, rotated: true))
    return nodes
  }
}
