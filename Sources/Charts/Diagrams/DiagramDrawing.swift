/// A diagram as SVG.
struct DiagramDrawing {
  let diagram: Diagram
  let layout: DiagramLayout
  let routing: DiagramRouting
  let labels: DiagramLabels
  private let frames: [Rect]

  init(_ diagram: Diagram) {
    self.diagram = diagram
    layout = DiagramLayout(diagram)
    routing = DiagramRouting(diagram, layout)
    labels = DiagramLabels(diagram, layout, routing)
    frames = zip(diagram.nodes, layout.centers).map { DiagramOutline($0).frame(at: $1) }
  }

  // MARK: Extent

  private static let margin = 10.0
  /// Smaller diagrams stand in the middle of a drawing of this width, so that letters are of one
  /// size on a page.
  private static let minimumWidth = 640.0

  /// Everything that is drawn, the notes at the side excepted.
  private var core: Rect {
    let points = routing.curves.flatMap(\.samples)
    let rects = frames + labels.placed.map(\.frame) + arcs.map(\.labelFrame)
    let left = (points.map(\.x) + rects.map(\.x)).min() ?? 0
    let right = (points.map(\.x) + rects.map(\.maxX)).max() ?? 0
    let top = (points.map(\.y) + rects.map(\.y)).min() ?? 0
    let bottom = (points.map(\.y) + rects.map(\.maxY)).max() ?? 0
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  private var noteWidth: Double {
    let widest = diagram.levelNotes.map(\.label.width).max() ?? 0
    return widest > 0 ? widest + 34 : 0
  }

  private var titleHeight: Double { diagram.title == nil ? 0 : 28 }

  /// The whole drawing's size.
  var size: Size {
    let margin = DiagramDrawing.margin
    let title = TextMetrics.width(diagram.title ?? "", size: FontSize.title, bold: true)
    let width = max(core.width + noteWidth, title) + 2 * margin
    return Size(
      max(width, DiagramDrawing.minimumWidth), core.height + titleHeight + 2 * margin)
  }

  // MARK: Nodes

  /// Everything, lines below nodes below labels.
  var nodes: [MarkupNode] {
    let margin = DiagramDrawing.margin
    let core = core
    let left = (size.width - core.width - noteWidth) / 2
    let shift = Vector(left.rounded() - core.x, margin + titleHeight - core.y)
    let move = "translate(\(coordinate(shift.dx)) \(coordinate(shift.dy)))"
    var content = zip(diagram.edges, routing.curves).flatMap(edgeNodes)
    content += arcs.flatMap(\.nodes)
    content += zip(diagram.nodes, layout.centers).flatMap(DiagramOutline.nodes)
    content += labels.placed.map { $0.label.node(at: $0.center) }
    content += noteNodes(at: core.maxX + 30)
    let drawing = element("g", ["transform": move], content)
    guard let title = diagram.title else { return [drawing] }
    return [
      text(title, at: Point(margin, margin + 14), size: FontSize.title, bold: true), drawing,
    ]
  }

  private func edgeNodes(_ edge: DiagramEdge, _ curve: DiagramCurve) -> [MarkupNode] {
    let paint: Paint = edge.isEmphasized ? .accent : .inkMuted
    return [
      Shape.stroke(
        curve.path, paint, width: edge.isEmphasized ? 2.4 : 1.3,
        style: edge.isDashed ? .dashed : .solid),
      Shape.fill(curve.head.path, paint),
    ]
  }

  private func noteNodes(at x: Double) -> [MarkupNode] {
    guard case .layered(.down) = diagram.layout else { return [] }
    return diagram.levelNotes.compactMap { note in
      let index = Int(note.level)
      guard layout.levels.indices.contains(index) else { return nil }
      let next = min(index + 1, layout.levels.count - 1)
      let fraction = note.level - Double(index)
      let y = layout.levels[index] + fraction * (layout.levels[next] - layout.levels[index])
      return note.label.node(
        at: Point(x, y), anchor: .start, fill: fraction == 0 ? .ink : .inkMuted, halo: false)
    }
  }

  // MARK: Arcs

  /// An arc across the edges that leave a node.
  private struct Arc {
    var path: Path
    var label: DiagramLabel
    var labelFrame: Rect

    var nodes: [MarkupNode] {
      [
        Shape.stroke(path, .accent, width: 2),
        label.node(at: Point(labelFrame.midX, labelFrame.midY), fill: .accent),
      ]
    }
  }

  private var arcs: [Arc] {
    diagram.arcs.compactMap { arc in
      let center = layout.centers[arc.node]
      let rays = zip(diagram.edges, routing.curves).filter {
        $0.0.from == arc.node && $0.0.to != arc.node
      }.map { Vector(from: center, to: $0.1.point(at: 0.5)).unit }
      // From the leftmost edge to the rightmost, as seen from the node.
      let sorted = rays.sorted { $0.dx * $1.dy - $0.dy * $1.dx < 0 }
      guard let first = sorted.first, let last = sorted.last else { return nil }
      let radius = DiagramOutline(diagram.nodes[arc.node]).size.width / 2 + 14
      let points = (-1...13).map { step in
        let fraction = Double(step) / 12
        return center + (first * (1 - fraction) + last * fraction).unit * radius
      }
      let end = points[points.count - 1]
      let frame = Rect(
        x: end.x + 6, y: end.y - 4 - arc.label.height / 2, width: arc.label.width,
        height: arc.label.height)
      return Arc(path: Path(through: points), label: arc.label, labelFrame: frame)
    }
  }
}

extension Diagram: FigureConvertible {
  /// The diagram as a drawing, with its edges as data.
  public func figure() -> Figure {
    let drawing = DiagramDrawing(self)
    return Figure(
      title: title ?? kind, description: description,
      content: .drawing(drawing.size, drawing.nodes), data: data, text: text)
  }
}
