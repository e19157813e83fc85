import PortableMath

/// The baselines with which the score-function estimator varies least; known only where everything can be listed.
///
/// Subtracting b turns f s, s being the score of a row, into (f − b) s. As E[s] = 0, the variance of a component
/// is Var(f s) − 2 b E[f s²] + b² E[s²]: least at
///
///     b* = E[f s²] / E[s²],   by E[f s²]² / E[s²] less than without.
///
/// One number for all components sums numerator and denominator over them.
///
/// > Reference: Weaver & Tao (2001), arXiv:1301.2315; Greensmith, Bartlett & Baxter (2004), JMLR 5.
public struct OptimalBaseline: BaselineRule {
  /// b* of each row, one for all components; E[f ‖s‖²] / E[‖s‖²], in units of f. 0 where the score is 0.
  public let scalars: [Double]
  /// b* of each row and component of the gradient, shape [rows][d]; 0 where the score is 0.
  public let componentwise: [[Double]]

  /// The scalar form, of each row.
  public func values(rows: Int) -> [Double] {
    checkRows(scalars.count, rows, "baselines", "OptimalBaseline")
    return scalars
  }
}

/// The baselines with which the score-function estimator of a function varies least on a node.
///
///     ScoreFunction(baseline: optimalBaseline(of: f, on: node))
///
/// - Parameters:
///   - objective: f.
///   - node: q; the rows are drawn independently, so that their variances add up.
/// - Complexity: A call of f and a score for each outcome and row, and rows · d numbers.
public func optimalBaseline<Node: EnumerableNode>(
  of objective: Objective<Node.Outcome>, on node: Node
) -> OptimalBaseline {
  let zero = [Double](repeating: 0, count: node.zeroGradient.components.count)
  var products = [[Double]](repeating: zero, count: node.rows)
  var squares = products
  for outcome in node.support {
    let outcomes = [Node.Outcome](repeating: outcome, count: node.rows)
    let probabilities = node.logProbabilities(of: outcomes).map { Double.exp($0) }
    let values = objective.values(outcomes)
    for row in 0..<node.rows {
      var weights = [Double](repeating: 0, count: node.rows)
      weights[row] = 1
      let square = node.score(of: outcomes, weights: weights).components.map { $0 * $0 }
      products[row].add(square, times: probabilities[row] * values[row])
      squares[row].add(square, times: probabilities[row])
    }
  }
  let ratio = { (product: Double, square: Double) in square > 0 ? product / square : 0 }
  return OptimalBaseline(
    scalars: zip(products, squares).map { ratio($0.reduce(0, +), $1.reduce(0, +)) },
    componentwise: zip(products, squares).map { zip($0, $1).map(ratio) })
}
