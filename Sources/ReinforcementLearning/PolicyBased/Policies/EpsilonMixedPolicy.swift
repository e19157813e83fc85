import Tensors

/// A policy over finitely many actions with ε of chance mixed in: with probability ε any action, each
/// equally likely.
///
///     π_ε(a | o) = (1 − ε) π(a | o) + ε / |A|
///
/// Its log-probabilities and scores are those of π_ε, so it may be trained by what it did itself.
/// ``EpsilonMixture`` is the same for the policies of finite processes.
public struct EpsilonMixedPolicy<Base: NetworkPolicy>: NetworkPolicy
where Base.Action: Hashable, Base.Choice == CategoricalActions<Base.Action> {
  /// The policy that chance is mixed into.
  public var base: Base
  /// The share of chance ε, in [0, 1].
  public let epsilon: Double

  /// Mixes chance into a policy.
  ///
  /// - Parameters:
  ///   - base: π.
  ///   - epsilon: ε, in [0, 1].
  public init(_ base: Base, epsilon: Double) {
    guard (0...1).contains(epsilon) else { fatalError("ε is \(epsilon); it must be in [0, 1]") }
    self.base = base
    self.epsilon = epsilon
  }

  /// The distributions π_ε for some observations.
  public func callAsFunction(_ observations: [Base.Observation]) -> CategoricalActions<Base.Action>
  {
    base(observations).mixed(epsilon: epsilon)
  }
}
