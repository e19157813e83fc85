/// In which order to eliminate states so that little fills in.
enum EliminationOrder {
  /// The order of the numbers, or that of Cuthill and McKee reversed, whichever has the narrower
  /// band.
  ///
  /// - Parameters:
  ///   - chain: A table with one pair a state.
  ///   - included: The states to order.
  static func narrow(_ chain: TransitionTable, among included: [Bool]) -> [Int] {
    let natural = included.indices.filter { included[$0] }
    let naturalWidth = width(of: natural, in: chain)
    guard naturalWidth > worthReordering * chain.outcomeCount else { return natural }
    let reordered = reverseCuthillMcKee(chain, among: included)
    return width(of: reordered, in: chain) < naturalWidth ? reordered : natural
  }

  /// A band this many times as wide as the rows are long is worth looking for a better order.
  private static let worthReordering = 16

  /// How many entries lie between the outermost successors and the diagonal, over all rows.
  private static func width(of order: [Int], in chain: TransitionTable) -> Int {
    var places = [Int](repeating: -1, count: chain.stateCount)
    for (place, state) in order.enumerated() { places[state] = place }
    var width = 0
    for (place, state) in order.enumerated() {
      var reach = 0
      for outcome in chain.outcomes(ofPair: chain.pairStarts[state]) {
        let column = places[Int(chain.successors[outcome])]
        if column >= 0 { reach = max(reach, abs(column - place)) }
      }
      width += reach
    }
    return width
  }

  /// Breadth first from a state with few neighbours, neighbours with few first, and then backwards.
  ///
  /// > Reference: Cuthill & McKee (1969), doi:10.1145/800195.805928; reversed: George (1971).
  private static func reverseCuthillMcKee(
    _ chain: TransitionTable, among included: [Bool]
  ) -> [Int] {
    var neighbours = [[Int]](repeating: [], count: chain.stateCount)
    for state in included.indices where included[state] {
      for outcome in chain.outcomes(ofPair: chain.pairStarts[state]) {
        let successor = Int(chain.successors[outcome])
        guard included[successor], successor != state else { continue }
        neighbours[state].append(successor)
        neighbours[successor].append(state)
      }
    }
    let degrees = neighbours.map(\.count)
    let byDegree = included.indices.filter { included[$0] }
      .sorted { (degrees[$0], $0) < (degrees[$1], $1) }
    var seen = included.map { !$0 }
    var order: [Int] = []
    for root in byDegree where !seen[root] {
      seen[root] = true
      var next = order.count
      order.append(root)
      while next < order.count {
        let nearby = neighbours[order[next]].sorted { (degrees[$0], $0) < (degrees[$1], $1) }
        for state in nearby where !seen[state] {
          seen[state] = true
          order.append(state)
        }
        next += 1
      }
    }
    return order.reversed()
  }
}
