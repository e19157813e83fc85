/// Where the vertices of a layered graph stand within their layers.
///
/// Sweeps over the layers move every vertex to the middle of its neighbours, as nearly in the sense
/// of least squares as the order and the distances within its layer allow.
struct LayeredPositions {
  /// The position of every vertex along its layer.
  private(set) var positions: [Double]

  /// - Parameter distance: The least distance between two vertices that stand side by side.
  init(_ graph: LayeredGraph, sweeps: Int = 24, distance: (Int, Int) -> Double) {
    let gaps = graph.layers.map { layer in
      zip(layer, layer.dropFirst()).map { distance($0, $1) }
    }
    positions = Array(repeating: 0, count: graph.before.count)
    for (layer, gaps) in zip(graph.layers, gaps) {
      place(layer, gaps: gaps, wishes: layer.map { _ in 0 }, weights: layer.map { _ in 1 })
    }
    for sweep in 0..<sweeps {
      // The last sweep runs upwards: a parent stands over the middle of its children.
      let isUp = sweep % 2 == 1
      for layer in isUp ? graph.layers.indices.reversed() : Array(graph.layers.indices) {
        let vertices = graph.layers[layer]
        let neighbours = isUp ? graph.after : graph.before
        place(
          vertices, gaps: gaps[layer], wishes: vertices.map { wish($0, neighbours[$0]) },
          // Bends are stiff, so that long edges run straight.
          weights: vertices.map { $0 >= graph.nodeCount ? 3 : 1 })
      }
    }
    closeUp(graph, gaps)
  }

  /// Moves unconnected parts of the graph next to one another.
  private mutating func closeUp(_ graph: LayeredGraph, _ gaps: [[Double]]) {
    let parts = graph.parts
    for part in 1..<max(1, (parts.max() ?? 0) + 1) {
      var slack = Double.infinity
      for (layer, gaps) in zip(graph.layers, gaps) {
        guard let first = layer.firstIndex(where: { parts[$0] == part }), first > 0 else {
          continue
        }
        slack = min(slack, positions[layer[first]] - positions[layer[first - 1]] - gaps[first - 1])
      }
      guard slack.isFinite else { continue }
      for vertex in positions.indices where parts[vertex] >= part { positions[vertex] -= slack }
    }
  }

  private func wish(_ vertex: Int, _ neighbours: [Int]) -> Double {
    guard !neighbours.isEmpty else { return positions[vertex] }
    return neighbours.map { positions[$0] }.reduce(0, +) / Double(neighbours.count)
  }

  /// Positions nearest to `wishes` that keep order and distance: isotonic regression by pooling
  /// neighbours.
  ///
  /// > Reference: Ayer, Brunk, Ewing, Reid & Silverman (1955), DOI 10.1214/aoms/1177728423.
  private mutating func place(
    _ layer: [Int], gaps: [Double], wishes: [Double], weights: [Double]
  ) {
    var offset = 0.0
    var offsets = [0.0]
    for gap in gaps {
      offset += gap
      offsets.append(offset)
    }
    var pools: [(mean: Double, weight: Double, count: Int)] = []
    for index in layer.indices {
      pools.append((wishes[index] - offsets[index], weights[index], 1))
      while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
        let last = pools.removeLast()
        let first = pools.removeLast()
        let weight = first.weight + last.weight
        let mean = (first.mean * first.weight + last.mean * last.weight) / weight
        pools.append((mean, weight, first.count + last.count))
      }
    }
    let means = pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
    for (index, vertex) in layer.enumerated() { positions[vertex] = means[index] + offsets[index] }
  }
}
