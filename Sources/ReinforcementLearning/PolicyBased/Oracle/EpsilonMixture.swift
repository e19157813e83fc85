public import Decisions
import PortableMath

/// A policy with ε of chance mixed in: with probability ε any action, each equally likely.
///
///     π_ε(a | s) = (1 − ε) π(a | s) + ε / |A(s)|
///     ∇log π_ε = (1 − ε) (π / π_ε) ∇log π
///
/// Whoever acts by π_ε must use *its* score. With ∇log π instead, the mean of the score isn't 0 and
/// the policy gradient is biased; ``TrajectoryDistribution`` says by how much.
public struct EpsilonMixture<Base: ParametricPolicy>: ParametricPolicy {
  /// The policy that chance is mixed into.
  public let base: Base
  /// The share of chance ε, in [0, 1].
  public let epsilon: Double
  /// The probabilities π_ε.
  public let tabulated: Policy<Base.State, Base.Action>

  /// Mixes chance into a policy.
  ///
  /// - Parameters:
  ///   - base: π.
  ///   - epsilon: ε, in [0, 1].
  public init(_ base: Base, epsilon: Double) {
    guard (0...1).contains(epsilon) else { fatalError("ε is \(epsilon); it must be in [0, 1]") }
    let space = base.space
    self.base = base
    self.epsilon = epsilon
    tabulated = Policy(
      probabilities: space.states.indices.flatMap { state in
        let pairs = space.pairs(ofState: state)
        return pairs.map {
          (1 - epsilon) * base.tabulated.probabilities[$0] + epsilon / Double(pairs.count)
        }
      }, over: space)
  }

  /// The parameters of π.
  public var parameters: [Double] { base.parameters }

  /// The same ε mixed into the base with other parameters.
  public func withParameters(_ parameters: [Double]) -> EpsilonMixture {
    EpsilonMixture(base.withParameters(parameters), epsilon: epsilon)
  }

  /// The logarithm log π_ε(a | s).
  public func logProbability(ofPair pair: Int) -> Double {
    epsilon == 0
      ? base.logProbability(ofPair: pair) : Double.log(tabulated.probabilities[pair])
  }

  /// The score of π_ε, shape [d].
  public func score(ofPair pair: Int) -> [Double] {
    let score = base.score(ofPair: pair)
    guard epsilon > 0 else { return score }
    let share =
      (1 - epsilon) * base.tabulated.probabilities[pair] / tabulated.probabilities[pair]
    return score.map { share * $0 }
  }
}
