/// A corner, and two relaxed outcomes that round to it, independent of each other: what the control variates of
/// ``REBAR`` and ``RELAX`` are made of. One of each a row.
struct RelaxedPair<Node: RelaxableNode> {
  /// z ∼ q.
  let outcomes: [[Double]]
  /// y, which is differentiated as a draw without the condition that it rounds to z.
  let first: [[Double]]
  /// ỹ, which is differentiated as a draw with it.
  let second: [[Double]]
  private let relaxation: Node.Relaxation
  private let conditional: Node.ConditionalRelaxation

  /// Draws z, then y and ỹ given z.
  init(from node: Node, temperature: Double, using chance: inout some Chance) {
    outcomes = node.sample(using: &chance)
    relaxation = node.relaxed(temperature: temperature)
    conditional = node.relaxed(temperature: temperature, given: outcomes)
    first = conditional.sample(using: &chance)
    second = conditional.sample(using: &chance)
  }

  /// Adds Σ_r (∂y_r/∂η)ᵀ v_r − (∂ỹ_r/∂η)ᵀ w_r.
  ///
  /// - Parameters:
  ///   - slopes: v, at y.
  ///   - others: w, at ỹ.
  ///   - gradient: What it is added to.
  func addDifference(
    of slopes: [[Double]], _ others: [[Double]], to gradient: inout Node.Gradient
  ) {
    relaxation.addPullback(of: slopes, at: first, to: &gradient)
    conditional.addPullback(of: others.map { $0.map { -$0 } }, at: second, to: &gradient)
  }
}
