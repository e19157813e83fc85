/// A line or a band: the look of its first mark, and its parts between gaps.
struct LineShape {
  let mark: Mark
  /// The points of each part; of a band, those of its lower and its upper edge.
  let runs: [[Point]]
  let lowerRuns: [[Point]]
  /// The most points that may be drawn.
  let budget: Int
}

extension PanelDrawing {
  /// Lines and bands in order of first appearance.
  func lineShapes() -> [LineShape] {
    struct Key: Hashable {
      var kind: Mark.Kind
      var line: Mark.LineKey
    }
    let groups = panel.marks.lazy.filter { $0.kind == .line || $0.kind == .area }
      .grouped { Key(kind: $0.kind, line: $0.lineKey) }
    return groups.compactMap { shape(of: $0.marks, budget: max(60, pointBudget / groups.count)) }
  }

  private func shape(of marks: [Mark], budget: Int) -> LineShape? {
    guard let first = marks.first else { return nil }
    let runs = marks.split(whereSeparator: \.isGap)
    let upper = runs.map { run in
      run.map { mark in
        Point(x(mark.x), first.kind == .area && mark.yEnd != nil ? y(mark.yEnd) : y(mark.y))
      }
    }
    let lower =
      first.kind != .area
      ? []
      : runs.map { run in
        run.map { mark in Point(x(mark.x), mark.yEnd == nil ? baseline : y(mark.y)) }
      }
    return LineShape(mark: first, runs: upper, lowerRuns: lower, budget: budget)
  }

  /// A line, its parts thinned out to what can be seen.
  func drawn(line: LineShape) -> [MarkupNode] {
    let paint = model.series.paint(of: line.mark)
    var path = Path()
    var lonely: [Point] = []
    for run in line.runs {
      if run.count == 1 { lonely += run }
      let thinned = LineThinning.thinned(run, limit: line.budget)
      path.append(thinned, line.mark.interpolation)
    }
    var nodes = [
      Shape.stroke(
        path, paint, width: line.mark.lineWidth ?? (model.isFaceted ? 1.5 : 2),
        style: model.series.lineStyle(of: line.mark), opacity: line.mark.opacity ?? 1)
    ]
    if let symbol = model.series.chosenSymbol(of: line.mark) {
      nodes.append(SymbolShape.drawn(symbol, at: line.runs.flatMap(\.self), paint))
    } else if let symbol = model.series.symbol(of: line.mark) {
      let places = sparse(line.runs.flatMap(\.self), of: line.mark) + lonely
      nodes.append(SymbolShape.drawn(symbol, at: places.uniqued(), paint))
    } else if !lonely.isEmpty {
      nodes.append(SymbolShape.drawn(.circle, at: lonely, paint))
    }
    return nodes
  }

  /// A few points along a line and its last one, at other places than those of the other series.
  private func sparse(_ points: [Point], of mark: Mark) -> [Point] {
    guard points.count > 8, let name = mark.seriesName,
      let index = model.series.names.firstIndex(of: name)
    else { return points }
    let shift = (Double(index) + 0.5) / Double(model.series.names.count)
    var places: [Point] = []
    var next = 0.0
    for point in points {
      let fraction = (point.x - plot.x) / plot.width * 5 - shift
      guard fraction >= next else { continue }
      places.append(point)
      next = fraction.rounded(.down) + 1
    }
    return places + points.suffix(1)
  }

  /// A band at a sixth of full strength.
  func drawn(area: LineShape) -> [MarkupNode] {
    let paint = model.series.paint(of: area.mark)
    return zip(area.runs, area.lowerRuns).map { upper, lower in
      let edges = LineThinning.thinned(upper: upper, lower: lower, limit: area.budget)
      var path = Path()
      path.append(edges.upper, area.mark.interpolation)
      path.append(edges.lower.reversed(), area.mark.interpolation.reversed, continues: true)
      path.close()
      return Shape.fill(path, paint, opacity: area.mark.opacity ?? 1.0 / 6)
    }
  }

  /// The names of series right of their lines' ends, each with a thin leader if it had to move.
  func endLabels(of lines: [LineShape]) -> [MarkupNode] {
    let named = lines.compactMap { line -> (name: String, end: Point)? in
      guard line.mark.kind == .line, let name = line.mark.seriesName, endNames.contains(name),
        let end = line.runs.last?.last
      else { return nil }
      return (name, Point(end.x, min(max(end.y, plot.y), plot.maxY)))
    }
    let heights = EndLabels.spread(
      named.map(\.end.y), pitch: EndLabels.pitch,
      within: plot.y - 4...max(plot.y, plot.maxY - 2))
    return zip(named, heights).flatMap { label, height -> [MarkupNode] in
      let place = Point(plot.maxX + 10, height)
      let name = text(
        label.name, at: place, baseline: .central, fill: model.series.paint(of: label.name).forText)
      let isNear = abs(height - label.end.y) < 5 && label.end.x > plot.maxX - 12
      if isNear { return [name] }
      let leader = Path(through: [
        Point(label.end.x + 2, label.end.y), Point(plot.maxX + 7, height),
      ])
      return [Shape.stroke(leader, .axis, width: 0.75), name]
    }
  }
}
