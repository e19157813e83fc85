/// A panel of lines and points in Braille dots, with numbers along both axes and names at the ends
/// of lines.
struct TerminalPlot {
  private static let rows = 14
  private let model: ChartModel
  private let panel: ChartModel.Panel
  private let columns: Int
  private let yLabels: AxisLabels
  private let leftWidth: Int
  private let endNames: [(row: Int, name: String)]

  init(_ model: ChartModel, _ panel: ChartModel.Panel) {
    self.model = model
    self.panel = panel
    yLabels = AxisLabels.vertical(panel.y, options: model.chart.y, length: 160)
    leftWidth = min(18, yLabels.labels.map { $0.lines.joined(separator: " ").count }.max() ?? 0)
    endNames = TerminalPlot.ends(model, panel)
    let right = min(24, endNames.map { $0.name.count + 1 }.max() ?? 0)
    columns = TerminalChart.width - leftWidth - 2 - right
  }

  /// The panel's lines.
  var lines: [String] {
    let canvas = canvas().lines
    var lines = model.yTitle.isEmpty ? [] : [model.yTitle]
    let labels = rowLabels
    for (row, dots) in canvas.enumerated() {
      let label = labels[row] ?? ""
      let name = endNames.first { $0.row == row }?.name ?? ""
      let tick = labels[row] == nil ? "│" : "┤"
      let room = max(0, TerminalChart.width - leftWidth - 3 - columns)
      let end = name.isEmpty ? "" : " " + name.padded(to: min(room, name.count))
      lines.append("\(label.padded(to: leftWidth, atStart: true)) \(tick)\(dots)\(end)")
    }
    return lines + bottom + notes
  }

  private var rowLabels: [Int: String] {
    var labels: [Int: String] = [:]
    for label in yLabels.labels {
      let row = Int(((1 - label.position) * Double(TerminalPlot.rows - 1)).rounded())
      labels[row] = label.lines.joined(separator: " ")
    }
    return labels
  }

  private func canvas() -> BrailleCanvas {
    var canvas = BrailleCanvas(columns: columns, rows: TerminalPlot.rows)
    for rule in panel.marks where rule.isReference { draw(rule, on: &canvas) }
    var last: [Mark.LineKey: Point] = [:]
    for mark in panel.marks {
      let key = mark.lineKey
      switch mark.kind {
      case .line where mark.isGap: last[key] = nil
      case .line:
        let point = place(mark)
        if let from = last[key] { connect(from, point, mark.interpolation, on: &canvas) }
        canvas.plot(point.x, point.y)
        last[key] = point
      case .point: canvas.plot(place(mark).x, place(mark).y)
      case .bar, .rule, .area, .rectangle: drawExtent(of: mark, on: &canvas)
      case .text: break
      }
    }
    return canvas
  }

  private func connect(
    _ from: Point, _ to: Point, _ method: InterpolationMethod, on canvas: inout BrailleCanvas
  ) {
    let corners: [Point] =
      switch method {
      case .linear, .monotone: []
      case .stepEnd: [Point(to.x, from.y)]
      case .stepStart: [Point(from.x, to.y)]
      case .stepCenter: [Point((from.x + to.x) / 2, from.y), Point((from.x + to.x) / 2, to.y)]
      }
    let path = [from] + corners + [to]
    for (start, end) in zip(path, path.dropFirst()) { canvas.line(start, end) }
  }

  private func draw(_ rule: Mark, on canvas: inout BrailleCanvas) {
    // Every third dot, so that data stand out.
    for step in stride(from: 0, through: columns * 2, by: 3) {
      let fraction = Double(step) / Double(columns * 2)
      if let x = rule.x {
        canvas.plot(panel.x.position(of: x.datum), fraction)
      } else if let y = rule.y {
        canvas.plot(fraction, panel.y.position(of: y.datum))
      }
    }
  }

  /// The upright interval of an error bar or of a bar over a number; the edges of a band are left
  /// out.
  private func drawExtent(of mark: Mark, on canvas: inout BrailleCanvas) {
    guard mark.kind == .bar || (mark.kind == .rule && mark.yEnd != nil), let x = mark.x,
      let start = mark.y, let end = mark.yEnd
    else { return }
    let center = panel.x.position(of: x.datum)
    let right = mark.xEnd.map { panel.x.position(of: $0.datum) } ?? center
    let (low, high) = (panel.y.position(of: start.datum), panel.y.position(of: end.datum))
    for step in 0...max(1, Int((right - center) * Double(columns * 2))) {
      let at = center + Double(step) / Double(columns * 2)
      canvas.line(Point(at, max(low, 0)), Point(at, high))
    }
  }

  private func place(_ mark: Mark) -> Point {
    Point(
      mark.x.map { panel.x.position(of: $0.datum) } ?? 0,
      mark.y.map { panel.y.position(of: $0.datum) } ?? 0)
  }

  /// The horizontal axis, its numbers and its title.
  private var bottom: [String] {
    let margin = String(repeating: " ", count: leftWidth)
    let labels = AxisLabels.horizontal(
      panel.x, options: model.chart.x, length: Double(columns) * 8)
    var axis = Array(repeating: "─", count: columns)
    var numbers = Array(repeating: Character(" "), count: TerminalChart.width - leftWidth - 2)
    var free = 0
    for label in labels.labels {
      let column = Int((label.position * Double(columns - 1)).rounded())
      axis[column] = "┬"
      let name = label.lines.joined(separator: " ")
      let start = min(max(column - name.count / 2, 0), numbers.count - name.count)
      guard start >= free else { continue }
      for (offset, character) in name.enumerated() { numbers[start + offset] = character }
      free = start + name.count + 1
    }
    var lines = ["\(margin) └\(axis.joined())", "\(margin)  \(String(numbers))"]
    if !model.xTitle.isEmpty {
      let indent = max(0, (columns - model.xTitle.count) / 2)
      lines.append("\(margin)  \(String(repeating: " ", count: indent))\(model.xTitle)")
    }
    return lines
  }

  /// The names of reference lines, which have no room at them.
  private var notes: [String] {
    panel.marks.filter(\.isReference).compactMap { rule in
      rule.referenceName(besides: [model.xTitle, model.yTitle]).map { name in
        let value = (rule.x ?? rule.y)?.datum.name ?? ""
        return "\(String(repeating: " ", count: leftWidth))  ⠒⠒ \(name) (\(value))"
      }
    }
  }

  /// Names of series in the rows where their lines end, each in a row of its own.
  private static func ends(_ model: ChartModel, _ panel: ChartModel.Panel) -> [(
    row: Int, name: String
  )] {
    let ends = model.series.names.compactMap { name -> (name: String, height: Double)? in
      let isNamed: (Mark) -> Bool = { mark in
        (mark.kind == .line || mark.kind == .point) && mark.seriesName == name && !mark.isGap
      }
      return panel.marks.last(where: isNamed)?.y.map { (name, panel.y.position(of: $0.datum)) }
    }
    let wanted = ends.map { (1 - $0.height) * Double(rows - 1) }
    let places = EndLabels.spread(wanted, pitch: 1, within: 0...Double(rows - 1))
    return zip(ends, places).map { (Int($1.rounded(.down)), $0.name) }
  }
}
