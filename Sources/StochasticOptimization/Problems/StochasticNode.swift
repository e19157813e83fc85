/// A distribution q(z; η) at a node of a computation: what is random is drawn here, and gradients with
/// respect to η have to be estimated here, because they don't pass through a draw.
///
/// A node has *rows*, independent distributions of one kind, so that a minibatch is one node: each
/// operation takes and gives one outcome, or one number, a row. A single distribution has one row.
///
/// What a gradient is a value of is the node's own affair: of a list of numbers, one a parameter, where η is
/// a list of numbers (``ElementaryNode``); of a whole model, where q is one, such as a language model.
///
/// > Reference: Schulman, Heess, Weber & Abbeel (2015), "Gradient estimation using stochastic computation
/// > graphs", arXiv:1506.05254.
public protocol StochasticNode<Outcome>: Sendable {
  /// What is drawn, z of one row.
  associatedtype Outcome: Sendable
  /// What a gradient with respect to η is a value of.
  associatedtype Gradient: GradientVector

  /// How many independent distributions there are.
  var rows: Int { get }

  /// The gradient 0.
  var zeroGradient: Gradient { get }

  /// Draws an outcome of each row.
  func sample(using chance: inout some Chance) -> [Outcome]

  /// log q(z; η) in nats, of one outcome a row; the logarithm of the density where z is continuous.
  func logProbabilities(of outcomes: [Outcome]) -> [Double]

  /// Adds Σ_r w_r ∇log q(z_r; η), the weighted scores of one outcome a row.
  ///
  /// - Parameters:
  ///   - outcomes: z, one a row.
  ///   - weights: w, one a row.
  ///   - gradient: What it is added to.
  func addScore(of outcomes: [Outcome], weights: [Double], to gradient: inout Gradient)
}

/// A node whose outcomes can be listed, the same for every row.
public protocol EnumerableNode: StochasticNode {
  /// All outcomes of a row, each once.
  var support: [Outcome] { get }
}

/// A node that can tell its most probable outcomes, or where that would take a search, likely ones.
public protocol ModalNode: StochasticNode {
  /// The most probable outcome of each row, the first among equals; of an ``AutoregressiveNode`` the greedy one, which may
  /// be another.
  var modes: [Outcome] { get }
}

/// A node whose outcomes move smoothly with η: z = g(ε; η), with noise ε that doesn't depend on η.
///
/// The derivative ∂z/∂η is a function of z and η alone, so the noise need not be kept: where F is the
/// distribution function of a coordinate, ∂z/∂η = −(∂F/∂η)/(∂F/∂z).
///
/// > Reference: Figurnov, Mohamed & Mnih (2018), "Implicit reparameterization gradients",
/// > arXiv:1805.08498.
public protocol ReparameterizedNode: StochasticNode where Outcome == [Double] {
  /// Adds Σ_r (∂z_r/∂η)ᵀ v_r, cotangents taken back through the draw.
  ///
  /// - Parameters:
  ///   - cotangents: v, such as ∇f(z); one vector a row, of the shape of an outcome.
  ///   - outcomes: z, one a row, as they were drawn from this node.
  ///   - gradient: What it is added to.
  func addPullback(
    of cotangents: [[Double]], at outcomes: [[Double]], to gradient: inout Gradient)
}

/// A node whose mean is known: E[z], as a function of η with its derivative.
public protocol MeanNode: StochasticNode where Outcome == [Double] {
  /// E[z] of each row.
  var means: [[Double]] { get }

  /// Adds Σ_r (∂E[z_r]/∂η)ᵀ v_r.
  func addMeanPullback(of cotangents: [[Double]], to gradient: inout Gradient)
}

/// A discrete node that is the limit of a continuous one: outcomes are corners, relaxed outcomes lie
/// between them, and come nearer to the corners as the temperature τ falls.
///
/// > Reference: Maddison, Mnih & Teh (2017), "The concrete distribution", arXiv:1611.00712; Jang, Gu & Poole
/// > (2017), "Categorical reparameterization with Gumbel-softmax", arXiv:1611.01144.
public protocol RelaxableNode: MeanNode {
  /// The relaxed distribution, over the same η.
  associatedtype Relaxation: ReparameterizedNode where Relaxation.Gradient == Gradient
  /// The relaxed distribution given the corners, over the same η.
  associatedtype ConditionalRelaxation: ReparameterizedNode
  where ConditionalRelaxation.Gradient == Gradient

  /// The relaxed distribution at a temperature τ > 0.
  func relaxed(temperature: Double) -> Relaxation

  /// The relaxed distribution at a temperature τ > 0, given the corner that each row rounds to.
  ///
  /// To draw a corner, and then from this, is to draw from ``relaxed(temperature:)``.
  func relaxed(temperature: Double, given outcomes: [[Double]]) -> ConditionalRelaxation

  /// The corner that a relaxed outcome rounds to.
  func rounded(_ relaxed: [[Double]]) -> [[Double]]
}

/// A node with a list of numbers for η, as many a row, row after row.
public protocol ParameterizedNode: StochasticNode where Gradient == [Double] {
  /// η, shape [rows × parameters of a row].
  var parameters: [Double] { get }

  /// The same kind of node with other parameters.
  ///
  /// - Precondition: A whole number of rows.
  func withParameters(_ parameters: [Double]) -> Self
}

/// A node whose outcomes are vectors, too.
///
/// Discrete outcomes are corners of a cube or a simplex, 0s and 1s, so that a function of z may be asked
/// between them.
public protocol ElementaryNode: ParameterizedNode where Outcome == [Double] {}

extension ParameterizedNode {
  /// The gradient 0, one number a parameter.
  @inlinable
  public var zeroGradient: [Double] { [Double](repeating: 0, count: parameters.count) }
}

/// The score ∇log q of one outcome a row, weighted.
extension StochasticNode {
  /// Σ_r w_r ∇log q(z_r; η); see ``addScore(of:weights:to:)``.
  public func score(of outcomes: [Outcome], weights: [Double]) -> Gradient {
    var gradient = zeroGradient
    addScore(of: outcomes, weights: weights, to: &gradient)
    return gradient
  }

  /// Draws an outcome of each row from a generator.
  @inlinable
  public func sample(using generator: inout some RandomNumberGenerator) -> [Outcome] {
    withDrawnChance(from: &generator) { sample(using: &$0) }
  }
}
