/// Draws one panel: its grid and axes, then its marks, areas lowest and words on top.
struct PanelDrawing {
  let model: ChartModel
  let panel: ChartModel.Panel
  let frame: ChartLayout.Frame
  let endNames: [String]
  /// The panel's number, part of its identifiers.
  let index: Int
  /// The points that all lines and areas of one panel may have before they are thinned out.
  let pointBudget: Int

  init(_ model: ChartModel, panel index: Int, layout: ChartLayout) {
    self.model = model
    self.index = index
    panel = model.panels[index]
    frame = layout.frames[index]
    endNames = layout.endNames
    pointBudget = max(200, 2400 / model.panels.count)
  }

  var plot: Rect { frame.plot }

  /// The whole panel.
  func drawn() -> [MarkupNode] {
    let lines = lineShapes()
    var labels = LabelPlacer(within: plot)
    for line in lines where line.mark.kind == .line { labels.avoid(line.runs) }
    labels.avoid(points: panel.marks.filter { $0.kind == .point }.map { place(of: $0) })
    let bands = lines.filter { $0.mark.kind == .area }.flatMap { drawn(area: $0) }
    let strokes = lines.filter { $0.mark.kind == .line }.flatMap { drawn(line: $0) }
    let ends = endLabels(of: lines)
    let rules = drawnRules(placing: &labels)
    let words = drawnAnnotations(placing: &labels)
    let data = drawnRectangles() + bands + drawnBars() + rules.lines + strokes + drawnPoints()
    return drawnGrid() + clipped(data) + drawnAxes() + ends + rules.names + words
  }

  /// Where a value lies on the horizontal axis, in viewBox units.
  func x(_ value: PlottableValue?) -> Double {
    value.map { plot.x + PanelDrawing.bounded(panel.x.position(of: $0.datum)) * plot.width } ?? 0
  }

  /// Where a value lies on the vertical axis, in viewBox units.
  func y(_ value: PlottableValue?) -> Double {
    value.map { plot.maxY - PanelDrawing.bounded(panel.y.position(of: $0.datum)) * plot.height }
      ?? 0
  }

  /// Where a mark lies.
  func place(of mark: Mark) -> Point { Point(x(mark.x) + positionOffset(mark), y(mark.y)) }

  /// The level that bars and areas stand on.
  var baseline: Double { plot.maxY - panel.y.baseline * plot.height }

  /// Keeps what is far outside the domain at a distance that can be drawn; zero on a logarithmic
  /// axis is its beginning.
  private static func bounded(_ position: Double) -> Double {
    position.isNaN ? 0 : min(max(position, -4), 5)
  }

  /// The nodes, cut off at the plot's edges if the author chose a domain that data may leave.
  private func clipped(_ nodes: [MarkupNode]) -> [MarkupNode] {
    guard model.chart.x.domain != nil || model.chart.y.domain != nil else { return nodes }
    let clip = Rect(
      x: plot.x - 1, y: plot.y - 1, width: plot.width + 2, height: plot.height + 2)
    let path = element(
      "clipPath", ["id": "plot-\(index)"],
      [
        element(
          "rect",
          [
            "x": coordinate(clip.x), "y": coordinate(clip.y), "width": coordinate(clip.width),
            "height": coordinate(clip.height),
          ])
      ])
    return [path, element("g", ["clip-path": "url(#plot-\(index))"], nodes)]
  }
}
