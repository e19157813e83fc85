/// A chart for a terminal: Braille dots for lines and points, blocks for bars, shades for cells.
struct TerminalChart {
  /// The widest line, in columns.
  static let width = 80
  private let model: ChartModel

  init(_ model: ChartModel) { self.model = model }

  /// The chart as lines of text, none ending in a space.
  var text: String {
    var lines: [String] = []
    if let title = model.chart.title {
      lines = TextMetrics.wrapped(title) { $0.count <= TerminalChart.width } + [""]
    }
    for (index, panel) in model.panels.enumerated() {
      if index > 0 { lines.append("") }
      if let name = panel.name { lines.append("[\(name)]") }
      lines += drawn(panel)
    }
    return lines.map { $0.withoutTrailingSpaces }.joined(separator: "\n")
  }

  private func drawn(_ panel: ChartModel.Panel) -> [String] {
    if panel.marks.contains(where: \.isCell) { return TerminalCells(model, panel).lines }
    let isBanded = panel.x.bandwidth > 0 || panel.y.bandwidth > 0
    if isBanded, panel.marks.contains(where: { $0.kind == .bar }) {
      return TerminalBars(model, panel).lines
    }
    return TerminalPlot(model, panel).lines
  }
}

extension String {
  /// The text without spaces at its end.
  var withoutTrailingSpaces: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }

  /// The text, ended by spaces (or begun with them) to fill `width` characters, or cut off with an
  /// ellipsis.
  func padded(to width: Int, atStart: Bool = false) -> String {
    if count > width { return width < 1 ? "" : prefix(width - 1) + "…" }
    let spaces = String(repeating: " ", count: width - count)
    return atStart ? spaces + self : self + spaces
  }
}
