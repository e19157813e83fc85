public import Decisions
import StochasticOptimization

/// A stochastic policy π(a | s; θ) of a finite process whose score ∇log π is known exactly.
///
/// The score is everything a policy gradient needs to know of a policy. It is dense: one number a
/// parameter, also where a parameter has nothing to say about the state.
public protocol ParametricPolicy<State, Action>: Sendable {
  /// A state of the process.
  associatedtype State: Hashable & Sendable
  /// An action of the process.
  associatedtype Action: Hashable & Sendable

  /// The probabilities π(a | s; θ) for these parameters, as a plain policy.
  var tabulated: Policy<State, Action> { get }

  /// The parameters θ, shape [d].
  var parameters: [Double] { get }

  /// The same policy with other parameters.
  ///
  /// - Precondition: As many as before.
  func withParameters(_ parameters: [Double]) -> Self

  /// The logarithm log π(a | s; θ) for the pair with this number.
  func logProbability(ofPair pair: Int) -> Double

  /// The score ∇log π(a | s; θ) for the pair with this number, shape [d].
  func score(ofPair pair: Int) -> [Double]
}

extension ParametricPolicy {
  /// The numbered states and actions.
  public var space: StateActionSpace<State, Action> { tabulated.space }

  /// How many parameters there are, d.
  public var parameterCount: Int { parameters.count }

  /// The probability π(a | s; θ).
  ///
  /// - Precondition: The state offers the action.
  public func probability(of action: Action, in state: State) -> Double {
    tabulated.probability(of: action, in: state)
  }

  /// The logarithm log π(a | s; θ).
  ///
  /// - Precondition: The state offers the action.
  public func logProbability(of action: Action, in state: State) -> Double {
    logProbability(ofPair: space.pair(of: action, in: state))
  }

  /// The score ∇log π(a | s; θ), shape [d].
  ///
  /// Its mean over the policy's own actions is 0, because probabilities sum to 1.
  ///
  /// - Precondition: The state offers the action.
  public func score(of action: Action, in state: State) -> [Double] {
    score(ofPair: space.pair(of: action, in: state))
  }

  /// The score of a trajectory, Σ_t ∇log π(a_t | s_t; θ), shape [d].
  ///
  /// It is ∇log p(τ; θ): the start and the transitions don't depend on θ and drop out.
  ///
  /// - Complexity: O(T · d · actions of a state).
  public func score(of trajectory: Trajectory<State, Action>) -> [Double] {
    var sum = [Double](repeating: 0, count: parameterCount)
    for (state, action) in zip(trajectory.states, trajectory.actions) {
      sum.add(score(of: action, in: state), times: 1)
    }
    return sum
  }

  /// The scores of all pairs, by number; shape [pairs][d].
  public var scores: [[Double]] { (0..<space.pairCount).map { score(ofPair: $0) } }

  /// The entropy H(s) = −Σ_a π log π, in nats; 0 in a terminal state.
  public func entropy(in state: State) -> Double {
    space.pairs(ofState: space.number(of: state)).reduce(0) { $0 - surprise(ofPair: $1) }
  }

  /// The gradient of the entropy, shape [d].
  ///
  ///     ∇H = −Σ_a π (log π + 1) ∇log π = −Σ_a π log π ∇log π
  ///
  /// The 1 adds nothing because Σ_a π ∇log π = 0.
  public func entropyGradient(in state: State) -> [Double] {
    var gradient = [Double](repeating: 0, count: parameterCount)
    for pair in space.pairs(ofState: space.number(of: state)) {
      gradient.add(score(ofPair: pair), times: -surprise(ofPair: pair))
    }
    return gradient
  }

  /// π log π, which is 0 where π is.
  private func surprise(ofPair pair: Int) -> Double {
    let probability = tabulated.probabilities[pair]
    return probability > 0 ? probability * logProbability(ofPair: pair) : 0
  }

  /// Draws an action in a state.
  ///
  /// - Precondition: The state is not terminal.
  public func sample(in state: State, using generator: inout some RandomNumberGenerator) -> Action {
    tabulated.sample(in: state, using: &generator)
  }

  /// The most probable action, the first among equals; `nil` in a terminal state.
  public func mode(in state: State) -> Action? { tabulated.mostProbableAction(in: state) }

  /// The policy after a step in the space of parameters, θ + α g.
  ///
  /// - Parameters:
  ///   - direction: g, shape [d].
  ///   - stepSize: α; negative goes against the direction.
  public func moved(along direction: [Double], stepSize: Double) -> Self {
    var moved = parameters
    moved.add(direction, times: stepSize)
    return withParameters(moved)
  }
}
