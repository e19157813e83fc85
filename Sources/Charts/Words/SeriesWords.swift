/// One line of a chart in words.
struct SeriesWords {
  private let name: String
  private let points: [(x: PlottableValue, y: Double)]
  private let band: Mark?

  /// - Parameters:
  ///   - marks: The line's points without gaps.
  ///   - band: The last point of the band around it.
  ///   - measure: What the line is called if it has no name: what it measures.
  init(_ marks: [Mark], band: Mark?, measure: String) {
    let labels = [marks.first?.seriesName, marks.first?.series?.datum.name].compactMap(\.self)
    name = labels.isEmpty ? measure : labels.joined(separator: ", ")
    points = marks.compactMap { mark in
      guard let x = mark.x, let y = mark.y?.datum.number else { return nil }
      return (x, y)
    }
    self.band = band
  }

  /// Ends, trend, extremes and interval: “Q-learning: from −98 at 1 to −45 at 500, rising; …”.
  var sentence: String? {
    guard let first = points.first, let last = points.last,
      let low = points.min(by: { $0.y < $1.y }), let high = points.max(by: { $0.y < $1.y })
    else { return nil }
    let start = name.isEmpty ? "" : "\(name): "
    if points.count == 1 { return start + "\(words(first))\(bandWords)." }
    if low.y == high.y {
      return start
        + "constant at \(NumberText.short(low.y)) over \(points.count) points\(bandWords)."
    }
    var text = start + "from \(words(first)) to \(words(last)), \(trend(low.y, high.y))"
    let inner = [("lowest", low), ("highest", high)].filter { $1.y != first.y && $1.y != last.y }
    for (which, point) in inner { text += "; \(which) \(words(point))" }
    return text + "\(bandWords)."
  }

  private func words(_ point: (x: PlottableValue, y: Double)) -> String {
    "\(NumberText.short(point.y)) at \(point.x.datum.name)"
  }

  private func trend(_ low: Double, _ high: Double) -> String {
    let values = points.map(\.y)
    let steps = zip(values, values.dropFirst())
    if steps.allSatisfy({ $0 <= $1 }) { return "rising throughout" }
    if steps.allSatisfy({ $0 >= $1 }) { return "falling throughout" }
    let share = (values[values.count - 1] - values[0]) / (high - low)
    if abs(share) < 0.1 { return "ending near where it began" }
    return share > 0 ? "rising overall" : "falling overall"
  }

  private var bandWords: String {
    guard let low = band?.y?.datum.number else { return "" }
    let high = band?.yEnd?.datum.number ?? 0
    return "; band from \(NumberText.short(min(low, high))) to \(NumberText.short(max(low, high)))"
      + " at the end"
  }

  /// “Return from −98 to −13”, or how many categories there are.
  static func range(_ values: [PlottableValue]) -> String {
    let label = values.first?.label ?? ""
    let numbers = values.compactMap(\.datum.number)
    guard let low = numbers.min(), let high = numbers.max() else {
      return "\(values.map(\.datum).uniqued().count) categories of \(label)"
    }
    if low == high { return "\(label) \(NumberText.short(low))" }
    return "\(label) from \(NumberText.short(low)) to \(NumberText.short(high))"
  }
}
