/// A rule that estimates ∇_η E_{z∼q_η}[f(z)] from a few values of f.
///
/// It is a value, and the problem doesn't know it: the same problem can be handed to any estimator whose
/// requirements it meets.
///
///     let zoo: [any GradientEstimator<BernoulliNode>] = [ScoreFunction(), LeaveOneOut(count: 4), ARM()]
///     for estimator in zoo { moments(of: estimator, on: node, of: f) }
public protocol GradientEstimator<Node> {
  /// What it can be used on.
  associatedtype Node: StochasticNode

  /// One estimate. Of a node with rows, the gradient of the sum of the rows' means.
  ///
  /// It leaves the estimator as it is: what an estimator learns is learned by ``adapt(to:of:)``, afterwards, so
  /// that no estimate depends on what it was learned from.
  ///
  /// - Parameters:
  ///   - objective: f.
  ///   - node: q.
  ///   - chance: Where its randomness comes from.
  func estimate(
    of objective: Objective<Node.Outcome>, on node: Node, using chance: inout some Chance
  ) -> GradientEstimate<Node>

  /// Learns from an estimate: moves a baseline, a coefficient, a control variate. Nothing by default.
  ///
  /// - Parameters:
  ///   - estimate: What the estimator made last.
  ///   - node: What it was made on.
  mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node)

  /// How often an estimate on a node asks for f and for ∇f, a row.
  func calls(on node: Node) -> ObjectiveCalls

  /// Whether its objective is E[f], at outcomes of q or relaxed ones, so that the samples' weights are those of a mean.
  /// True by default.
  var estimatesMean: Bool { get }
}

extension GradientEstimator {
  /// Learns nothing.
  @inlinable
  public mutating func adapt(to estimate: GradientEstimate<Node>, of node: Node) {}

  /// Its objective is E[f].
  @inlinable
  public var estimatesMean: Bool { true }

  /// One estimate, with randomness drawn from a generator.
  @inlinable
  public func estimate(
    of objective: Objective<Node.Outcome>, on node: Node,
    using generator: inout some RandomNumberGenerator
  ) -> GradientEstimate<Node> {
    withDrawnChance(from: &generator) { estimate(of: objective, on: node, using: &$0) }
  }
}

/// How often something asks for f(z), and for ∇f(z) with it.
public struct ObjectiveCalls: Sendable, Hashable {
  /// Calls for the value alone.
  public var values: Int
  /// Calls for the gradient, which give the value too.
  public var gradients: Int

  /// So many calls.
  public init(values: Int = 0, gradients: Int = 0) {
    self.values = values
    self.gradients = gradients
  }
}

/// An estimate of a gradient, and what it was made from.
public struct GradientEstimate<Node: StochasticNode> {
  /// The estimate of ∇_η Σ_r E[f(z_r)].
  public var gradient: Node.Gradient
  /// Where f was asked, such that Σ over samples of weight · f(z) estimates E[f(z)] of each row (at relaxed outcomes for
  /// ``GumbelSoftmax``; ``VIMCO`` weights by the slopes of its bound instead). Whatever f itself depends on, such as a
  /// decoder, learns from them.
  public var samples: [Sample]
  /// What a control variate contributed, where there is one that can be scaled: the gradient is
  /// g + c · control.
  public var control: Node.Gradient?
  /// Where a learned control variate was asked, one relaxed outcome a row each; it learns from them.
  public var relaxed: [[Node.Outcome]] = []

  /// One outcome a row, and what came of it.
  public struct Sample {
    /// z, one a row.
    public var outcomes: [Node.Outcome]
    /// f(z), one a row.
    public var values: [Double]
    /// How much it counts, one a row; the weights of all samples sum to 1 in each row.
    public var weights: [Double]

    /// A sample.
    @inlinable
    public init(outcomes: [Node.Outcome], values: [Double], weights: [Double]) {
      self.outcomes = outcomes
      self.values = values
      self.weights = weights
    }
  }

  /// An estimate.
  @inlinable
  public init(gradient: Node.Gradient, samples: [Sample], control: Node.Gradient? = nil) {
    self.gradient = gradient
    self.samples = samples
    self.control = control
  }

  /// An estimate from independent draws that count alike.
  @inlinable
  public init(gradient: Node.Gradient, draws: [(outcomes: [Node.Outcome], values: [Double])]) {
    let rows = draws.first?.values.count ?? 0
    let weights = [Double](repeating: 1 / Double(draws.count), count: rows)
    self.init(
      gradient: gradient,
      samples: draws.map { Sample(outcomes: $0.outcomes, values: $0.values, weights: weights) })
  }

  /// The estimate of E[f(z)] of each row.
  public var values: [Double] {
    var means = [Double](repeating: 0, count: samples.first?.values.count ?? 0)
    for sample in samples {
      for row in means.indices { means[row] += sample.weights[row] * sample.values[row] }
    }
    return means
  }

  /// The estimate of the mean of E[f(z)] over the rows.
  public var value: Double {
    let values = values
    return values.reduce(0, +) / Double(max(1, values.count))
  }
}
