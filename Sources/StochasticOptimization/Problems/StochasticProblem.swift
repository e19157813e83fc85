public import NeuralNetworks
public import Tensors

/// A distribution q_φ to search with, φ being tensors: the chain rule takes the gradient that was estimated at
/// its node back to φ.
///
/// > Reference: Wierstra et al. (2014), "Natural evolution strategies", JMLR 15, for the name.
public protocol SearchDistribution<Node>: Differentiable {
  /// What is drawn from.
  associatedtype Node: StochasticNode

  /// The node q for φ as it is.
  var node: Node { get }

  /// The gradient with respect to φ, from that with respect to the node's η: (∂η/∂φ)ᵀ g.
  ///
  /// - Returns: A value of its own type.
  func pullback(_ gradient: Node.Gradient) -> Self
}

/// max over φ of E_{z∼q_φ}[f(z)]: a distribution that may be changed, and a function that may be asked.
///
/// A bandit, a decision process with a policy, a variational auto-encoder and a text generator with a critic
/// are values of this one type; how the gradient is estimated is not part of the problem.
///
///     var ascent = StochasticAscent(
///       StochasticProblem(Free(BernoulliNode(logits: [0])), objective: f),
///       estimator: LeaveOneOut(count: 4), optimizer: Adam(learningRate: 0.05))
///     for _ in 0..<500 { ascent.step(using: &random) }
///
/// > Reference: Mohamed, Rosca, Figurnov & Mnih (2020), "Monte Carlo gradient estimation in machine
/// > learning", JMLR 21(132).
public struct StochasticProblem<Distribution: SearchDistribution> {
  /// q_φ.
  public var distribution: Distribution
  /// f.
  public var objective: Objective<Distribution.Node.Outcome>

  /// The problem of a distribution and a function.
  public init(_ distribution: Distribution, objective: Objective<Distribution.Node.Outcome>) {
    self.distribution = distribution
    self.objective = objective
  }
}

/// Stochastic gradient ascent on a problem.
///
///     φ ← φ + step along the estimate of ∇_φ E_{z∼q_φ}[f(z)]
///
/// A learner is a value: a copy goes on to the same bits.
public struct StochasticAscent<
  Distribution: SearchDistribution, Estimator: GradientEstimator, Method: Optimizer
> where Estimator.Node == Distribution.Node {
  /// The problem, with φ as it is now.
  public var problem: StochasticProblem<Distribution>
  /// What estimates the gradient, with what it has learned.
  public var estimator: Estimator
  /// What moves φ along it.
  public var optimizer: Method

  /// An ascent that hasn't begun.
  public init(
    _ problem: StochasticProblem<Distribution>, estimator: Estimator, optimizer: Method
  ) {
    self.problem = problem
    self.estimator = estimator
    self.optimizer = optimizer
  }

  /// One step: an estimate, a move along it, and only then what the estimator learns from it.
  ///
  /// Of a node with rows, the step is along the gradient of the *mean* over rows.
  ///
  /// - Returns: The estimate, as it was made before the step.
  @discardableResult
  public mutating func step(using chance: inout some Chance) -> GradientEstimate<Distribution.Node>
  {
    let node = problem.distribution.node
    let estimate = estimator.estimate(of: problem.objective, on: node, using: &chance)
    var gradient = node.zeroGradient
    gradient.add(estimate.gradient, times: 1 / Double(max(1, node.rows)))
    optimizer.ascend(&problem.distribution, along: problem.distribution.pullback(gradient))
    estimator.adapt(to: estimate, of: node)
    return estimate
  }

  /// One step, with randomness drawn from a generator.
  @discardableResult
  public mutating func step(
    using generator: inout some RandomNumberGenerator
  ) -> GradientEstimate<Distribution.Node> {
    withDrawnChance(from: &generator) { step(using: &$0) }
  }
}

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
