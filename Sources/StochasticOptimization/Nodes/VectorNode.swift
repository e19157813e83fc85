/// An elementary node that tells how long its outcomes are, so that they can be a part of longer ones.
public protocol VectorNode: ElementaryNode {
  /// How many numbers an outcome has.
  var components: Int { get }
}

extension BernoulliNode: VectorNode {
  /// A number a coin.
  public var components: Int { coins }
}

extension GaussianNode: VectorNode {}

extension VectorNode {
  /// Ends the program unless another node has the same shape.
  func checkLike(_ other: Self, _ name: StaticString) {
    if rows != other.rows || components != other.components
      || parameters.count != other.parameters.count
    {
      fatalError(
        """
        \(name): \(rows) rows of \(components) components with \(parameters.count) parameters, and \(other.rows) of \
        \(other.components) with \(other.parameters.count)
        """)
    }
  }

  /// A sum over components, of each row.
  func rowSums(_ term: (_ row: Int, _ component: Int) -> Double) -> [Double] {
    (0..<rows).map { row in (0..<components).reduce(0) { $0 + term(row, $1) } }
  }

  /// Visits every component of every row.
  func forEachComponent(_ body: (_ row: Int, _ component: Int) -> Void) {
    for row in 0..<rows {
      for component in 0..<components { body(row, component) }
    }
  }

  /// A number for each component of each row, shape [rows][components].
  func mapComponents(_ number: (_ row: Int, _ component: Int) -> Double) -> [[Double]] {
    (0..<rows).map { row in (0..<components).map { number(row, $0) } }
  }
}
