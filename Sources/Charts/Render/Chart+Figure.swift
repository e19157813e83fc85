extension Chart: FigureConvertible {
  /// The chart drawn, described and tabulated.
  public func figure() -> Figure { ChartModel(self).figure() }

  /// The charts, all on the scales of the data of all of them.
  public static func figures(onSharedScales charts: [Chart]) -> [Figure] {
    ChartModel.models(onSharedScales: charts).map { $0.figure() }
  }
}

extension ChartModel {
  /// The chart drawn, described and tabulated.
  func figure() -> Figure {
    let layout = ChartLayout(self)
    return Figure(
      title: title, description: ChartDescription(self).text,
      content: .drawing(layout.size, drawn(layout)), data: ChartData(self).table,
      text: TerminalChart(self).text)
  }

  /// The author's title, or what is drawn against what.
  var title: String {
    if let title = chart.title { return title }
    let color = colorTitle.map { "\($0) by " } ?? ""
    return yTitle.isEmpty || xTitle.isEmpty
      ? color + xTitle + yTitle : "\(color)\(yTitle) \(color.isEmpty ? "by" : "and") \(xTitle)"
  }

  private func drawn(_ layout: ChartLayout) -> [MarkupNode] {
    var nodes: [MarkupNode] = []
    for (row, line) in layout.titleLines.enumerated() {
      let place = Point(0, Double(row) * 20 + 3)
      nodes.append(text(line, at: place, size: FontSize.title, baseline: .hanging, bold: true))
    }
    nodes += layout.legend.drawn(top: layout.legendTop)
    if !yTitle.isEmpty, !chart.y.isHidden {
      nodes.append(
        text(yTitle, at: Point(0, layout.yTitleTop + 3), baseline: .hanging, fill: .inkMuted))
    }
    for index in panels.indices {
      nodes += PanelDrawing(self, panel: index, layout: layout).drawn()
    }
    if !xTitle.isEmpty, !chart.x.isHidden {
      let place = Point(layout.plots.midX, layout.size.height - 5)
      nodes.append(text(xTitle, at: place, anchor: .middle, fill: .inkMuted))
    }
    if let bar = ColorLegend(self) { nodes += bar.drawn(beside: layout.plots) }
    return nodes
  }
}
