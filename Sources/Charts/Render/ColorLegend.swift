/// The scale of colours right of a heat map.
struct ColorLegend: Sendable, Hashable {
  private let scale: ColorScale
  private let labels: AxisLabels
  private let title: [String]

  /// The bar of a chart that colours by a number and shows its legend.
  init?(_ model: ChartModel) {
    guard let colors = model.colors, model.chart.legend != .hidden else { return nil }
    let domain = colors.domain
    guard domain.lowerBound < domain.upperBound else { return nil }
    scale = colors
    labels = AxisLabels.vertical(
      .continuous(ContinuousScale(type: .linear, domain: domain)), options: AxisOptions(),
      length: 150)
    title = TextMetrics.wrapped(model.colorTitle ?? "", width: 90)
  }

  /// The room that the bar needs right of the plot.
  var width: Double {
    let titleWidth = title.map { TextMetrics.width($0) }.max() ?? 0
    return 18 + max(12 + 8 + labels.width, titleWidth)
  }

  /// The bar right of `plots`.
  func drawn(beside plots: Rect) -> [MarkupNode] {
    let lineHeight = TextMetrics.lineHeight()
    let top = plots.y + Double(title.count) * lineHeight + 4
    let height = min(plots.maxY - top, 200)
    let bar = Rect(x: plots.maxX + 18, y: top, width: 12, height: height)
    var nodes = title.enumerated().map { index, line in
      text(
        line, at: Point(bar.x, plots.y + Double(index) * lineHeight), baseline: .hanging,
        fill: .inkMuted)
    }
    let stops = scale.stops.enumerated().map { index, color in
      let offset = Double(index) / Double(scale.stops.count - 1)
      return element("stop", ["offset": coordinate(offset * 100) + "%", "stop-color": color.hex])
    }
    nodes.append(
      element(
        "linearGradient", ["id": "colors", "x1": "0", "x2": "0", "y1": "1", "y2": "0"], stops))
    nodes.append(
      element(
        "rect",
        [
          "x": coordinate(bar.x), "y": coordinate(bar.y), "width": coordinate(bar.width),
          "height": coordinate(bar.height), "fill": "url(#colors)",
        ]))
    for label in labels.labels {
      let place = Point(bar.maxX + 6, bar.maxY - label.position * bar.height)
      nodes.append(
        text(
          label.lines[0], at: place, size: FontSize.tick, baseline: .central, fill: .inkMuted))
    }
    return nodes
  }
}
