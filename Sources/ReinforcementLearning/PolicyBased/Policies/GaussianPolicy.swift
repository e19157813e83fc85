public import NeuralNetworks
import PortableMath
public import RandomStreams
import StochasticOptimization
public import Tensors

/// An action that is a vector of real numbers, or a single one.
public protocol RealAction: Sendable {
  /// The action with these components.
  init(components: [Double])

  /// The numbers that it is made of.
  var components: [Double] { get }
}

/// A number is a vector of one component.
extension Double: RealAction {
  /// The only component.
  ///
  /// - Precondition: There is just one.
  public init(components: [Double]) {
    guard components.count == 1 else {
      fatalError("\(components.count) components for an action that is one number: \(components)")
    }
    self = components[0]
  }

  /// The number itself.
  public var components: [Double] { [self] }
}

/// A vector is its components.
extension [Double]: RealAction {
  /// The vector itself.
  public init(components: [Double]) { self = components }

  /// The vector itself.
  public var components: [Double] { self }
}

/// A policy over vectors of real numbers: normal, with a mean that a network gives and a standard
/// deviation that is a parameter, the same everywhere.
///
///     GaussianPolicy(MLP([3, 64, 1], using: &random), components: 1, of: Double.self)
///
/// Actions are any real numbers. A world that takes only some of them is wrapped in `Clamped`, so that a
/// trajectory keeps the action that was drawn, whose density is known.
///
/// > Reference: Williams (1992), doi:10.1007/BF00992696, §6; Sutton & Barto (2018), §13.7.
public struct GaussianPolicy<Network: Layer, Action: RealAction>: NetworkPolicy {
  /// From observations, shape [rows, components of the observation], to means, shape [rows,
  /// components of the action].
  public var network: Network
  /// log σ of each component, shape [components].
  public var logDeviation: Tensor

  /// A policy over real actions.
  ///
  /// - Parameters:
  ///   - network: From observations to means.
  ///   - components: How many numbers an action has.
  ///   - action: The type of the actions.
  ///   - deviation: σ at the start, above 0.
  public init(
    _ network: Network, components: Int, of action: Action.Type = Action.self,
    deviation: Double = 1
  ) {
    guard components >= 1, deviation > 0, deviation.isFinite else {
      fatalError("a normal policy of \(components) components with deviation \(deviation)")
    }
    self.network = network
    logDeviation = Tensor(
      repeating: Float(Double.log(deviation)), shape: [components])
  }

  /// The distributions over actions for some observations.
  public func callAsFunction(_ observations: [[Double]]) -> GaussianActions<Action> {
    let means = network(Tensor(rows: observations))
    guard means.shape == [observations.count, logDeviation.count] else {
      fatalError("means of shape \(means.shape) for actions of \(logDeviation.count) components")
    }
    return GaussianActions(DiagonalGaussian(mean: means, logDeviation: logDeviation))
  }
}

/// Normal distributions over real actions, one a row.
public struct GaussianActions<Action: RealAction>: ActionDistributions {
  /// Means and log σ, shape [rows, components].
  public let distribution: DiagonalGaussian

  /// Normal distributions over actions.
  public init(_ distribution: DiagonalGaussian) { self.distribution = distribution }

  /// The logarithm of the density of one action a row; shape [rows].
  ///
  /// - Precondition: Each has as many components as a row.
  public func logProbabilities(of actions: [Action]) -> Tensor {
    let shape = distribution.mean.shape
    let numbers = actions.flatMap { action in
      let components = action.components
      if components.count != shape[1] {
        fatalError("the action \(components) of a policy over \(shape[1]) components")
      }
      return components.map { Float($0) }
    }
    return distribution.logDensity(of: Tensor(numbers, shape: shape))
  }

  /// The entropy of each row, in nats; shape [rows].
  public var entropies: Tensor { distribution.entropy }

  /// Draws an action for each row, each from its own stream; one word a component.
  public func sample(using streams: inout [RandomStream]) -> [Action] {
    actions(distribution.sample(using: &streams))
  }

  /// The mean of each row.
  public var modes: [Action] { actions(distribution.mean) }

  private func actions(_ numbers: Tensor) -> [Action] {
    let components = numbers.shape[1]
    return numbers.withElements { numbers in
      stride(from: 0, to: numbers.count, by: components).map { start in
        Action(components: numbers[start..<(start + components)].map(Double.init))
      }
    }
  }
}
