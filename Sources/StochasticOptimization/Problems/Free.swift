public import Tensors

/// A distribution whose φ are the parameters of the node themselves.
public struct Free<Node: ParameterizedNode>: SearchDistribution {
  /// φ = η, shape [rows × parameters of a row].
  public var parameters: Tensor
  private let start: Constant<Node>

  /// The distribution of a node, whose parameters are where φ starts.
  public init(_ node: Node) {
    parameters = Tensor(node.parameters.map { Float($0) })
    start = Constant(node)
  }

  /// The node with the parameters as they are.
  public var node: Node {
    start.value.withParameters(parameters.withElements { $0.map(Double.init) })
  }

  /// The gradient itself.
  public func pullback(_ gradient: [Double]) -> Free {
    var result = self
    result.parameters = Tensor(gradient.map { Float($0) })
    return result
  }
}
