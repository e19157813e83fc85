/// Bars over categories as lying blocks, one a line, with their numbers.
struct TerminalBars {
  private let model: ChartModel
  private let bars: [(name: String, value: Double)]

  init(_ model: ChartModel, _ panel: ChartModel.Panel) {
    self.model = model
    bars = panel.marks.filter { $0.kind == .bar }.map { bar in
      let place = bar.lies ? bar.y : bar.x
      let (start, end) = bar.lies ? (bar.x, bar.xEnd) : (bar.y, bar.yEnd)
      let name = [place?.datum.name, bar.seriesName].compactMap(\.self).uniqued()
      return (
        name.joined(separator: ", "), (end?.datum.number ?? 0) - (start?.datum.number ?? 0)
      )
    }
  }

  /// A line for each bar.
  var lines: [String] {
    let names = min(28, bars.map(\.name.count).max() ?? 0)
    let numbers = bars.map { NumberText.short($0.value) }
    let numberWidth = numbers.map(\.count).max() ?? 0
    let room = TerminalChart.width - names - numberWidth - 4
    let (low, high) = (
      min(0, bars.map(\.value).min() ?? 0), max(0, bars.map(\.value).max() ?? 0)
    )
    let scale = high > low ? Double(room) / (high - low) : 0
    let negative = Int((-low * scale).rounded())
    let title = model.panels.first?.x.bandwidth == 0 ? model.xTitle : model.yTitle
    return [title]
      + zip(bars, numbers).map { bar, number in
        let name = bar.name.padded(to: names)
        let value = number.padded(to: numberWidth, atStart: true)
        return "\(name)  \(value)  \(TerminalBars.block(bar.value * scale, negative: negative))"
      }
  }

  /// A bar of `length` columns to the right of zero, or to its left, where `negative` columns are
  /// kept for that.
  private static func block(_ length: Double, negative: Int) -> String {
    if length < 0 {
      let count = min(negative, Int((-length).rounded()))
      return String(repeating: " ", count: negative - count) + String(repeating: "█", count: count)
    }
    let eighths = Int((length * 8).rounded())
    let parts: [String] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    let whole = String(repeating: "█", count: eighths / 8)
    return String(repeating: " ", count: negative) + whole + parts[eighths % 8]
  }
}
