/// A heat map: numbers where they fit in 80 columns, else shades from light (least) to full (most).
struct TerminalCells {
  private let model: ChartModel
  private let xs: [Datum]
  private let ys: [Datum]
  private let cells: [[Datum?]: Mark]

  init(_ model: ChartModel, _ panel: ChartModel.Panel) {
    self.model = model
    xs = TerminalCells.categories(panel.x)
    ys = TerminalCells.categories(panel.y).reversed()
    var cells: [[Datum?]: Mark] = [:]
    for mark in panel.marks where mark.isCell { cells[[mark.x?.datum, mark.y?.datum]] = mark }
    self.cells = cells
  }

  /// A line for each band of the vertical axis, and one for the names below.
  var lines: [String] {
    let names = min(18, ys.map(\.name.count).max() ?? 0)
    let texts = ys.map { y in xs.map { text(of: cells[[$0, y]]) } }
    let widest = max(
      texts.flatMap(\.self).map(\.count).max() ?? 0, xs.map(\.name.count).max() ?? 0)
    let asNumbers = names + 2 + xs.count * (widest + 1) <= TerminalChart.width
    let heading = [model.yTitle, model.colorTitle.map { "colour: \($0)" }].compactMap(\.self)
    var lines = [heading.filter { !$0.isEmpty }.joined(separator: "; ")]
    for (y, row) in zip(ys, texts) {
      let blocks =
        asNumbers
        ? row.map { " " + $0.padded(to: widest, atStart: true) } : xs.map { shade(cells[[$0, y]]) }
      lines.append(y.name.padded(to: names, atStart: true) + " │" + blocks.joined())
    }
    let margin = String(repeating: " ", count: names + 2)
    if asNumbers {
      lines.append(margin + xs.map { " " + $0.name.padded(to: widest, atStart: true) }.joined())
    } else if let first = xs.first, let last = xs.last {
      let gap = max(1, xs.count * shadeWidth - first.name.count - last.name.count)
      lines.append(margin + first.name + String(repeating: " ", count: gap) + last.name)
    }
    lines.append(margin + " " + model.xTitle)
    return lines
  }

  private var shadeWidth: Int { xs.count <= 30 ? 2 : 1 }

  private func text(of mark: Mark?) -> String {
    guard let mark else { return "" }
    return mark.annotation?.text ?? mark.foreground?.datum.number.map { NumberText.short($0) }
      ?? "■"
  }

  private func shade(_ mark: Mark?) -> String {
    let shades: [Character] = ["·", "░", "▒", "▓", "█"]
    guard let number = mark?.foreground?.datum.number, let domain = model.colors?.domain else {
      return String(repeating: " ", count: shadeWidth)
    }
    let span = domain.upperBound - domain.lowerBound
    let fraction = span > 0 ? (number - domain.lowerBound) / span : 0.5
    let index = min(max(Int(fraction * 5), 0), 4)
    return String(repeating: shades[index], count: shadeWidth)
  }

  private static func categories(_ scale: Scale) -> [Datum] {
    if case .band(let bands) = scale { bands.categories } else { [] }
  }
}
