public import NeuralNetworks
public import RandomStreams
import StochasticOptimization
public import Tensors

/// A policy over two actions with one output neuron: the log-odds of the first.
///
///     BernoulliPolicy(MLP([4, 32, 1], using: &random), .up, otherwise: .down)
///
/// p(first) = σ(x), p(second) = 1 − σ(x): what two logits would say, with one.
public struct BernoulliPolicy<Network: Layer, Action: Hashable & Sendable>: NetworkPolicy {
  /// From observations, shape [rows, components], to log-odds, shape [rows, 1].
  public var network: Network
  /// The action whose log-odds the network gives, and the other.
  public let actions: Constant<[Action]>

  /// A policy over two actions.
  ///
  /// - Parameters:
  ///   - network: From observations to one number.
  ///   - action: What is done with probability σ of that number.
  ///   - other: What is done otherwise, another action.
  public init(_ network: Network, _ action: Action, otherwise other: Action) {
    self.network = network
    actions = Constant([action, other])
  }

  /// The distributions over the two actions for some observations.
  public func callAsFunction(_ observations: [[Double]]) -> BernoulliActions<Action> {
    BernoulliActions(
      logits: network(Tensor(rows: observations)), actions.value[0], otherwise: actions.value[1])
  }
}

/// Distributions over two actions, one a row, given by the log-odds of the first.
public struct BernoulliActions<Action: Hashable & Sendable>: ActionDistributions {
  /// The log-odds of the first action, shape [rows].
  public let distribution: Bernoulli
  /// The action whose log-odds are given.
  public let action: Action
  /// The other action.
  public let other: Action

  /// Distributions over two actions.
  ///
  /// - Parameters:
  ///   - logits: The log-odds of the first action, shape [rows] or [rows, 1].
  ///   - action: The first action.
  ///   - other: The second.
  public init(logits: Tensor, _ action: Action, otherwise other: Action) {
    guard logits.count == logits.shape[0], action != other else {
      fatalError(
        "log-odds of shape \(logits.shape), not one a row, for the actions \(action) and \(other)")
    }
    distribution = Bernoulli(logits: logits.reshaped(to: [-1]))
    self.action = action
    self.other = other
  }

  /// log π of one action a row; shape [rows].
  ///
  /// - Precondition: Each is one of the two.
  public func logProbabilities(of actions: [Action]) -> Tensor {
    distribution.logProbability(
      of: actions.map {
        guard $0 == action || $0 == other else {
          fatalError("\($0) is neither \(action) nor \(other)")
        }
        return $0 == action
      })
  }

  /// The entropy of each row, in nats; shape [rows].
  public var entropies: Tensor { distribution.entropy }

  /// Draws an action for each row, each from its own stream; one word a row.
  public func sample(using streams: inout [RandomStream]) -> [Action] {
    distribution.sample(using: &streams).map { $0 ? action : other }
  }

  /// The more probable action of each row; the first where both are equally likely.
  public var modes: [Action] { distribution.mode.map { $0 ? action : other } }
}
