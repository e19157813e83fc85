extension PanelDrawing {
  /// Bars, with their annotations at their ends.
  func drawnBars() -> [MarkupNode] {
    panel.marks.filter { $0.kind == .bar }.map { bar in
      Shape.rect(
        frame(of: bar), fill: model.series.paint(of: bar), stroke: .surface,
        opacity: bar.opacity ?? 1)
    }
  }

  /// The rectangle of a bar with both ends set.
  func frame(of bar: Mark) -> Rect {
    if bar.lies {
      let (start, end) = (x(bar.x), x(bar.xEnd))
      let height = slot(panel.y.bandwidth * plot.height)
      let middle = y(bar.y) + positionOffset(bar)
      return Rect(
        x: min(start, end), y: middle - height / 2, width: abs(end - start), height: height)
    }
    let (start, end) = (y(bar.y), y(bar.yEnd))
    let (top, height) = (min(start, end), abs(end - start))
    if bar.xEnd != nil {
      let (left, right) = (x(bar.x), x(bar.xEnd))
      return Rect(x: min(left, right), y: top, width: abs(right - left), height: height)
    }
    let width = slot(bandLength)
    return Rect(
      x: x(bar.x) + positionOffset(bar) - width / 2, y: top, width: width, height: height)
  }

  /// How far a mark with `position(by:)` stands from the middle of its band.
  func positionOffset(_ mark: Mark) -> Double {
    guard let position = mark.positionBy?.datum,
      let index = model.positions.firstIndex(of: position)
    else { return 0 }
    let band = mark.kind == .bar && mark.lies ? panel.y.bandwidth * plot.height : bandLength
    return slot(band) * (Double(index) - Double(model.positions.count - 1) / 2)
  }

  /// The width of one bar in a band of this length.
  private func slot(_ band: Double) -> Double {
    let width = band * 0.72 / Double(max(1, model.positions.count))
    return model.positions.isEmpty ? min(width, 72) : width
  }

  /// The length of a band on the horizontal axis; over numbers, the distance between bars.
  private var bandLength: Double {
    if panel.x.bandwidth > 0 { return panel.x.bandwidth * plot.width }
    guard let spacing = BarWidths.spacing(of: panel.marks), let domain = panel.x.domain else {
      return 0
    }
    return spacing / (domain.upperBound - domain.lowerBound) * plot.width
  }
}
