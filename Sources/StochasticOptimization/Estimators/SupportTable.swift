import PortableMath

/// The outcomes of a node with each row's log-probabilities: what estimators that go through outcomes work on.
struct SupportTable<Node: EnumerableNode> {
  /// All outcomes.
  let outcomes: [Node.Outcome]
  /// log q of each row and outcome, shape [rows][outcomes].
  let logProbabilities: [[Double]]

  init(_ node: Node) {
    let outcomes = node.support
    let columns = outcomes.map { outcome in
      node.logProbabilities(of: [Node.Outcome](repeating: outcome, count: node.rows))
    }
    self.outcomes = outcomes
    logProbabilities = (0..<node.rows).map { row in columns.map { $0[row] } }
  }

  /// log of the probability of all outcomes of a row but some, and the distribution given that it is none of these.
  ///
  /// - Parameter excluded: Offsets of outcomes; not all of them.
  func rest(of row: Int, without excluded: [Int]) -> (logMass: Double, probabilities: [Double]) {
    var logs = logProbabilities[row]
    for offset in excluded { logs[offset] = -.infinity }
    let logMass = logSumExp(logs)
    return (logMass, logs.map { Double.exp($0 - logMass) })
  }
}
