/// In which order to eliminate states so that little fills in.
enum EliminationOrder {
  /// The order of the numbers, or that of Cuthill and McKee reversed, whichever has the narrower band.
  ///
  /// - Parameters:
  ///   - chain: A table with one pair a state.
  ///   - included: The states to order.
  static func narrow(_ chain: TransitionTable, among included: [Bool]) -> [Int] {
    let natural = included.indices.filter { included[$0] }
    let naturalWidth = width(of: natural, in: chain)
    guard naturalWidth > 2 * chain.outcomeCount else { return natural }
    let reordered = reverseCuthillMcKee(chain, among: included)
    return width(of: reordered, in: chain) < naturalWidth ? reordered : natural
  }

  /// How many entries lie between the outermost successors and the diagonal, over all rows.
  private static func width(of order: [Int], in chain: TransitionTable) -> Int {
    var places = [Int](repeating: -1, count: chain.stateCount)
    for (place, state) in order.enumerated() { places[state] = place }
    var width = 0
    for (place, state) in order.enumerated() {
      var reach = 0
      for outcome in chain.outcomes(ofPair: chain.pairStarts[state]) {
        let column = places[Int(chain.successors[outcome])]
        if column >= 0 { reach = max(reach, (column - place).magnitude.asInt) }
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
        let fresh = Set(neighbours[order[next]]).filter { !seen[$0] }
          .sorted { (degrees[$0], $0) < (degrees[$1], $1) }
        for state in fresh { seen[state] = true }
        order += fresh
        next += 1
      }
    }
    return order.reversed()
  }
}

extension UInt {
  fileprivate var asInt: Int { Int(self) }
}
