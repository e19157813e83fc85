extension Mark {
  /// The name of the series that the mark belongs to by its colour; `nil` if it has none, or if a
  /// number chooses the colour from a continuous scale.
  var seriesName: String? { hasContinuousColor ? nil : style.foregroundName }

  /// Whether a number chooses the colour from a continuous scale: of cells and points, not of lines
  /// and bars.
  var hasContinuousColor: Bool {
    foreground?.datum.number != nil && (kind == .rectangle || kind == .point)
  }

  /// What distinguishes the line or the band that the mark is a point of, apart from its kind.
  struct LineKey: Hashable {
    var foreground: Datum?
    var series: Datum?
  }

  /// What distinguishes the line or the band that the mark is a point of, apart from its kind.
  var lineKey: LineKey { LineKey(foreground: foreground?.datum, series: series?.datum) }

  /// Whether a bar lies, its value to the right; before stacking.
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

  /// Whether the mark is the gap of a line or an area.
  var isGap: Bool { y?.datum.number?.isNaN == true || yEnd?.datum.number?.isNaN == true }
}

extension Sequence<Mark> {
  /// All values along one axis.
  func values(_ direction: AxisDirection) -> [PlottableValue] {
    var values: [PlottableValue] = []
    for mark in self {
      let (start, end) = direction == .horizontal ? (mark.x, mark.xEnd) : (mark.y, mark.yEnd)
      if let start { values.append(start) }
      if let end { values.append(end) }
    }
    return values
  }

  /// The marks by what `key` says of them, in order of first appearance.
  func grouped<Key: Hashable>(by key: (Mark) -> Key) -> [(key: Key, marks: [Mark])] {
    var groups: [(key: Key, marks: [Mark])] = []
    var indices: [Key: Int] = [:]
    for mark in self {
      let key = key(mark)
      if let index = indices[key] {
        groups[index].marks.append(mark)
      } else {
        indices[key] = groups.count
        groups.append((key, [mark]))
      }
    }
    return groups
  }
}
