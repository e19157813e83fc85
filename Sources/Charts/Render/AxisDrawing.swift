extension PanelDrawing {
  /// Light level lines at the labelled ticks of a continuous vertical axis.
  func drawnGrid() -> [MarkupNode] {
    guard case .continuous = panel.y, !model.chart.y.isHidden else { return uprightGrid() }
    let path = frame.yLabels.labels.reduce(into: Path()) { path, label in
      let level = plot.maxY - label.position * plot.height
      path.move(to: Point(plot.x, level))
      path.line(to: Point(plot.maxX, level))
    }
    return frame.yLabels.labels.isEmpty ? [] : [Shape.stroke(path, .grid)]
  }

  /// Light upright lines, where values are read off from the horizontal axis (lying bars).
  private func uprightGrid() -> [MarkupNode] {
    guard case .continuous = panel.x, !model.chart.x.isHidden, !frame.xLabels.labels.isEmpty else {
      return []
    }
    let path = frame.xLabels.labels.reduce(into: Path()) { path, label in
      let place = plot.x + label.position * plot.width
      path.move(to: Point(place, plot.y))
      path.line(to: Point(place, plot.maxY))
    }
    return [Shape.stroke(path, .grid)]
  }

  /// Axis lines, ticks, tick labels and the panel's name.
  func drawnAxes() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    if let name = panel.name {
      nodes.append(text(name, at: Point(plot.x, plot.y - 9), bold: true))
    }
    if !model.chart.x.isHidden { nodes += drawnXAxis() }
    if !model.chart.y.isHidden { nodes += drawnYAxis() }
    return nodes
  }

  private func drawnXAxis() -> [MarkupNode] {
    // Bars stand on zero, and cells on nothing.
    let needsLine = zeroLine == nil || panel.x.bandwidth == 0
    var path = Path()
    if needsLine, panel.y.bandwidth == 0 {
      path.move(to: Point(plot.x, plot.maxY))
      path.line(to: Point(plot.maxX, plot.maxY))
    }
    let labels = frame.xLabels
    let ticks =
      labels.isBand ? [] : labels.labels.map { ($0.position, 4.0) } + labels.minor.map { ($0, 2.5) }
    for (position, length) in ticks {
      path.move(to: Point(plot.x + position * plot.width, plot.maxY))
      path.line(to: Point(plot.x + position * plot.width, plot.maxY + length))
    }
    var nodes = path.data.isEmpty ? [] : [Shape.stroke(path, .axis)]
    if let zero = zeroLine { nodes.insert(zero, at: 0) }
    guard frame.showsXLabels else { return nodes }
    let texts = labels.labels.flatMap { label in
      let x = plot.x + label.position * plot.width
      if labels.isRotated {
        return [
          text(
            label.lines[0], at: Point(x, plot.maxY + 6), size: FontSize.tick, anchor: .end,
            baseline: .central, fill: .inkMuted, rotated: true)
        ]
      }
      return label.lines.enumerated().map { row, line in
        text(
          line, at: Point(x, plot.maxY + 7 + Double(row) * AxisLabels.lineHeight),
          size: FontSize.tick, anchor: .middle, baseline: .hanging, fill: .inkMuted)
      }
    }
    return nodes + texts
  }

  /// The level of zero inside a plot that spans it.
  private var zeroLine: MarkupNode? {
    guard let domain = panel.y.domain, domain.lowerBound < 0, domain.upperBound > 0 else {
      return nil
    }
    return Shape.line(Point(plot.x, baseline), Point(plot.maxX, baseline), .axis)
  }

  private func drawnYAxis() -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    let isLying = panel.y.bandwidth > 0 && !panel.marks.contains(where: \.isCell)
    if isLying {
      let x = plot.x + panel.x.baseline * plot.width
      nodes.append(Shape.line(Point(x, plot.y), Point(x, plot.maxY), .axis))
    }
    if !frame.yLabels.minor.isEmpty {
      var path = Path()
      for position in frame.yLabels.minor {
        let level = plot.maxY - position * plot.height
        path.move(to: Point(plot.x - 3, level))
        path.line(to: Point(plot.x, level))
      }
      nodes.append(Shape.stroke(path, .axis))
    }
    guard frame.showsYLabels else { return nodes }
    for label in frame.yLabels.labels {
      let middle = plot.maxY - label.position * plot.height
      let first = middle - Double(label.lines.count - 1) * AxisLabels.lineHeight / 2
      for (row, line) in label.lines.enumerated() {
        nodes.append(
          text(
            line, at: Point(plot.x - 7, first + Double(row) * AxisLabels.lineHeight),
            size: FontSize.tick, anchor: .end, baseline: .central, fill: .inkMuted))
      }
    }
    return nodes
  }
}
