extension PanelDrawing {
  /// Reference lines and intervals, and the names of the former.
  func drawnRules(placing labels: inout LabelPlacer) -> (lines: [MarkupNode], names: [MarkupNode]) {
    let rules = panel.marks.filter { $0.kind == .rule }
    // All lines first, so that no name hides another's line.
    for rule in rules where rule.isReference { labels.avoid([ends(of: rule)]) }
    let lines = rules.flatMap { drawn(rule: $0) }
    let names = rules.filter(\.isReference).compactMap { name(of: $0, placing: &labels) }
    return (lines, names)
  }

  private func drawn(rule: Mark) -> [MarkupNode] {
    let paint =
      rule.isReference || rule.foreground != nil || rule.paint != nil
      ? model.series.paint(of: rule) : .ink
    var path = Path(through: ends(of: rule))
    if !rule.isReference {
      for end in ends(of: rule) {
        let isUpright = rule.yEnd != nil
        path.move(to: Point(end.x - (isUpright ? 4 : 0), end.y - (isUpright ? 0 : 4)))
        path.line(to: Point(end.x + (isUpright ? 4 : 0), end.y + (isUpright ? 0 : 4)))
      }
    }
    let line = Shape.stroke(
      path, paint, width: rule.lineWidth ?? 1.5, style: model.series.lineStyle(of: rule),
      opacity: rule.opacity ?? 1)
    // A rim sets intervals off from the bars that they lie on.
    return rule.isReference ? [line] : [Shape.stroke(path, .surface, width: 3.5), line]
  }

  private func ends(of rule: Mark) -> [Point] {
    if rule.yEnd != nil {
      let x = x(rule.x) + positionOffset(rule)
      return [Point(x, y(rule.y)), Point(x, y(rule.yEnd))]
    }
    if rule.xEnd != nil { return [Point(x(rule.x), y(rule.y)), Point(x(rule.xEnd), y(rule.y))] }
    if rule.x != nil { return [Point(x(rule.x), plot.maxY), Point(x(rule.x), plot.y)] }
    return [Point(plot.x, y(rule.y)), Point(plot.maxX, y(rule.y))]
  }

  /// What a reference line is called, at one of its ends or in its middle, above or below.
  private func name(of rule: Mark, placing labels: inout LabelPlacer) -> MarkupNode? {
    guard let name = rule.referenceName(besides: [model.xTitle, model.yTitle]) else { return nil }
    let size = FontSize.tick
    let (width, height) = (TextMetrics.width(name, size: size), size + 2)
    var candidates: [Rect] = []
    if rule.x == nil {
      let level = y(rule.y)
      let left = [plot.maxX - width - 2, plot.x + 4, plot.midX - width / 2]
      for top in [level - height - 2, level + 3] {
        candidates += left.map { Rect(x: $0, y: top, width: width, height: height) }
      }
    } else {
      let x = x(rule.x)
      for top in [plot.y + 1, plot.maxY - height - 4, plot.midY] {
        candidates += [x + 5, x - width - 5].map {
          Rect(x: $0, y: top, width: width, height: height)
        }
      }
    }
    let place = labels.place(candidates)
    let paint = rule.paint ?? (rule.foreground == nil ? .inkMuted : model.series.paint(of: rule))
    return text(
      name, at: Point(place.x, place.midY), size: size, baseline: .central, fill: paint.forText,
      halo: true)
  }
}

extension Mark {
  /// The name of a reference line: its annotation, else its value's label unless that is an axis'
  /// title.
  func referenceName(besides titles: [String]) -> String? {
    if let annotation { return annotation.text.isEmpty ? nil : annotation.text }
    guard let label = (x ?? y)?.label, !titles.contains(label) else { return nil }
    return label
  }
}
