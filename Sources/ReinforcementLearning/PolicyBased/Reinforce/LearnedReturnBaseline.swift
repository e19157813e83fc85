public import NeuralNetworks
import StochasticOptimization
import Tensors

/// A network that predicts the return from what is observed, b(o; w), fitted by squared error.
///
///     w ← one step down the mean of (b(o_t; w) − G_t)² over all actions of the batch, a few times
///
/// It leaves the estimate unbiased, because it is used before it is fitted: a network that had already
/// seen the batch would predict part of each action's own return.
///
///     LearnedReturnBaseline(
///       MLP([4, 32, 1], activation: .tanh, using: &random), optimizer: Adam(learningRate: 1e-2))
///
/// > Reference: Sutton & Barto (2018), §13.4; Mnih & Gregor (2014), arXiv:1402.0030.
public struct LearnedReturnBaseline<Network: Layer, Method: Optimizer>: ReturnBaseline {
  /// From observations, shape [rows, components], to returns, shape [rows, 1].
  public var network: Network
  /// What fits it.
  public var optimizer: Method
  /// How many steps of the optimiser each batch is used for.
  public let steps: Int

  /// A network that has seen nothing yet.
  ///
  /// - Parameters:
  ///   - network: From observations to one number.
  ///   - optimizer: What fits it.
  ///   - steps: How many steps of the optimiser each batch is used for, at least 1.
  public init(_ network: Network, optimizer: Method, steps: Int = 1) {
    guard steps >= 1 else { fatalError("a fit of \(steps) steps; it needs at least one") }
    self.network = network
    self.optimizer = optimizer
    self.steps = steps
  }

  /// b(o_t; w) for each action.
  ///
  /// - Complexity: A pass of the network.
  public func values(for batch: ReturnBatch<[Double]>) -> [[Double]] {
    let observations = Array(batch.observations.joined())
    guard !observations.isEmpty else { return batch.returns }
    return batch.nested(predictions(of: network, for: observations).scalars.map(Double.init))
  }

  /// Fits the network to a batch's returns; nothing where the batch has no action.
  public mutating func update(from batch: ReturnBatch<[Double]>) {
    let observations = Array(batch.observations.joined())
    guard !observations.isEmpty else { return }
    let targets = Tensor(batch.returns.joined().map { Float($0) })
    for _ in 0..<steps {
      let slope = gradient(at: network) {
        meanSquaredError(predictions(of: $0, for: observations), targets: targets)
      }
      optimizer.update(&network, along: slope)
    }
  }

  /// One number for each observation, shape [rows].
  private func predictions(of network: Network, for observations: [[Double]]) -> Tensor {
    let outputs = network(Tensor(rows: observations))
    guard outputs.count == observations.count else {
      fatalError("outputs of shape \(outputs.shape), not one a row, for \(observations.count) rows")
    }
    return outputs.reshaped(to: [-1])
  }
}
