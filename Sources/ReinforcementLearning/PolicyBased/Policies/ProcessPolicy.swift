public import Decisions
import NeuralNetworks
import PortableMath
import Tensors

/// A network policy on a finite process: what it does in every state, with its scores.
///
/// This is how a network meets the oracle: ``ExpectedReturn`` then knows its J(θ) and ∇J(θ), and any
/// estimate of that gradient can be checked.
///
///     let exact = ProcessPolicy(network, over: process.space) { state in features(of: state) }
///     try ExpectedReturn(on: process, discount: 0.9, horizon: 5).gradient(of: exact)
///
/// > Note: Networks compute in single precision, so parameters, probabilities and scores have some
/// > seven digits. Probabilities are scaled to sum to 1.
public struct ProcessPolicy<State: Hashable & Sendable, Network: NetworkPolicy>: ParametricPolicy
where Network.Action: Hashable {
  /// The actions of the network.
  public typealias Action = Network.Action

  /// The network policy.
  public let network: Network
  /// What is seen in a state.
  public let observation: @Sendable (State) -> Network.Observation
  /// The probabilities for the network's parameters.
  public let tabulated: Policy<State, Action>
  private let samples: [(observation: Network.Observation, action: Action)]
  private let logProbabilities: [Double]

  /// A network policy in all states of a process.
  ///
  /// - Parameters:
  ///   - network: The policy.
  ///   - space: The states and actions of the process.
  ///   - observation: What the network sees of a state.
  /// - Precondition: A state offers all of the network's actions, or none.
  /// - Complexity: A pass of the network over all pairs.
  public init(
    _ network: Network, over space: StateActionSpace<State, Action>,
    observation: @escaping @Sendable (State) -> Network.Observation
  ) {
    self.network = network
    self.observation = observation
    samples = space.states.flatMap { state in
      space.actions(in: state).map { (observation(state), $0) }
    }
    logProbabilities =
      samples.isEmpty
      ? []
      : network(samples.map(\.observation)).logProbabilities(of: samples.map(\.action)).scalars
        .map(Double.init)
    var probabilities = logProbabilities.map { Double.exp($0) }
    for state in space.states.indices {
      let pairs = space.pairs(ofState: state)
      let sum = probabilities[pairs].reduce(0, +)
      guard pairs.isEmpty || (sum - 1).magnitude < 1e-4 else {
        fatalError(
          "in \(space.states[state]) the network's probabilities of \(space.actions(in: space.states[state])) sum to \(sum)"
        )
      }
      for pair in pairs { probabilities[pair] /= sum }
    }
    tabulated = Policy(probabilities: probabilities, over: space)
  }

  /// All numbers of the network, shape [d].
  public var parameters: [Double] { Self.numbers(of: network) }

  /// The same network with other numbers, rounded to single precision.
  public func withParameters(_ parameters: [Double]) -> ProcessPolicy {
    var network = network
    network.parameterVector = Tensor(parameters.map { Float($0) })
    return ProcessPolicy(network, over: space, observation: observation)
  }

  /// The logarithm log π(a | s; θ).
  public func logProbability(ofPair pair: Int) -> Double { logProbabilities[pair] }

  /// The score ∇log π(a | s; θ), shape [d].
  ///
  /// - Complexity: That of a gradient of the network.
  public func score(ofPair pair: Int) -> [Double] {
    Self.numbers(
      of: network.score(of: samples[pair].action, given: samples[pair].observation))
  }

  /// The numbers of a network, or of a gradient of its type, as a vector.
  public static func numbers(of network: Network) -> [Double] {
    network.parameterVector.scalars.map(Double.init)
  }
}
