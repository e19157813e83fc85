/// Everything that charts shown together have in common: panels, scales, series and colours.
struct ChartScales: Sendable, Hashable {
  struct Panel: Sendable, Hashable {
    /// The value of `facet(by:)`; `nil` in a chart without small multiples.
    var name: String?
    var x: Scale
    var y: Scale
  }

  let panels: [Panel]
  let series: SeriesCatalog
  /// The scale of cells and points that are coloured by a number.
  let colors: ColorScale?
  /// The values of `position(by:)`, left to right within a band.
  let positions: [Datum]

  /// Scales that hold the data of all `marks`, as the modifiers of `chart` ask.
  init(of marks: [Mark], in chart: Chart) {
    series = SeriesCatalog(marks: marks, chosen: chart.seriesPaints)
    colors = ChartScales.colors(of: marks, in: chart)
    positions = marks.compactMap(\.positionBy?.datum).uniqued()
    let names = marks.compactMap(\.facetBy?.datum.name).uniqued()
    let sharedX = AxisScales.scale(.horizontal, marks: marks, options: chart.x)
    let sharedY = AxisScales.scale(.vertical, marks: marks, options: chart.y)
    if names.isEmpty {
      panels = [Panel(name: nil, x: sharedX, y: sharedY)]
      return
    }
    panels = names.map { name in
      let own = marks.filter { $0.isIn(panel: name) }
      return Panel(
        name: name,
        x: chart.facets.sharesX
          ? sharedX : AxisScales.scale(.horizontal, marks: own, options: chart.x),
        y: chart.facets.sharesY
          ? sharedY : AxisScales.scale(.vertical, marks: own, options: chart.y))
    }
  }

  private static func colors(of marks: [Mark], in chart: Chart) -> ColorScale? {
    let numbers = marks.filter(\.hasContinuousColor).compactMap(\.foreground?.datum.number)
    guard let low = numbers.min(), let high = numbers.max() else { return nil }
    let domain = chart.colorDomain ?? low...high
    guard chart.colorDiverges else { return .viridis(domain) }
    return .diverging(extent: max(abs(domain.lowerBound), abs(domain.upperBound)))
  }
}
