/// A graph cut into layers, every edge pointing from one layer to the next.
///
/// > Reference: Sugiyama, Tagawa & Toda (1981), "Methods for Visual Understanding of Hierarchical
/// > System Structures", DOI 10.1109/TSMC.1981.4308636. Edges that close a cycle are turned round;
/// > layers come from the longest path; an edge across several layers gets a bend, a vertex of no
/// > size, in each.
struct LayeredGraph {
  /// The vertices of each layer; those from `nodeCount` on are bends.
  var layers: [[Int]] = []
  /// The vertices that every edge passes, from its source to its target; just the node for a loop.
  private(set) var chains: [[Int]] = []
  /// Each vertex' neighbours in the layer before.
  private(set) var before: [[Int]]
  /// Each vertex' neighbours in the layer after.
  private(set) var after: [[Int]]
  /// How many vertices are nodes.
  let nodeCount: Int

  /// Cuts a graph of `nodeCount` nodes into layers.
  ///
  /// - Complexity: O(n + m · layers).
  init(nodeCount: Int, edges: [(from: Int, to: Int)]) {
    self.nodeCount = nodeCount
    let turned = LayeredGraph.cycleClosing(nodeCount, edges)
    let forward = zip(edges, turned).map { $1 ? (from: $0.to, to: $0.from) : $0 }
    let ranks = LayeredGraph.ranks(nodeCount, forward)
    layers = Array(repeating: [], count: (ranks.max() ?? -1) + 1)
    before = Array(repeating: [], count: nodeCount)
    after = before
    for node in 0..<nodeCount { layers[ranks[node]].append(node) }
    for (edge, isTurned) in zip(forward, turned) {
      var chain = [edge.from]
      for rank in (ranks[edge.from] + 1)..<max(ranks[edge.to], ranks[edge.from] + 1) {
        layers[rank].append(before.count)
        chain.append(before.count)
        before.append([])
        after.append([])
      }
      if edge.to != edge.from { chain.append(edge.to) }
      for (upper, lower) in zip(chain, chain.dropFirst()) {
        after[upper].append(lower)
        before[lower].append(upper)
      }
      chains.append(isTurned ? chain.reversed() : chain)
    }
  }

  /// Which edges lead back to a node that the depth-first search is still in.
  private static func cycleClosing(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [Bool] {
    var turned = Array(repeating: false, count: edges.count)
    var state = Array(repeating: 0, count: count)  // 0 unseen, 1 entered, 2 left
    let outgoing = (0..<count).map { node in edges.indices.filter { edges[$0].from == node } }
    func visit(_ node: Int) {
      state[node] = 1
      for edge in outgoing[node] {
        let next = edges[edge].to
        if state[next] == 1 { turned[edge] = next != node }
        if state[next] == 0 { visit(next) }
      }
      state[node] = 2
    }
    for node in 0..<count where state[node] == 0 { visit(node) }
    return turned
  }

  /// The length of the longest path to each node; nodes that nothing leads to stand just before
  /// what they lead to.
  private static func ranks(_ count: Int, _ edges: [(from: Int, to: Int)]) -> [Int] {
    let proper = edges.filter { $0.from != $0.to }
    var ranks = Array(repeating: 0, count: count)
    var changed = true
    while changed {
      changed = false
      for edge in proper where ranks[edge.to] <= ranks[edge.from] {
        ranks[edge.to] = ranks[edge.from] + 1
        changed = true
      }
    }
    for node in 0..<count where !proper.contains(where: { $0.to == node }) {
      let nearest = proper.filter { $0.from == node }.map { ranks[$0.to] }.min()
      if let nearest { ranks[node] = nearest - 1 }
    }
    return ranks
  }
}

// MARK: - Order within layers

extension LayeredGraph {
  /// Orders every layer so that few edges cross: sweeps by medians of neighbours, the best order
  /// kept.
  ///
  /// > Reference: Gansner, Koutsofios, North & Vo (1993), "A Technique for Drawing Directed
  /// > Graphs", DOI 10.1109/32.221135, section 3.
  mutating func untangle(sweeps: Int = 12) {
    var best = layers
    var fewest = crossings
    for sweep in 0..<sweeps where fewest > 0 {
      let isDown = sweep % 2 == 0
      let order = isDown ? Array(layers.indices.dropFirst()) : layers.indices.dropLast().reversed()
      for layer in order {
        sortByMedian(
          layer, neighbours: isDown ? before : after, fixed: layers[layer + (isDown ? -1 : 1)])
      }
      swapNeighbours()
      let now = crossings
      if now < fewest {
        fewest = now
        best = layers
      }
    }
    // Unconnected parts of the graph stand side by side; that undoes crossings if anything.
    let parts = parts
    layers = best.map { layer in
      layer.enumerated().sorted { (parts[$0.element], $0.offset) < (parts[$1.element], $1.offset) }
        .map(\.element)
    }
  }

  /// The number of the connected part that each vertex belongs to.
  var parts: [Int] {
    var parts: [Int?] = Array(repeating: nil, count: before.count)
    var count = 0
    for root in before.indices where parts[root] == nil {
      var open = [root]
      while let vertex = open.popLast() {
        if parts[vertex] != nil { continue }
        parts[vertex] = count
        open += before[vertex] + after[vertex]
      }
      count += 1
    }
    return parts.map { $0 ?? 0 }
  }

  /// How many pairs of edges cross.
  var crossings: Int { layers.indices.dropLast().map(crossings(below:)).reduce(0, +) }

  private func crossings(below layer: Int) -> Int {
    let places = places(in: layers[layer + 1])
    let ends = layers[layer].map { vertex in after[vertex].compactMap { places[$0] } }
    var count = 0
    for first in ends.indices {
      for second in ends[(first + 1)...] {
        for end in ends[first] { count += second.count { $0 < end } }
      }
    }
    return count
  }

  private func places(in layer: [Int]) -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: layer.enumerated().map { ($1, $0) })
  }

  private mutating func sortByMedian(_ layer: Int, neighbours: [[Int]], fixed: [Int]) {
    let places = places(in: fixed)
    let keyed = layers[layer].enumerated().map { place, vertex in
      let ends = neighbours[vertex].compactMap { places[$0] }.sorted()
      let median = ends.isEmpty ? Double(place) : LayeredGraph.median(ends)
      return (vertex: vertex, median: median, place: place)
    }
    layers[layer] = keyed.sorted { ($0.median, $0.place) < ($1.median, $1.place) }.map(\.vertex)
  }

  private static func median(_ sorted: [Int]) -> Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1
      ? Double(sorted[middle]) : Double(sorted[middle - 1] + sorted[middle]) / 2
  }

  /// Swaps vertices that stand side by side while that undoes crossings.
  private mutating func swapNeighbours() {
    for layer in layers.indices {
      for place in layers[layer].indices.dropLast() {
        let old = crossings
        layers[layer].swapAt(place, place + 1)
        if crossings >= old { layers[layer].swapAt(place, place + 1) }
      }
    }
  }
}
