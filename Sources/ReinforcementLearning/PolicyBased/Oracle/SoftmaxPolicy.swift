public import Decisions
import PortableMath
import StochasticOptimization

/// The softmax policy over linear preferences, with parameters θ of shape [d].
///
///     π(a | s; θ) = exp(θ·φ(s, a)) / Σ_b exp(θ·φ(s, b))
///     ∇log π(a | s; θ) = φ(s, a) − Σ_b π(b | s; θ) φ(s, b)
///
/// With the features of a table, θ[s, a] is the preference for an action itself. With shared
/// features it is a policy that can't tell some states apart:
///
///     let alike = PairFeatures(count: 1, over: corridor.space) { _, move in [move == .right ? 1 : 0] }
///     SoftmaxPolicy(features: alike)  // one number for the whole short corridor
///
/// > Reference: Sutton & Barto (2018), eqs. 13.2 and 13.9.
public struct SoftmaxPolicy<State: Hashable & Sendable, Action: Hashable & Sendable>:
  ParametricPolicy
{
  /// The features φ(s, a).
  public let features: PairFeatures<State, Action>
  /// The parameters θ, shape [d].
  public let parameters: [Double]
  /// The probabilities for these parameters.
  public let tabulated: Policy<State, Action>
  private let logProbabilities: [Double]

  /// A softmax policy over features.
  ///
  /// - Parameters:
  ///   - features: φ(s, a).
  ///   - parameters: θ, shape [d]; 0 by default, which makes all actions equally likely.
  /// - Precondition: One finite parameter a feature.
  /// - Complexity: O(pairs · features that are not 0).
  public init(features: PairFeatures<State, Action>, parameters: [Double]? = nil) {
    let parameters = parameters ?? [Double](repeating: 0, count: features.count)
    guard parameters.count == features.count, parameters.allSatisfy(\.isFinite) else {
      fatalError(
        "the parameters \(parameters) for \(features.count) features; one finite number each is needed"
      )
    }
    let space = features.space
    var logProbabilities = (0..<space.pairCount).map {
      features.product(ofPair: $0, with: parameters)
    }
    var probabilities = logProbabilities
    for state in space.states.indices {
      let pairs = space.pairs(ofState: state)
      let best = logProbabilities[pairs].reduce(-.infinity, max)
      for pair in pairs { probabilities[pair] = Double.exp(logProbabilities[pair] - best) }
      let sum = probabilities[pairs].reduce(0, +)
      let logSum = best + Double.log(sum)
      for pair in pairs {
        probabilities[pair] /= sum
        logProbabilities[pair] -= logSum
      }
    }
    self.features = features
    self.parameters = parameters
    self.logProbabilities = logProbabilities
    tabulated = Policy(probabilities: probabilities, over: space)
  }

  /// A softmax policy over a table of preferences θ[s, a].
  public init(preferences: ActionValues<State, Action>) {
    self.init(features: .table(over: preferences.space), parameters: preferences.values)
  }

  /// The softmax policy over a table whose preferences are all 0: every action equally likely.
  public init(over space: StateActionSpace<State, Action>) {
    self.init(features: .table(over: space))
  }

  /// The same features with other parameters.
  public func withParameters(_ parameters: [Double]) -> SoftmaxPolicy {
    SoftmaxPolicy(features: features, parameters: parameters)
  }

  /// The logarithm log π(a | s; θ), exact also where π underflows.
  public func logProbability(ofPair pair: Int) -> Double { logProbabilities[pair] }

  /// The score φ(s, a) − Σ_b π(b | s; θ) φ(s, b), shape [d].
  ///
  /// - Complexity: O(d + actions of the state).
  public func score(ofPair pair: Int) -> [Double] {
    var score = [Double](repeating: 0, count: features.count)
    features.add(pair: pair, times: 1, to: &score)
    for other in space.pairs(ofState: features.pairStates[pair]) {
      features.add(pair: other, times: -tabulated.probabilities[other], to: &score)
    }
    return score
  }
}
