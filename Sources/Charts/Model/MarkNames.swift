extension Mark {
  /// The name of the series that the mark belongs to by its colour; `nil` if it has none, or if a number chooses
  /// the colour from a continuous scale.
  var seriesName: String? {
    guard let foreground else { return nil }
    switch foreground.datum {
    case .category(let name): return name
    case .number(let number):
      return hasContinuousColor ? nil : "\(foreground.label) = \(NumberText.short(number))"
    }
  }

  /// Whether a number chooses the colour from a continuous scale: of cells and points, not of lines and bars.
  var hasContinuousColor: Bool {
    foreground?.datum.number != nil && (kind == .rectangle || kind == .point)
  }

  /// What distinguishes the line or area that the mark is a point of.
  var lineKey: String { "\(seriesName ?? "")\u{1F}\(series?.datum.name ?? "")" }

  /// Whether a bar lies, its value to the right.
  var isLyingBar: Bool { kind == .bar && y?.datum.number == nil && x?.datum.number != nil }

  /// Whether the mark is one cell of a heat map.
  var isCell: Bool { kind == .rectangle && xEnd == nil }

  /// Whether the mark is a reference line across the plot.
  var isReference: Bool { kind == .rule && xEnd == nil && yEnd == nil && (x == nil || y == nil) }

  /// The kind's name in messages.
  var kindName: String {
    switch kind {
    case .line: "LineMark"
    case .area: "AreaMark"
    case .point: "PointMark"
    case .bar: "BarMark"
    case .rule: "RuleMark"
    case .rectangle: "RectangleMark"
    case .text: "TextMark"
    }
  }

  /// The mark's values along the horizontal axis.
  var xValues: [PlottableValue] { [x, xEnd].compactMap(\.self) }
  /// The mark's values along the vertical axis.
  var yValues: [PlottableValue] { [y, yEnd].compactMap(\.self) }
}
