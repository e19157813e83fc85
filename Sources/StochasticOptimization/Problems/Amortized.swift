public import Tensors

/// A distribution whose η come out of a model: an encoder of data, a policy of observations.
///
///     Amortized(encoder, to: BernoulliNode(logits: …)) { encoder in encoder(images) }
///
/// > Reference: Kingma & Welling (2014), arXiv:1312.6114.
public struct Amortized<Model: Differentiable, Node: ParameterizedNode>: SearchDistribution {
  /// The model with parameters φ.
  public var model: Model
  private let kind: Constant<Node>
  private let parameters: Constant<@Sendable (Model) -> Tensor>

  /// A distribution behind a model.
  ///
  /// - Parameters:
  ///   - model: With parameters φ.
  ///   - kind: A node of the kind that is meant; its parameters are not used.
  ///   - parameters: From the model to η, as many numbers as the rows need, in the order of the node's parameters.
  public init(_ model: Model, to kind: Node, parameters: @escaping @Sendable (Model) -> Tensor) {
    self.model = model
    self.kind = Constant(kind)
    self.parameters = Constant(parameters)
  }

  /// The node for the model as it is.
  public var node: Node {
    kind.value.withParameters(parameters.value(model).scalars.map(Double.init))
  }

  /// The chain rule through the model.
  public func pullback(_ gradient: [Double]) -> Amortized {
    var result = self
    result.model = Tensors.gradient(at: model) { model in
      let outputs = parameters.value(model)
      return (outputs * Tensor(gradient.map { Float($0) }, shape: outputs.shape)).sum()
    }
    return result
  }
}
