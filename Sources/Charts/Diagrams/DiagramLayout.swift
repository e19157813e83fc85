/// Where the nodes of a diagram stand and which way its edges take.
struct DiagramLayout {
  /// The middle of every node.
  private(set) var centers: [Point] = []
  /// Every edge's points on its way from middle to middle.
  private(set) var routes: [[Point]] = []
  /// The position of every layer along the main direction, for layered diagrams.
  private(set) var levels: [Double] = []

  private let diagram: Diagram
  private let outlines: [DiagramOutline]

  init(_ diagram: Diagram) {
    self.diagram = diagram
    outlines = diagram.nodes.map(DiagramOutline.init)
    switch diagram.layout {
    case .layered(let direction): placeInLayers(direction)
    case .chain: placeInRow()
    case .positions(let positions, let spacing): place(at: positions, spacing: spacing)
    }
  }

  // MARK: Layers

  private mutating func placeInLayers(_ direction: Diagram.Direction) {
    var graph = LayeredGraph(
      nodeCount: diagram.nodes.count, edges: diagram.edges.map { (from: $0.from, to: $0.to) })
    graph.untangle()
    let ranks = ranks(of: graph)
    let spread = graph.layers.indices.map { labelSpread(into: $0, ranks, direction) }
    let across = LayeredPositions(graph) { first, second in
      distance(first, second, spread: spread[ranks[first]], direction)
    }.positions
    levels = levelPositions(graph, direction)
    let points = ranks.indices.map { vertex in
      switch direction {
      case .down: Point(across[vertex], levels[ranks[vertex]])
      case .right: Point(levels[ranks[vertex]], across[vertex])
      }
    }
    centers = Array(points.prefix(diagram.nodes.count))
    routes = graph.chains.map { chain in chain.map { points[$0] } }
  }

  private func ranks(of graph: LayeredGraph) -> [Int] {
    var ranks = Array(repeating: 0, count: graph.before.count)
    for (rank, layer) in graph.layers.enumerated() { for vertex in layer { ranks[vertex] = rank } }
    return ranks
  }

  /// The extent of a vertex along its layer (for `down`, its width); nothing for a bend.
  private func extent(_ vertex: Int, _ direction: Diagram.Direction) -> Double {
    guard vertex < outlines.count else { return 0 }
    let size = outlines[vertex].size
    return direction == .down ? size.width : size.height
  }

  /// The least distance between the middles of neighbours in a layer, room for labels included.
  private func distance(
    _ first: Int, _ second: Int, spread: Double, _ direction: Diagram.Direction
  ) -> Double {
    let touching = (extent(first, direction) + extent(second, direction)) / 2
    let isBend = first >= outlines.count || second >= outlines.count
    let dots = [first, second].filter { $0 < outlines.count && diagram.nodes[$0].shape == .action }
    let beside =
      dots.map { vertex in
        let label = diagram.nodes[vertex].label
        return direction == .down ? label.width + 10 : label.height + 6
      }.max() ?? 0
    return max(touching + (isBend ? 18 : 22) + beside, isBend ? 0 : spread)
  }

  /// How far apart the arrows into a layer must end so that their labels don't meet.
  private func labelSpread(into layer: Int, _ ranks: [Int], _ direction: Diagram.Direction)
    -> Double
  {
    let labels = diagram.edges.filter { ranks[$0.to] == layer && !$0.label.isEmpty }.map(\.label)
    return labels.map { 1.5 * ((direction == .down ? $0.width : $0.height) + 8) }.max() ?? 0
  }

  private func levelPositions(_ graph: LayeredGraph, _ direction: Diagram.Direction) -> [Double] {
    var position = 0.0
    var result: [Double] = []
    var previous: Double?
    for layer in graph.layers {
      let depths = layer.filter { $0 < outlines.count }.map { vertex in
        direction == .down ? outlines[vertex].size.height : outlines[vertex].size.width
      }
      let half = (depths.max() ?? 0) / 2
      if let previous {
        let room = labelRoom(before: layer, graph, direction)
        position += previous + half + max(44, room + 24)
      }
      result.append(position)
      previous = half
    }
    return result
  }

  /// How long the arrows that reach a layer must be for their labels.
  private func labelRoom(
    before layer: [Int], _ graph: LayeredGraph, _ direction: Diagram.Direction
  ) -> Double {
    let edges = zip(diagram.edges, graph.chains).filter { edge, chain in
      chain.count == 2 && !edge.label.isEmpty
        && (layer.contains(edge.to) && graph.before[edge.to].contains(edge.from)
          || layer.contains(edge.from) && graph.before[edge.from].contains(edge.to))
    }
    return edges.map { edge, _ in
      direction == .down ? 2 * edge.label.height : edge.label.width + 12
    }.max() ?? 0
  }

  // MARK: Rows and explicit places

  private mutating func placeInRow() {
    let labels = diagram.edges.filter { $0.from != $0.to }.map(\.label.width).max() ?? 0
    var x = 0.0
    for (index, outline) in outlines.enumerated() {
      if index > 0 {
        x += (outlines[index - 1].size.width + outline.size.width) / 2 + max(46, labels + 26)
      }
      centers.append(Point(x, 0))
    }
    routes = diagram.edges.map { [centers[$0.from], centers[$0.to]] }
  }

  private mutating func place(at positions: [String: Point], spacing: Double) {
    centers = diagram.nodes.map { node in
      guard let position = positions[node.name] else {
        fatalError("Diagram.layout: there is no position for node “\(node.name)”")
      }
      return Point(position.x * spacing, position.y * spacing)
    }
    routes = diagram.edges.map { [centers[$0.from], centers[$0.to]] }
  }
}
