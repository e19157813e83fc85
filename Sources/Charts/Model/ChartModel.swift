/// A chart sorted out: its panels with their marks and scales, its series, its titles.
struct ChartModel: Sendable, Hashable {
  struct Panel: Sendable, Hashable {
    /// The value of `facet(by:)`; `nil` in a chart without small multiples.
    var name: String?
    var marks: [Mark]
    var x: Scale
    var y: Scale
  }

  let chart: Chart
  let panels: [Panel]
  let series: SeriesCatalog
  let colors: ColorScale?
  /// The values of `position(by:)`, left to right within a band.
  let positions: [Datum]
  /// What the number measures that chooses colours.
  let colorTitle: String?
  let xTitle: String
  let yTitle: String

  /// Sorts out one chart on its own scales.
  init(_ chart: Chart) {
    let marks = ChartModel.checked(chart)
    self.init(chart, marks: marks, scales: ChartScales(of: marks, in: chart))
  }

  /// Sorts out charts that are shown one after another; the first one's modifiers choose the scales
  /// of all.
  static func models(onSharedScales charts: [Chart]) -> [ChartModel] {
    let marks = charts.map(checked)
    guard let first = charts.first else { return [] }
    let scales = ChartScales(of: marks.flatMap(\.self), in: first)
    return zip(charts, marks).map { ChartModel($0, marks: $1, scales: scales) }
  }

  private init(_ chart: Chart, marks: [Mark], scales: ChartScales) {
    self.chart = chart
    series = scales.series
    colors = scales.colors
    positions = scales.positions
    panels = scales.panels.map { panel in
      Panel(
        name: panel.name,
        marks: panel.name == nil ? marks : marks.filter { $0.isIn(panel: panel.name) }, x: panel.x,
        y: panel.y)
    }
    colorTitle = marks.first { $0.hasContinuousColor }?.foreground?.label
    xTitle = chart.x.title ?? ChartModel.title(marks, \.xValues)
    yTitle = chart.y.title ?? ChartModel.title(marks, \.yValues)
  }

  /// Whether there are small multiples.
  var isFaceted: Bool { panels.first?.name != nil }

  private static func checked(_ chart: Chart) -> [Mark] {
    MarkChecks.checkFinite(chart.marks)
    return BarStacking.stacked(chart.marks)
  }

  /// The label of the values along an axis: a line's says what is measured, a band's only which end
  /// it is, a reference's what it is called.
  private static func title(_ marks: [Mark], _ values: (Mark) -> [PlottableValue]) -> String {
    let ranked = [
      marks.first { !$0.isReference && $0.kind != .area && !values($0).isEmpty },
      marks.first { !$0.isReference && !values($0).isEmpty },
      marks.first { !values($0).isEmpty },
    ]
    return ranked.lazy.compactMap(\.self).first.flatMap { values($0).last?.label } ?? ""
  }
}

extension Mark {
  /// Whether the panel of this name shows the mark; marks without a facet are in every panel.
  func isIn(panel name: String?) -> Bool {
    guard let facetBy else { return true }
    return facetBy.datum.name == name
  }
}
