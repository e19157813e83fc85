/// Names at the ends of lines, pushed apart where lines end close together.
package enum EndLabels {
  /// More lines than this get a legend.
  static let limit = 5
  /// The least distance between two names' middles.
  static let pitch = 16.0

  /// The series to be named at their ends: all, if they are few lines in one panel that end at the
  /// right.
  static func names(in model: ChartModel) -> [String] {
    let names = model.series.names
    guard model.chart.legend == .automatic, !model.isFaceted, names.count <= limit,
      model.series.symbolNames.allSatisfy(names.contains),
      let panel = model.panels.first, width(of: names) < 0.35 * ChartLayout.width
    else { return [] }
    let endsRight = names.allSatisfy { name in
      let own = panel.marks.filter { $0.seriesName == name }
      let isLine = own.allSatisfy { $0.kind == .line || $0.kind == .area }
      guard isLine, let last = own.last(where: { $0.kind == .line && !$0.isGap })?.x else {
        return false
      }
      return panel.x.position(of: last.datum) >= 0.85
    }
    return endsRight ? names : []
  }

  /// The room that `names` need right of the plot.
  static func width(of names: [String]) -> Double {
    (names.map { TextMetrics.width($0) }.max() ?? 0) + 12
  }

  /// Middles for labels that want to be at `wanted`, at least `pitch` apart and within `range`,
  /// moved as little as possible (in the sense of least squares, group by group).
  ///
  /// - Complexity: O(n²), n being at most a handful.
  package static func spread(_ wanted: [Double], pitch: Double, within range: ClosedRange<Double>)
    -> [Double]
  {
    // The first label of a group wants to be at the mean of its members' wishes.
    func start(_ members: [Int]) -> Double {
      let wishes = members.enumerated().map { wanted[$1] - Double($0) * pitch }
      let room = range.upperBound - Double(members.count - 1) * pitch
      return max(range.lowerBound, min(wishes.reduce(0, +) / Double(members.count), room))
    }
    func end(_ members: [Int]) -> Double { start(members) + Double(members.count - 1) * pitch }

    var groups: [[Int]] = []
    for index in wanted.indices.sorted(by: { (wanted[$0], $0) < (wanted[$1], $1) }) {
      var group = [index]
      // Groups that touch become one.
      while let last = groups.last, end(last) + pitch > start(group) {
        group = last + group
        groups.removeLast()
      }
      groups.append(group)
    }
    var places = wanted
    for group in groups {
      for (offset, member) in group.enumerated() {
        places[member] = start(group) + Double(offset) * pitch
      }
    }
    return places
  }
}
