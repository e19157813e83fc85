/// The outline of a node: how large it is and where arrows meet it.
struct DiagramOutline {
  /// The node's width and height.
  let size: Size
  private let isRound: Bool

  /// How far apart the lines of a box are.
  private static let lineHeight = 18.0

  init(_ node: DiagramNode) {
    let width = node.label.width
    switch node.shape {
    case .action:
      size = Size(11, 11)
      isRound = true
    case .state, .terminal:
      let rim = node.shape == .terminal ? 3.0 : 0
      let radius = max(17, width / 2 + 5) + rim
      isRound = radius <= 28
      size = isRound ? Size(2 * radius, 2 * radius) : Size(width + 26 + 2 * rim, 36 + 2 * rim)
    case .box:
      let widest = node.details.map(\.width).reduce(width, max)
      size = Size(
        max(widest + 20, 36), 30 + DiagramOutline.lineHeight * Double(node.details.count))
      isRound = false
    }
  }

  /// Where a ray from the middle of the node, at `center`, leaves it.
  func exit(from center: Point, towards target: Point) -> Point {
    let ray = Vector(from: center, to: target).unit
    if isRound { return center + ray * (size.width / 2) }
    let horizontal = ray.dx == 0 ? Double.infinity : size.width / 2 / abs(ray.dx)
    let vertical = ray.dy == 0 ? Double.infinity : size.height / 2 / abs(ray.dy)
    return center + ray * min(horizontal, vertical)
  }

  /// The rectangle it fills.
  func frame(at center: Point) -> Rect {
    Rect(
      x: center.x - size.width / 2, y: center.y - size.height / 2, width: size.width,
      height: size.height)
  }

  /// The node as SVG, its label inside unless it is a dot.
  static func nodes(_ node: DiagramNode, at center: Point) -> [MarkupNode] {
    let rim = node.isEmphasized ? Paint.accent : .ink
    let width = node.isEmphasized ? 2.2 : 1.3
    let frame = DiagramOutline(node).frame(at: center)
    if node.shape == .action { return [rounded(frame, fill: rim, stroke: rim, width: 0)] }
    let radius = node.shape == .box ? 5 : min(frame.width, frame.height) / 2
    let fill: Paint = node.shape == .box ? .panel : .surface
    var nodes = [rounded(frame, fill: fill, stroke: rim, width: width, radius: radius)]
    if node.shape == .terminal {
      let inner = Rect(
        x: frame.x + 3.5, y: frame.y + 3.5, width: frame.width - 7, height: frame.height - 7)
      nodes.append(rounded(inner, fill: .surface, stroke: rim, width: 1, radius: radius - 3.5))
    }
    let top = center.y - lineHeight / 2 * Double(node.details.count)
    nodes.append(
      node.label.node(at: Point(center.x, top), halo: false, bold: node.isEmphasized))
    for (line, detail) in node.details.enumerated() {
      let place = Point(center.x, top + lineHeight * Double(line + 1))
      nodes.append(detail.node(at: place, fill: .inkMuted, halo: false))
    }
    return nodes
  }

  private static func rounded(
    _ rect: Rect, fill: Paint, stroke: Paint, width: Double, radius: Double? = nil
  ) -> MarkupNode {
    element(
      "rect",
      [
        "x": coordinate(rect.x), "y": coordinate(rect.y), "width": coordinate(rect.width),
        "height": coordinate(rect.height), "rx": coordinate(radius ?? rect.width / 2),
        "fill": fill.css, "stroke": stroke.css, "stroke-width": coordinate(width),
      ])
  }
}
