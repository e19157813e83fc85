/// The lines of a diagram's edges, from rim to rim.
struct DiagramRouting {
  /// Every edge's line.
  private(set) var curves: [DiagramCurve] = []

  private let diagram: Diagram
  private let layout: DiagramLayout
  private let outlines: [DiagramOutline]

  init(_ diagram: Diagram, _ layout: DiagramLayout) {
    self.diagram = diagram
    self.layout = layout
    outlines = diagram.nodes.map(DiagramOutline.init)
    let bends = bends
    curves = diagram.edges.indices.map { edge in
      diagram.edges[edge].from == diagram.edges[edge].to
        ? loop(edge) : curve(edge, bend: bends[edge])
    }
  }

  // MARK: Between two nodes

  private func curve(_ edge: Int, bend: Double) -> DiagramCurve {
    let (from, to) = (diagram.edges[edge].from, diagram.edges[edge].to)
    var points = layout.routes[edge]
    if points.count > 2 {
      points[0] = outlines[from].exit(from: points[0], towards: points[1])
      let last = points.count - 1
      points[last] = outlines[to].exit(from: points[last], towards: points[last - 1])
      return DiagramCurve(through: points)
    }
    let (start, end) = (points[0], points[1])
    let chord = Vector(from: start, to: end)
    if bend == 0 {
      return DiagramCurve(
        from: outlines[from].exit(from: start, towards: end),
        to: outlines[to].exit(from: end, towards: start))
    }
    let middle = start + chord * 0.5
    // Left of the direction; a quadratic curve reaches half way to its control point.
    let control = middle - chord.perpendicular * (2 * bend)
    return DiagramCurve(
      from: outlines[from].exit(from: start, towards: control),
      to: outlines[to].exit(from: end, towards: control), control: control)
  }

  /// How far every edge bows to its left, as a fraction of its length.
  private var bends: [Double] {
    diagram.edges.indices.map { edge in
      let this = diagram.edges[edge]
      if let bend = this.bend { return bend }
      if layout.routes[edge].count > 2 || this.from == this.to { return 0 }
      let twins = diagram.edges.indices.filter { other in
        let that = diagram.edges[other]
        return layout.routes[other].count == 2
          && (that.from, that.to) == (this.from, this.to)
      }
      let hasReverse = diagram.edges.indices.contains { other in
        let that = diagram.edges[other]
        return layout.routes[other].count == 2 && (that.from, that.to) == (this.to, this.from)
      }
      let place = Double(twins.firstIndex(of: edge) ?? 0)
      if case .chain = diagram.layout, abs(this.from - this.to) > 1 {
        return 0.22 + 0.12 * place + 0.1 / Double(abs(this.from - this.to))
      }
      let step = bendStep(layout.routes[edge])
      if hasReverse { return step * (0.5 + place) }
      return step * (place - Double(twins.count - 1) / 2)
    }
  }

  /// The bend that sets neighbouring curves about 26 units apart.
  private func bendStep(_ route: [Point]) -> Double {
    26 / max(Vector(from: route[0], to: route[1]).length, 60)
  }

  // MARK: Loops

  /// Eight directions, the one a loop likes best first.
  private static let sides: [Vector] = {
    let half = 0.5.squareRoot()
    return [
      Vector(0, -1), Vector(half, -half), Vector(-half, -half), Vector(1, 0), Vector(-1, 0),
      Vector(half, half), Vector(-half, half), Vector(0, 1),
    ]
  }()

  private func loop(_ edge: Int) -> DiagramCurve {
    let node = diagram.edges[edge].from
    let twins = diagram.edges.indices.filter {
      diagram.edges[$0].from == node && diagram.edges[$0].to == node
    }
    let sides = loopSides(node, count: twins.count)
    let side = sides[(twins.firstIndex(of: edge) ?? 0) % sides.count]
    let center = layout.centers[node]
    func ray(_ spread: Double) -> Vector { (side + side.perpendicular * spread).unit }
    let start = outlines[node].exit(from: center, towards: center + ray(-0.5))
    let end = outlines[node].exit(from: center, towards: center + ray(0.5))
    return DiagramCurve(
      from: start, start + ray(-0.55) * 34, end + ray(0.55) * 34, to: end)
  }

  /// The sides of a node with the widest gaps to its other edges.
  private func loopSides(_ node: Int, count: Int) -> [Vector] {
    let center = layout.centers[node]
    var taken: [Vector] = []
    for (edge, route) in zip(diagram.edges, layout.routes) where edge.from != edge.to {
      if edge.from == node { taken.append(Vector(from: center, to: route[1]).unit) }
      if edge.to == node { taken.append(Vector(from: center, to: route[route.count - 2]).unit) }
    }
    return (0..<count).map { _ in
      // A cosine of 1 is the same direction; up to 0.4 is far enough apart not to matter.
      let side =
        DiagramRouting.sides.enumerated().min { first, second in
          let (one, other) = (nearness(first.element, taken), nearness(second.element, taken))
          return (one, first.offset) < (other, second.offset)
        }?.element ?? Vector(0, -1)
      taken.append(side)
      return side
    }
  }

  private func nearness(_ side: Vector, _ taken: [Vector]) -> Double {
    max(0.4, taken.map { $0.dx * side.dx + $0.dy * side.dy }.max() ?? 0)
  }
}
