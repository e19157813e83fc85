/// Where everything in a chart's drawing stands. Margins are as wide as the measured texts in them.
struct ChartLayout: Sendable, Hashable {
  struct Frame: Sendable, Hashable {
    /// Where data are drawn.
    var plot: Rect
    var xLabels: AxisLabels
    var yLabels: AxisLabels
    /// Whether this panel shows the labels, or shares those of a neighbour.
    var showsXLabels: Bool
    var showsYLabels: Bool
  }

  /// The width of every chart.
  static let width = 640.0

  private(set) var size: Size
  /// One frame a panel.
  private(set) var frames: [Frame]
  private(set) var titleLines: [String]
  let legend: Legend
  private(set) var legendTop: Double
  private(set) var yTitleTop: Double
  /// The series named at the ends of their lines; empty if none are.
  let endNames: [String]

  /// Lays out `model`.
  init(_ model: ChartModel) {
    let chart = model.chart
    endNames = EndLabels.names(in: model)
    legend = Legend(model, without: endNames)
    titleLines =
      chart.title.map {
        TextMetrics.wrapped($0, width: ChartLayout.width, size: FontSize.title, bold: true)
      } ?? []
    legendTop = titleLines.isEmpty ? 0 : Double(titleLines.count) * 20 + 4
    yTitleTop = legendTop + legend.height
    let showsYTitle = !model.yTitle.isEmpty && !chart.y.isHidden
    let top = yTitleTop + (showsYTitle ? 22 : 8) + ChartLayout.barLabelHeight(model)
    let grid = PanelGrid(model)
    let ratio = chart.aspectRatio ?? grid.naturalRatio
    let height = (ChartLayout.width / ratio).rounded()
    size = Size(ChartLayout.width, height)
    let xTitleHeight = model.xTitle.isEmpty || chart.x.isHidden ? 0 : 20.0
    let area = Rect(x: 0, y: top, width: ChartLayout.width, height: height - top - xTitleHeight)
    frames = grid.frames(in: area, rightMargin: ChartLayout.rightMargin(model, endNames))
    let least = frames.map { min($0.plot.width, $0.plot.height) }.min() ?? 0
    if least < 20 {
      fatalError(
        "Chart: \(coordinate(size.width)) × \(coordinate(height)) units leave no room to draw; "
          + "shorten labels or set aspectRatio below \(NumberText.short(ratio))")
    }
  }

  /// The rectangle around all plots.
  var plots: Rect {
    let left = frames.map(\.plot.x).min() ?? 0
    let top = frames.map(\.plot.y).min() ?? 0
    let right = frames.map(\.plot.maxX).max() ?? size.width
    let bottom = frames.map(\.plot.maxY).max() ?? size.height
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// Room above upright bars for what is written on them.
  private static func barLabelHeight(_ model: ChartModel) -> Double {
    let isLabelled = model.panels.contains { panel in
      panel.marks.contains { $0.kind == .bar && $0.annotation != nil && !$0.lies }
    }
    return isLabelled ? 14 : 0
  }

  /// Room right of the plots for the ends of lines, of lying bars, or for the scale of colours.
  private static func rightMargin(_ model: ChartModel, _ endNames: [String]) -> Double {
    if let bar = ColorLegend(model) { return bar.width }
    if !endNames.isEmpty { return EndLabels.width(of: endNames) }
    let labels = model.panels.flatMap(\.marks).filter { $0.kind == .bar && $0.lies }
    let widths = labels.compactMap(\.annotation?.text).map {
      TextMetrics.width($0, size: FontSize.tick) + 6
    }
    return widths.max() ?? 0
  }
}

extension Mark {
  /// Whether a stacked bar lies.
  var lies: Bool { yEnd == nil }
}
