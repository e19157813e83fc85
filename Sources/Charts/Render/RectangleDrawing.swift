extension PanelDrawing {
  /// Cells and regions; all cells of one colour are one path.
  func drawnRectangles() -> [MarkupNode] {
    var order: [Paint] = []
    var groups: [Paint: Path] = [:]
    var regions: [MarkupNode] = []
    for mark in panel.marks where mark.kind == .rectangle {
      let rect = frame(ofRectangle: mark)
      guard let color = color(of: mark) else {
        let opacity = mark.opacity ?? (mark.isCell ? 1 : 1.0 / 6)
        regions.append(Shape.rect(rect, fill: model.series.paint(of: mark), opacity: opacity))
        continue
      }
      let paint = Paint.color(color)
      if groups[paint] == nil { order.append(paint) }
      groups[paint, default: Path()].append(rect)
    }
    let cells = order.map { Shape.fill(groups[$0, default: Path()], $0) }
    let sharp = cells.isEmpty ? [] : [element("g", ["shape-rendering": "crispEdges"], cells)]
    return regions + sharp
  }

  /// Where a cell or a region lies.
  func frame(ofRectangle mark: Mark) -> Rect {
    if mark.isCell {
      let (width, height) = (panel.x.bandwidth * plot.width, panel.y.bandwidth * plot.height)
      return Rect(
        x: x(mark.x) - width / 2, y: y(mark.y) - height / 2, width: width, height: height)
    }
    let (left, right) = (x(mark.x), x(mark.xEnd))
    let (top, bottom) = (y(mark.yEnd), y(mark.y))
    return Rect(
      x: min(left, right), y: min(top, bottom), width: abs(right - left),
      height: abs(bottom - top))
  }
}

extension Path {
  fileprivate mutating func append(_ rect: Rect) {
    move(to: Point(rect.x, rect.y))
    line(to: Point(rect.maxX, rect.y))
    line(to: Point(rect.maxX, rect.maxY))
    line(to: Point(rect.x, rect.maxY))
    close()
  }
}
