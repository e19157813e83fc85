/// Finds places for labels where they cover nothing.
///
/// Labels are placed one after another: each takes the cheapest of its candidates, where covering a
/// node or another label costs most, crossing a line less, standing beside another label in one line, where both would be
/// read as one, still less, and being far down the list least.
struct DiagramLabels {
  /// A label and where its middle is.
  struct Placed {
    var label: DiagramLabel
    var frame: Rect
    var isMuted = false

    var center: Point { Point(frame.midX, frame.midY) }
  }

  private(set) var placed: [Placed] = []
  private let frames: [Rect]
  private let curves: [[Point]]

  init(_ diagram: Diagram, _ layout: DiagramLayout, _ routing: DiagramRouting) {
    frames = zip(diagram.nodes, layout.centers).map { DiagramOutline($0).frame(at: $1) }
    curves = routing.curves.map(\.samples)
    for (edge, curve) in zip(diagram.edges, routing.curves) where !edge.label.isEmpty {
      add(edge.label, candidates: DiagramLabels.beside(curve, edge.label))
    }
    for (index, node) in diagram.nodes.enumerated()
    where node.shape == .action && !node.label.isEmpty {
      add(node.label, candidates: DiagramLabels.around(frames[index], node.label))
    }
  }

  // MARK: Candidates

  /// Places beside a line, around its middle first.
  private static func beside(_ curve: DiagramCurve, _ label: DiagramLabel) -> [Rect] {
    let fractions = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73]
    var rects: [Rect] = []
    for fraction in fractions {
      let point = curve.point(at: fraction)
      let side = curve.direction(at: fraction).perpendicular
      // Just far enough that no corner touches the line.
      let reach = abs(side.dx) * label.width / 2 + abs(side.dy) * label.height / 2 + 3
      // Above and to the right come first, as a reader expects.
      let first = side.dy < -0.3 || (abs(side.dy) <= 0.3 && side.dx > 0) ? 1.0 : -1
      rects.append(rect(label, at: point + side * (first * reach)))
      rects.append(rect(label, at: point + side * (-first * reach)))
    }
    return rects + [rect(label, at: curve.point(at: 0.5))]
  }

  /// Places around a dot: right, left, below, above, then the corners.
  private static func around(_ frame: Rect, _ label: DiagramLabel) -> [Rect] {
    let x = frame.width / 2 + label.width / 2 + 4
    let y = frame.height / 2 + label.height / 2 + 2
    let moves = [
      (x, 0.0), (-x, 0), (0, y), (0, -y), (x, 0.7 * y), (-x, 0.7 * y), (x, -0.7 * y),
      (-x, -0.7 * y),
    ]
    return moves.map { rect(label, at: Point(frame.midX + $0.0, frame.midY + $0.1)) }
  }

  private static func rect(_ label: DiagramLabel, at center: Point) -> Rect {
    Rect(
      x: center.x - label.width / 2, y: center.y - label.height / 2, width: label.width,
      height: label.height)
  }

  // MARK: Costs

  private mutating func add(_ label: DiagramLabel, candidates: [Rect]) {
    let costs = candidates.enumerated().map { Double($0) + cost(of: $1) }
    guard let least = costs.min(), let index = costs.firstIndex(of: least) else { return }
    placed.append(Placed(label: label, frame: candidates[index]))
  }

  private func cost(of frame: Rect) -> Double {
    let roomy = Rect(
      x: frame.x - 2, y: frame.y - 1, width: frame.width + 4, height: frame.height + 2)
    let covered =
      frames.count(where: roomy.overlaps) + placed.count { $0.frame.overlaps(roomy) }
    let crossed = curves.count { curve in
      curve.contains { point in
        point.x > frame.x && point.x < frame.maxX && point.y > frame.y && point.y < frame.maxY
      }
    }
    let wide = Rect(x: frame.x - 24, y: frame.y, width: frame.width + 48, height: frame.height)
    let joined = placed.count { $0.frame.overlaps(wide) }
    return 1000 * Double(covered) + 40 * Double(crossed) + 3 * Double(joined)
  }
}
