/// The names of series beside a sample of how each is drawn, in rows above the plot.
struct Legend: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    var name: String
    var paint: Paint
    var line: LineStyle?
    var symbol: Symbol?
    var isFilled: Bool
    /// Where the sample begins; the name follows it.
    var place: Point
  }

  private(set) var entries: [Entry] = []
  private(set) var height = 0.0

  private static let sampleWidth = 26.0
  private static let rowHeight = 20.0

  /// The legend of what is not named at the ends of lines; empty if nothing needs one.
  init(_ model: ChartModel, without endNames: [String]) {
    guard model.chart.legend != .hidden, endNames.isEmpty else { return }
    let marks = model.panels.flatMap(\.marks)
    for name in model.series.names {
      let own = marks.filter { $0.seriesName == name }
      entries.append(Legend.entry(name, own, model.series))
    }
    for name in model.series.symbolNames where !model.series.names.contains(name) {
      entries.append(
        Entry(
          name: name, paint: .ink, symbol: model.series.symbol(named: name), isFilled: false,
          place: Point(0, 0)))
    }
    place()
  }

  private static func entry(_ name: String, _ marks: [Mark], _ series: SeriesCatalog) -> Entry {
    let line = marks.first { $0.kind == .line || $0.kind == .rule }
    let point = marks.first { series.symbol(of: $0) != nil }
    let isFilled = line == nil && point == nil
    return Entry(
      name: name, paint: series.paint(of: name), line: line.map(series.lineStyle(of:)),
      symbol: point.flatMap(series.symbol(of:)), isFilled: isFilled, place: Point(0, 0))
  }

  private mutating func place() {
    var x = 0.0
    var row = 0.0
    for index in entries.indices {
      let width = Legend.sampleWidth + TextMetrics.width(entries[index].name)
      if x > 0, x + width > ChartLayout.width {
        x = 0
        row += 1
      }
      entries[index].place = Point(x, row * Legend.rowHeight)
      x += width + 20
    }
    height = entries.isEmpty ? 0 : (row + 1) * Legend.rowHeight + 6
  }

  /// The legend with its upper edge at `top`.
  func drawn(top: Double) -> [MarkupNode] {
    entries.flatMap { entry -> [MarkupNode] in
      let middle = Point(entry.place.x, top + entry.place.y + Legend.rowHeight / 2)
      var nodes: [MarkupNode] = []
      if entry.isFilled {
        nodes.append(
          Shape.rect(
            Rect(x: middle.x + 4, y: middle.y - 6, width: 12, height: 12), fill: entry.paint))
      }
      if let line = entry.line {
        let path = Path(through: [middle, Point(middle.x + 20, middle.y)])
        nodes.append(Shape.stroke(path, entry.paint, width: 2, style: line))
      }
      if let symbol = entry.symbol {
        nodes.append(SymbolShape.drawn(symbol, at: [Point(middle.x + 10, middle.y)], entry.paint))
      }
      let place = Point(middle.x + Legend.sampleWidth, middle.y)
      return nodes + [text(entry.name, at: place, baseline: .central)]
    }
  }
}
