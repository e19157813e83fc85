public import NeuralNetworks
public import RandomStreams
import StochasticOptimization
public import Tensors

/// A policy over a finite list of actions: a network gives a logit for each, softmax makes them
/// probabilities.
///
///     CategoricalPolicy(MLP([4, 128, 2], using: &random), actions: CartPole.Action.allCases)
///     CategoricalPolicy(Dense(4, 2, using: &random), actions: …)   // linear: π ∝ exp(W o + b)
///
/// > Reference: Sutton & Barto (2018), §13.1.
public struct CategoricalPolicy<Network: Layer, Action: Hashable & Sendable>: NetworkPolicy {
  /// From observations, shape [rows, components], to logits, shape [rows, actions].
  public var network: Network
  /// The actions, in the order of the logits.
  public let actions: Constant<[Action]>

  /// A policy over some actions.
  ///
  /// - Parameters:
  ///   - network: From observations to one logit an action.
  ///   - actions: In the order of the logits, each once.
  /// - Precondition: At least one action, none twice.
  public init(_ network: Network, actions: [Action]) {
    guard !actions.isEmpty, Set(actions).count == actions.count else {
      fatalError("a policy over \(actions): at least one action, and none twice, is needed")
    }
    self.network = network
    self.actions = Constant(actions)
  }

  /// The distributions over the actions for some observations.
  public func callAsFunction(_ observations: [[Double]]) -> CategoricalActions<Action> {
    CategoricalActions(logits: network(Tensor(rows: observations)), actions: actions.value)
  }
}

/// Distributions over a finite list of actions, one a row.
public struct CategoricalActions<Action: Hashable & Sendable>: ActionDistributions {
  /// The logits, shape [rows, actions].
  public let distribution: Categorical
  /// The actions, in the order of the logits.
  public let actions: [Action]

  /// Distributions over some actions.
  ///
  /// - Parameters:
  ///   - logits: Shape [rows, actions].
  ///   - actions: In the order of the logits, each once.
  public init(logits: Tensor, actions: [Action]) {
    guard logits.rank == 2, logits.shape[1] == actions.count else {
      fatalError("logits of shape \(logits.shape) for the \(actions.count) actions \(actions)")
    }
    distribution = Categorical(logits: logits)
    self.actions = actions
  }

  /// log π of one action a row; shape [rows].
  ///
  /// - Precondition: Each is one of the actions.
  public func logProbabilities(of actions: [Action]) -> Tensor {
    distribution.logProbability(of: actions.map(number))
  }

  /// −Σ π log π of each row, in nats; shape [rows].
  public var entropies: Tensor { distribution.entropy }

  /// Draws an action for each row, each from its own stream; one word a row.
  public func sample(using streams: inout [RandomStream]) -> [Action] {
    distribution.sample(using: &streams).map { actions[$0] }
  }

  /// The most probable action of each row.
  public var modes: [Action] { distribution.mode.map { actions[$0] } }

  /// With chance mixed in: π_ε = (1 − ε) π + ε / |A|.
  ///
  /// - Parameter epsilon: ε, in [0, 1].
  public func mixed(epsilon: Double) -> CategoricalActions {
    guard (0...1).contains(epsilon) else { fatalError("ε is \(epsilon); it must be in [0, 1]") }
    guard epsilon > 0 else { return self }
    let share = Float(epsilon / Double(actions.count))
    return CategoricalActions(
      logits: log(Float(1 - epsilon) * softmax(distribution.logits) + share), actions: actions)
  }

  private func number(of action: Action) -> Int {
    guard let number = actions.firstIndex(of: action) else {
      fatalError("\(action) is not one of the actions \(actions)")
    }
    return number
  }
}
