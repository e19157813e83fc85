extension PanelDrawing {
  /// Points; all of one look are one path.
  func drawnPoints() -> [MarkupNode] {
    struct Look: Hashable {
      var paint: Paint
      var symbol: Symbol
      var opacity: Double
      var isOutlined: Bool
    }
    let points = panel.marks.filter { $0.kind == .point }
    let crowd = points.count > 300 ? 0.6 : 1
    let groups = points.grouped { mark in
      let color = color(of: mark)
      return Look(
        paint: color.map(Paint.color) ?? model.series.paint(of: mark),
        symbol: model.series.symbol(of: mark) ?? .circle, opacity: mark.opacity ?? crowd,
        isOutlined: color != nil)
    }
    return groups.map { look, marks in
      let places = PanelDrawing.distinguishable(marks.map { place(of: $0) })
      return SymbolShape.drawn(
        look.symbol, at: places, look.paint, opacity: look.opacity, outlined: look.isOutlined)
    }
  }

  /// The colour that a number chooses for a mark, in 256 steps.
  func color(of mark: Mark) -> Color? {
    guard mark.hasContinuousColor, let number = mark.foreground?.datum.number else { return nil }
    return model.colors?.color(at: number)
  }

  /// Of very many points, those that do not lie on another one.
  private static func distinguishable(_ points: [Point]) -> [Point] {
    guard points.count > 1500 else { return points }
    struct Cell: Hashable {
      var column: Int
      var row: Int
    }
    var taken: Set<Cell> = []
    return points.filter {
      taken.insert(Cell(column: Int($0.x / 3), row: Int($0.y / 3))).inserted
    }
  }
}
