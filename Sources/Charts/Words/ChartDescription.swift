/// A chart in words computed from its data: what its axes are, and of every series its ends, trend
/// and extremes.
struct ChartDescription {
  private let model: ChartModel

  init(_ model: ChartModel) { self.model = model }

  /// The description, a few sentences.
  var text: String {
    var sentences = ["\(kind)."] + axes
    for panel in model.panels {
      let found = sentencesAbout(panel)
      if let name = panel.name {
        sentences.append("Panel \(name): " + found.joined(separator: " "))
      } else {
        sentences += found
      }
    }
    return sentences.joined(separator: " ")
  }

  private var kind: String {
    let marks = model.panels.flatMap(\.marks)
    let names: [(Mark.Kind, String)] = [
      (.line, "Line chart"), (.bar, "Bar chart"), (.rectangle, "Heat map"),
      (.point, "Scatter plot"), (.area, "Area chart"),
    ]
    return names.first { kind, _ in marks.contains { $0.kind == kind } }?.1 ?? "Chart"
  }

  private var axes: [String] {
    [
      axis(.horizontal, model.xTitle, model.panels.map(\.x)),
      axis(.vertical, model.yTitle, model.panels.map(\.y)),
    ].compactMap(\.self)
  }

  /// What an axis shows, and from where to where its data go.
  private func axis(
    _ direction: AxisDirection, _ title: String, _ scales: [Scale]
  ) -> String? {
    guard !title.isEmpty, let scale = scales.first else { return nil }
    let axis = direction == .horizontal ? "Horizontal axis" : "Vertical axis"
    switch scale {
    case .band(let bands):
      return "\(axis): \(title), \(bands.categories.count) categories."
    case .continuous(let scale):
      let data = model.panels.flatMap { $0.marks.lazy.filter { !$0.isReference }.values(direction) }
      let numbers = data.compactMap(\.datum.number).filter { !$0.isNaN }
      let low = NumberText.short(numbers.min() ?? scale.domain.lowerBound)
      let high = NumberText.short(numbers.max() ?? scale.domain.upperBound)
      let type = scale.type == .linear ? "" : ", logarithmic"
      return "\(axis): \(title), \(low) to \(high)\(type)."
    }
  }

  private func sentencesAbout(_ panel: ChartModel.Panel) -> [String] {
    lines(panel) + bars(panel) + points(panel) + cells(panel) + references(panel)
  }

  private func lines(_ panel: ChartModel.Panel) -> [String] {
    let lines = panel.marks.lazy.filter { $0.kind == .line && !$0.isGap }.grouped(by: \.lineKey)
    return lines.compactMap { key, own in
      let band = panel.marks.last { $0.kind == .area && !$0.isGap && $0.lineKey == key }
      return SeriesWords(own, band: band, measure: model.yTitle).sentence
    }
  }

  private func bars(_ panel: ChartModel.Panel) -> [String] {
    let bars = panel.marks.filter { $0.kind == .bar }
    let items = bars.map { bar -> (name: String, value: Double) in
      let place = bar.lies ? bar.y : bar.x
      let (start, end) = bar.lies ? (bar.x, bar.xEnd) : (bar.y, bar.yEnd)
      let value = (end?.datum.number ?? 0) - (start?.datum.number ?? 0)
      let name = [bar.seriesName, place?.datum.name].compactMap(\.self)
      return (name.joined(separator: ", "), value)
    }
    guard let low = items.min(by: { $0.value < $1.value }),
      let high = items.max(by: { $0.value < $1.value })
    else { return [] }
    let extremes =
      "\(items.count) bars; highest \(NumberText.short(high.value)) (\(high.name)),"
      + " lowest \(NumberText.short(low.value)) (\(low.name))."
    guard items.count <= 12 else { return [extremes] }
    let list = items.map { "\($0.name): \(NumberText.short($0.value))" }
    return [extremes, list.joined(separator: "; ") + "."]
  }

  private func points(_ panel: ChartModel.Panel) -> [String] {
    let points = panel.marks.lazy.filter { $0.kind == .point }.grouped(by: \.seriesName)
    return points.map { name, own in
      let x = SeriesWords.range(own.compactMap(\.x))
      let y = SeriesWords.range(own.compactMap(\.y))
      let count = own.count == 1 ? "1 point" : "\(own.count) points"
      return "\(name.map { "\($0): " } ?? "")\(count), \(x), \(y)."
    }
  }

  private func cells(_ panel: ChartModel.Panel) -> [String] {
    let cells = panel.marks.filter { $0.kind == .rectangle && $0.hasContinuousColor }
    func number(_ mark: Mark) -> Double { mark.foreground?.datum.number ?? 0 }
    func words(_ mark: Mark) -> String {
      let place = [mark.x, mark.y].compactMap { $0 }.map { "\($0.label) \($0.datum.name)" }
      return "\(NumberText.short(number(mark))) at \(place.joined(separator: ", "))"
    }
    guard let low = cells.min(by: { number($0) < number($1) }),
      let high = cells.max(by: { number($0) < number($1) })
    else { return [] }
    let label = low.foreground?.label ?? "value"
    return [
      "\(cells.count) cells coloured by \(label): lowest \(words(low)), highest \(words(high))."
    ]
  }

  private func references(_ panel: ChartModel.Panel) -> [String] {
    panel.marks.filter(\.isReference).compactMap { rule in
      guard let value = rule.x ?? rule.y else { return nil }
      let name = rule.referenceName(besides: []) ?? value.label
      return "Reference line “\(name)” at \(value.datum.name)."
    }
  }
}
