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
