extension PanelDrawing {
  /// Words: annotations of marks other than reference lines, and text marks.
  func drawnAnnotations(placing labels: inout LabelPlacer) -> [MarkupNode] {
    var colors: [[Datum?]: Color] = [:]
    for mark in panel.marks where mark.isCell {
      colors[[mark.x?.datum, mark.y?.datum]] = color(of: mark)
    }
    var nodes: [MarkupNode] = []
    for mark in panel.marks {
      switch (mark.kind, mark.annotation) {
      case (.text(let words), _):
        let ink = colors[[mark.x?.datum, mark.y?.datum]]?.ink
        let paint = mark.paint ?? ink.map(Paint.color) ?? model.series.paint(ofText: mark)
        nodes.append(
          text(
            words, at: place(of: mark), size: FontSize.tick, anchor: .middle, baseline: .central,
            fill: paint.forText, halo: ink == nil))
      case (.rule, let note?) where !mark.isReference:
        nodes.append(drawn(note, beside: place(of: mark), of: mark, placing: &labels))
      case (.rule, _), (_, nil): break
      case (.rectangle, let note?): nodes += drawn(note, inside: mark)
      case (.bar, let note?): nodes.append(drawn(note, atEndOf: mark))
      case (_, let note?):
        nodes.append(drawn(note, beside: place(of: mark), of: mark, placing: &labels))
      }
    }
    return nodes
  }

  /// Words in the middle of a cell, left out where the cell is too small for them.
  private func drawn(_ note: Annotation, inside mark: Mark) -> [MarkupNode] {
    let rect = frame(ofRectangle: mark)
    let sizes = [FontSize.label, FontSize.tick, 11].filter {
      TextMetrics.width(note.text, size: $0) <= rect.width - 2 && $0 <= rect.height
    }
    guard let size = sizes.first else { return [] }
    let paint = color(of: mark).map { Paint.color($0.ink) } ?? .ink
    return [
      text(
        note.text, at: Point(rect.midX, rect.midY), size: size, anchor: .middle,
        baseline: .central, fill: paint)
    ]
  }

  /// Words beyond the end of a bar; of a negative one, on the other side of zero, where there is
  /// room for sure.
  private func drawn(_ note: Annotation, atEndOf bar: Mark) -> MarkupNode {
    let rect = frame(of: bar)
    if bar.lies {
      let place = Point(rect.maxX + 5, rect.midY)
      return text(note.text, at: place, size: FontSize.tick, baseline: .central)
    }
    let place = Point(rect.midX, rect.y - 4)
    return text(note.text, at: place, size: FontSize.tick, anchor: .middle)
  }

  /// Words beside a point, where the author wants them or where they hide least.
  private func drawn(
    _ note: Annotation, beside point: Point, of mark: Mark, placing labels: inout LabelPlacer
  ) -> MarkupNode {
    let size = FontSize.tick
    let (width, height) = (TextMetrics.width(note.text, size: size), size + 2)
    func rect(_ left: Double, _ top: Double) -> Rect {
      Rect(x: point.x + left, y: point.y + top, width: width, height: height)
    }
    let top = rect(-width / 2, -height - 6)
    let bottom = rect(-width / 2, 6)
    let leading = rect(-width - 7, -height / 2)
    let trailing = rect(7, -height / 2)
    let candidates: [Rect] =
      switch note.position {
      case .top: [top]
      case .bottom: [bottom]
      case .leading: [leading]
      case .trailing: [trailing]
      case .overlay: [rect(-width / 2, -height / 2)]
      case .automatic:
        [top, trailing, bottom, leading, rect(6, -height - 5), rect(-width - 6, -height - 5)]
      }
    let place = labels.place(candidates)
    return text(
      note.text, at: Point(place.midX, place.midY), size: size, anchor: .middle,
      baseline: .central, fill: model.series.paint(ofText: mark).forText, halo: true)
  }
}

extension SeriesCatalog {
  /// The paint of words at a mark: its series', else ink.
  fileprivate func paint(ofText mark: Mark) -> Paint {
    mark.paint ?? mark.seriesName.map(paint(of:)) ?? .ink
  }
}
